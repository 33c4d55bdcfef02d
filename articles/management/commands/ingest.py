"""manage.py ingest: read page dumps and store them."""

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError
from tqdm import tqdm

from articles.ingest.run import Outcome, read_all
from articles.ingest.sources import Sources, find_sources
from articles.ingest.staff import StaffImprint
from articles.management.arguments import add_imprint_arguments, staff_imprint
from articles.tasks import batched_indexing, keep_failed, known_homes, store_reading

STORED, KNOWN, FAILED, WOULD_STORE = "stored", "already there", "failed", "would store"


@dataclass(frozen=True, slots=True)
class Result:
    """The line that is printed for one file."""

    file: str
    outcome: str
    page: str = ""
    articles: int = 0
    lines: int = 0
    problems: int = 0
    reason: str = ""


class Command(BaseCommand):
    help = "Read page dumps from files, folders, zip archives or standard input (-) and store their articles."

    def add_arguments(self, parser):
        parser.add_argument(
            "paths", metavar="PATH", nargs="+", help="file, folder, zip archive, or - for standard input"
        )
        add_imprint_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="read everything, store nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object a file and one for the summary")
        parser.add_argument("--jobs", metavar="N", type=int, default=1, help="processes that read dumps (default 1)")

    @no_translations  # commands speak English throughout
    def handle(self, *args, **options):
        if not 1 <= options["jobs"] <= 64:
            raise CommandError("--jobs takes a number from 1 to 64.")
        staff = staff_imprint(options)
        sources = find_sources(options["paths"], sys.stdin.buffer)
        results = [Result(error.name, FAILED, reason=error.reason) for error in sources.refused]
        with self._progress(sources, options["json"]) as progress, batched_indexing():
            for result in results:
                self._tell(result, options["json"])
            for outcome in read_all(sources.found, staff, known_homes(), options["jobs"]):
                result = self._preview(outcome) if options["dry_run"] else self._store(outcome, staff)
                results.append(result)
                self._tell(result, options["json"])
                progress.update()
        self._summarise(results, sources, options["json"])
        failed = sum(result.outcome == FAILED for result in results)
        if failed:
            raise CommandError(f"{failed} of {len(results)} files failed; see above.")
        if not results:
            raise CommandError("No dump was found: folders and archives are searched for .txt files.")

    def _progress(self, sources: Sources, quiet: bool) -> tqdm:
        """A bar on a terminal; elsewhere the lines of the files are the progress."""
        return tqdm(total=len(sources.found), unit="file", disable=quiet or not self.stdout.isatty(), file=sys.stdout)

    def _store(self, outcome: Outcome, staff: StaffImprint) -> Result:
        if outcome.refused:
            return Result(outcome.name, FAILED, reason=outcome.refused)
        try:
            if outcome.reading is None:
                receipt = keep_failed(outcome.raw, outcome.name, staff, outcome.broken_rule)
            else:
                receipt = store_reading(outcome.reading, outcome.raw, outcome.name, staff)
        except DatabaseError as error:
            return Result(outcome.name, FAILED, reason=f"The database refused it, nothing of it was stored: {error}")
        dump = receipt.dump
        outcome_word = FAILED if dump.status == dump.Status.FAILED else STORED if receipt.created else KNOWN
        return Result(
            outcome.name,
            outcome_word,
            page=dump.public_id,
            articles=dump.article_count,
            lines=dump.line_count,
            problems=dump.problem_count,
            reason=dump.failure or ("" if receipt.created else f"the same bytes as {dump.file_name}"),
        )

    @staticmethod
    def _preview(outcome: Outcome) -> Result:
        if outcome.reading is None:
            return Result(outcome.name, FAILED, reason=outcome.refused or outcome.broken_rule)
        page = outcome.reading.page
        return Result(
            outcome.name,
            WOULD_STORE,
            articles=len(page.articles),
            lines=page.line_count,
            problems=len(page.problems),
        )

    def _tell(self, result: Result, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(asdict(result), ensure_ascii=False))
            return
        counts = f"{result.articles} articles, {result.lines} lines, {result.problems} problems"
        said = result.reason if result.outcome == FAILED else counts + (f" ({result.reason})" if result.reason else "")
        line = f"{result.file}: {result.outcome}: {said}"
        with tqdm.external_write_mode(file=sys.stdout):  # above the bar, where there is one
            self.stdout.write(self.style.ERROR(line) if result.outcome == FAILED else line)

    def _summarise(self, results: list[Result], sources: Sources, as_json: bool) -> None:
        count = Counter(result.outcome for result in results)
        new = [result for result in results if result.outcome in (STORED, WOULD_STORE)]
        summary = {
            "stored": count[STORED],
            "would_store": count[WOULD_STORE],
            "already_there": count[KNOWN],
            "failed": count[FAILED],
            "passed_over": len(sources.passed_over),
            "articles": sum(result.articles for result in new),
            "lines": sum(result.lines for result in new),
            "problems": sum(result.problems for result in new),
        }
        if as_json:
            self.stdout.write(json.dumps({"summary": summary}))
            return
        for name in sources.passed_over:
            self.stdout.write(f"{name}: passed over, not a .txt file")
        self.stdout.write(
            "{stored} dumps stored, {would_store} would be stored, {already_there} already there, {failed} failed, "
            "{passed_over} passed over; {articles} articles, {lines} lines, {problems} problems.".format(**summary)
        )
