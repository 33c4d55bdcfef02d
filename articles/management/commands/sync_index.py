"""manage.py sync_index: compare the search index with the database and mend the difference."""

from django.core.management.base import BaseCommand, CommandError

from articles.management.progress import report_progress
from articles.search.errors import IndexUnavailableError
from articles.search.indexing import Differences, find_differences, synchronize, verify_index


class Command(BaseCommand):
    """The one command that repairs the index after whatever went wrong with it."""

    help = "Finds the articles that the search index lacks, holds in an older state or holds too many, and mends that."

    def add_arguments(self, parser):
        """--check changes nothing."""
        parser.add_argument(
            "--check", action="store_true", help="only report; the exit status is 1 if index and database differ"
        )

    def handle(self, *args, **options):
        """Compare, mend unless told not to, and report."""
        quiet = options["verbosity"] == 0
        try:
            if options["check"]:
                verify_index()
                differences = find_differences()
                if differences:
                    raise CommandError(f"They differ: {_describe(differences)}. Run manage.py sync_index.")
            else:
                with report_progress(self.stdout, "articles", quiet) as progress:
                    differences = synchronize(progress)
        except IndexUnavailableError as error:
            raise CommandError(str(error)) from error
        if not quiet:
            self.stdout.write(f"Mended: {_describe(differences)}." if differences else "Index and database agree.")


def _describe(differences: Differences) -> str:
    return (
        f"{len(differences.missing)} articles missing, {len(differences.outdated)} outdated, "
        f"{len(differences.gone)} gone from the database"
    )
