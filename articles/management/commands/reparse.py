"""manage.py reparse: read stored dumps again with the parser and the resolver as they are now."""

import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.dump.page import PARSER_VERSION, AccountingError
from articles.models import Dump
from articles.tasks import batched_indexing, reparse_dump


class Command(BaseCommand):
    help = "Read stored dumps again. Articles that keep their lines keep their identifiers; what staff have set stays."

    def add_arguments(self, parser):
        parser.add_argument("pages", metavar="PAGE", nargs="*", help="identifiers of pages, as in their addresses")
        parser.add_argument("--all", action="store_true", help="every dump")
        parser.add_argument("--outdated", action="store_true", help="dumps read by another version of the parser")

    def handle(self, *args, pages, **options):
        dumps = Dump.objects.order_by("pk")
        if pages:
            dumps = dumps.filter(public_id__in=pages)
            unknown = set(pages) - set(dumps.values_list("public_id", flat=True))
            if unknown:
                raise CommandError(f"There is no page {', '.join(sorted(unknown))}.")
        elif options["outdated"]:
            dumps = dumps.exclude(parser_version=PARSER_VERSION)
        elif not options["all"]:
            raise CommandError("Say which pages: identifiers, --outdated or --all.")
        pks = list(dumps.values_list("pk", flat=True))
        failed = 0
        with batched_indexing():
            for pk in tqdm(pks, unit="page", disable=not self.stdout.isatty(), file=sys.stdout):
                dump = Dump.objects.select_related("newspaper").get(pk=pk)
                try:
                    reparse_dump(dump)
                except AccountingError as error:
                    failed += 1
                    self.stderr.write(f"{dump.public_id}: left as it was: {error}")
        self.stdout.write(f"Pages read again: {len(pks) - failed}; left as they were: {failed}.")
        if failed:
            raise CommandError(f"Not read again: {failed}; see above.")
