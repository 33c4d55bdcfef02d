"""manage.py evaluate over a folder of labelled pages."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.dump.accuracy import MEASURES
from articles.dump.as_json import page_as_json
from articles.dump.page import parse_page
from tests.admin.pages import PAGE


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    """One page with the parser's own reading as its label, and one whose label says that it holds nothing."""
    for name, label in (
        ("a", page_as_json(parse_page(PAGE.encode()))),
        ("b", {"articles": [], "furniture": [], "breaks": []}),
    ):
        (tmp_path / f"{name}.txt").write_text(PAGE, encoding="utf-8")
        (tmp_path / f"{name}.json").write_text(json.dumps(label), encoding="utf-8")
    return tmp_path


def test_the_totals_of_two_pages(folder):
    figures = json.loads(run(folder, "--json"))
    assert list(figures) == list(MEASURES)
    assert (figures["articles"], figures["kept"]) == (0.6667, 1.0)
    table = run(folder).splitlines()
    assert [line.split()[0] for line in table] == ["page", "a", "b", "ALL"]


def test_floors_gate(folder):
    floors = folder / "floors"
    floors.write_text('{"articles": 0.66}', encoding="utf-8")
    run(folder, "--fail-under", floors)
    for wrong, said in (
        ('{"articles": 0.67}', "articles 0.6667 < 0.67"),
        ('{"article": 0}', "unknown measures: article"),
    ):
        floors.write_text(wrong, encoding="utf-8")
        with pytest.raises(CommandError, match=said):
            run(folder, "--fail-under", floors)


def test_what_cannot_be_measured(folder, tmp_path):
    with pytest.raises(CommandError, match="There is no label"):
        run(tmp_path / "nowhere")
    (folder / "a.txt").unlink()
    with pytest.raises(CommandError, match="cannot be read"):
        run(folder)
