"""The figures of docs/accuracy.md: reading the project's own labelled pages must not get worse."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.dump.accuracy import MEASURES

PROJECT = Path(__file__).resolve().parents[1]
# Labels, their pages, and the least figure of each measure.
SETS = {
    "conventions": ("tests/pages", "tests/pages", "tests/accuracy/conventions.json"),
    "measured": ("tests/pages/measured", "tests/pages/measured", "tests/accuracy/measured.json"),
    "samples": ("tests/samples", "samples", "tests/accuracy/samples.json"),
    "held out": ("tests/heldout", "tests/heldout", "tests/accuracy/heldout.json"),
}


def evaluate(labels: str, pages: str, *options: str) -> dict[str, float | None]:
    out = io.StringIO()
    call_command("evaluate", str(PROJECT / labels), "--pages", str(PROJECT / pages), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("name", SETS)
def test_no_measure_falls_below_its_recorded_figure(name):
    labels, pages, floors = SETS[name]
    evaluate(labels, pages, "--fail-under", str(PROJECT / floors))


@pytest.mark.parametrize("name", SETS)
def test_the_recorded_figures_are_those_that_are_reached(name):
    """A better reading is recorded too (`evaluate … --json`), so that it cannot be lost again unseen."""
    labels, pages, floors = SETS[name]
    recorded = json.loads((PROJECT / floors).read_text(encoding="utf-8"))
    assert list(recorded) == list(MEASURES)
    assert evaluate(labels, pages) == recorded


def test_the_document_shows_the_recorded_figures():
    document = (PROJECT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    for name, (_labels, _pages, floors) in SETS.items():
        recorded = json.loads((PROJECT / floors).read_text(encoding="utf-8"))
        row = " | ".join("–" if recorded[measure] is None else f"{recorded[measure]:.3f}" for measure in MEASURES)
        assert f"| {name} | {row} |" in document
