"""manage.py rebuild_index: build the search index anew while the old one goes on answering."""

from django.core.management.base import BaseCommand, CommandError

from articles.management.progress import report_progress
from articles.search.errors import IndexUnavailableError
from articles.search.indexing import rebuild


class Command(BaseCommand):
    """Stands in front of Haystack's command of the same name, which empties the index before it fills it."""

    help = "Builds the search index anew beside the one in use, then switches to it. Searches go on meanwhile."

    def add_arguments(self, parser):
        """Take Haystack's arguments too, so that what calls its command goes on working; they change nothing."""
        parser.add_argument(
            "--noinput", action="store_false", dest="interactive", help="accepted for Haystack's sake: nothing is asked"
        )
        parser.add_argument("-u", "--using", action="append", help="accepted for Haystack's sake: there is one index")
        parser.add_argument("-k", "--workers", type=int, help="processes that build (default: one for each processor)")
        parser.add_argument("-b", "--batch-size", type=int, dest="batchsize", help="accepted for Haystack's sake")
        parser.add_argument("-t", "--max-retries", type=int, help="accepted for Haystack's sake")
        parser.add_argument("--nocommit", action="store_false", dest="commit", help="accepted for Haystack's sake")

    def handle(self, *args, **options):
        """Rebuild, and say how far it is."""
        quiet = options["verbosity"] == 0
        try:
            with report_progress(self.stdout, "articles", quiet) as progress:
                count = rebuild(progress, options["workers"])
        except IndexUnavailableError as error:
            raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(f"The index was rebuilt: {count} articles.")
