"""manage.py evaluate: how well labelled pages are read. Needs no database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from articles.dump.accuracy import MEASURES, Tallies, add_tallies, measure_page
from articles.dump.as_json import page_as_json
from articles.dump.decode import decode_dump
from articles.dump.page import parse_page


class Command(BaseCommand):
    help = "Read labelled pages (NAME.txt beside NAME.json) and print how well each part was read (docs/accuracy.md)."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("labels", metavar="GOLD_DIR", type=Path, help="folder of the labels, NAME.json")
        parser.add_argument("--pages", metavar="DIR", type=Path, help="folder of the pages, if it is another one")
        parser.add_argument("--json", action="store_true", help="print the totals as one JSON object")
        parser.add_argument(
            "--fail-under", metavar="FILE", type=Path, help="JSON file with the least figure of each measure"
        )

    def handle(self, *args, labels, **options):
        label_files = sorted(labels.glob("*.json"))
        if not label_files:
            raise CommandError(f"There is no label (NAME.json) in {labels}.")
        pages = options["pages"] or labels
        rows = [
            (path.stem, measure_file(path, pages / f"{path.stem}.txt"))
            for path in tqdm(label_files, unit="page", disable=not self.stdout.isatty(), file=sys.stdout)
        ]
        total = add_tallies(tallies for _name, tallies in rows)
        figures = {measure: total[measure].f1 for measure in MEASURES}
        if options["json"]:
            self.stdout.write(json.dumps(figures))
        else:
            self._print_table([*rows, ("ALL", total)])
        if options["fail_under"]:
            require_at_least(figures, options["fail_under"])

    def _print_table(self, rows: list[tuple[str, Tallies]]) -> None:
        self.stdout.write(f"{'page':34}" + "".join(f"{measure:>11}" for measure in MEASURES))
        for name, tallies in rows:
            figures = (tallies[measure].f1 for measure in MEASURES)
            self.stdout.write(
                f"{name[:33]:34}" + "".join(f"{'-' if f is None else format(f, '.3f'):>11}" for f in figures)
            )


def measure_file(label_file: Path, page_file: Path) -> Tallies:
    """Each measure for one labelled page. Raises CommandError where the page is missing or the label is no JSON."""
    try:
        raw = page_file.read_bytes()
        label = json.loads(label_file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{page_file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{label_file} is no JSON: {error}.") from error
    read = page_as_json(parse_page(raw, file_name=page_file.name))
    return measure_page(read, label, decode_dump(raw).text)


def require_at_least(figures: dict[str, float | None], floor_file: Path) -> None:
    """Raise CommandError if a figure lies below its floor, or a floor is of no known measure; null asks for nothing."""
    floors = json.loads(floor_file.read_text(encoding="utf-8"))
    if unknown := sorted(set(floors) - set(MEASURES)):
        raise CommandError(f"{floor_file} has floors for unknown measures: {', '.join(unknown)}.")
    below = [
        f"{measure} {figures[measure]} < {floor}"
        for measure, floor in floors.items()
        if floor is not None and (figures[measure] is None or figures[measure] < floor)
    ]
    if below:
        raise CommandError(f"Below the recorded figures: {'; '.join(below)}.")
