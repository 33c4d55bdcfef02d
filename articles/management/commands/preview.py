"""manage.py preview: what a dump would become. Writes nothing and needs no database."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations

from articles.dump.decode import UnreadableDumpError
from articles.dump.explain import explain_page
from articles.ingest.preview import explained_as_json, explained_as_lines, reading_as_json, reading_as_text
from articles.ingest.reading import Homes, read_dump
from articles.ingest.sources import SourceError, find_sources
from articles.management.arguments import add_imprint_arguments, staff_imprint


class Command(BaseCommand):
    help = "Print what a page dump would become, and write nothing."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="a dump, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print the page as JSON (docs/dump-format.md)")
        parser.add_argument("--explain", action="store_true", help="add what each line was read as, and the evidence")
        add_imprint_arguments(parser)

    @no_translations  # commands speak English throughout
    def handle(self, *args, **options):
        sources = find_sources([options["file"]], sys.stdin.buffer)
        if sources.refused:
            raise CommandError(str(sources.refused[0]))
        if len(sources.found) != 1:
            raise CommandError(f"{options['file']} holds {len(sources.found)} dumps. Preview takes one: name a file.")
        [source] = sources.found
        try:
            raw = source.read()
            reading = read_dump(raw, source.name, staff_imprint(options), Homes(settings.HOME_REGION))
        except (SourceError, UnreadableDumpError) as error:
            raise CommandError(str(error)) from error
        explained = explain_page(raw) if options["explain"] else ()
        if options["json"]:
            page = reading_as_json(reading) | ({"lines": explained_as_json(explained)} if explained else {})
            self.stdout.write(json.dumps(page, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join([reading_as_text(reading), *explained_as_lines(explained)]))
