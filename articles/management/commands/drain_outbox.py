"""manage.py drain_outbox: tell the search index of the articles that have changed."""

import time

from django.core.management.base import BaseCommand, CommandError

from articles.search.outbox import drain_outbox, merge_segments


class Command(BaseCommand):
    """The worker between database and index. Needed by nobody, good for those who write much."""

    help = "Brings the articles that wait in the outbox into the search index, and merges its segments."

    def add_arguments(self, parser):
        """--forever makes it a worker."""
        parser.add_argument("--forever", action="store_true", help="go on until stopped, looking again and again")
        parser.add_argument("--every", type=float, default=0.5, help="seconds between looks (0.5)")

    def handle(self, *args, **options):
        """Work off what waits, once or for ever."""
        while True:
            done = drain_outbox()
            merge_segments()
            if not options["forever"]:
                break
            time.sleep(options["every"])
        if not done:
            raise CommandError("The search index is being written by another process, or cannot be; articles wait.")
        if options["verbosity"]:
            self.stdout.write("Nothing waits for the index.")
