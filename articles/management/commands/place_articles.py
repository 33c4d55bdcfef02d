"""manage.py place_articles: run the resolver over stored articles again."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Exists, OuterRef

from articles.gazetteer.resolve import RESOLVER_VERSION
from articles.ingest.placing import Change
from articles.management.progress import report_progress
from articles.models import Article, ArticleRegion, Region
from articles.tasks import batched_indexing, place_again

# Articles in one transaction: few enough that others need not wait for it.
BATCH_SIZE = 200


class Command(BaseCommand):
    help = (
        "Find the places of stored articles again. What staff have set stays; only what differs is written. "
        "Without an option: articles that another version of the resolver has placed."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="every article")
        which.add_argument(
            "--below", type=float, metavar="CONFIDENCE", help="articles with no place, or with a confidence below this"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")

    def handle(self, *args, below, dry_run, **options):
        if not Region.objects.exists():
            raise CommandError("No regions are loaded: run load_regions first.")
        articles = Article.objects.order_by("pk")
        if below is not None:
            sure = ArticleRegion.objects.filter(
                article=OuterRef("pk"), role=ArticleRegion.Role.PRIMARY, confidence__gte=below
            )
            articles = articles.filter(~Exists(sure))
        elif not options["all"]:
            articles = articles.exclude(resolver_version=RESOLVER_VERSION)
        pks = list(articles.values_list("pk", flat=True))
        changes: Counter[Change] = Counter()
        with report_progress(self.stdout, "articles", options["verbosity"] == 0) as progress, batched_indexing():
            for start in range(0, len(pks), BATCH_SIZE):
                changes += place_again(pks[start : start + BATCH_SIZE], dry_run=dry_run)
                progress(min(start + BATCH_SIZE, len(pks)), len(pks))
        summary = ", ".join(f"{changes[change]} {change}" for change in Change)
        self.stdout.write(f"{len(pks)} articles: {summary}.")
        if dry_run:
            self.stdout.write("Nothing was written.")
