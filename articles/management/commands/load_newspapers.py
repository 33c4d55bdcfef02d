"""manage.py load_newspapers: names, codes and home regions of newspapers from a CSV file."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.ingest.store import current_region
from articles.models import Newspaper

COLUMNS = ["code", "name", "home_region"]


class Command(BaseCommand):
    help = "Add newspapers, or bring them up to date, from a CSV file with the columns code, name, home_region."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args, file, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.DictReader(stream)
                if reader.fieldnames != COLUMNS:
                    raise CommandError(f"{file.name}: the first line must read {','.join(COLUMNS)}.")
                rows = list(reader)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        with transaction.atomic():
            for number, row in enumerate(rows, start=2):
                region = current_region(row["home_region"])
                if region is None and row["home_region"]:
                    raise CommandError(
                        f"{file.name}, line {number}: there is no region {row['home_region']}. Run load_regions first."
                    )
                Newspaper.objects.update_or_create(
                    code=row["code"], defaults={"name": row["name"], "home_region": region}
                )
        self.stdout.write(f"{len(rows)} newspapers.")
