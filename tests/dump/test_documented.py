"""docs/dump-format.md names every kind that the parser can give."""

from pathlib import Path

import pytest

from articles.dump.decode import BinaryDumpError, EmptyDumpError, UnreadableDumpError
from articles.dump.kinds import LineKind
from articles.dump.layout import LayoutKind
from articles.dump.problems import ProblemKind
from articles.dump.types import Form, Role, Source

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "dump-format.md").read_text("utf-8")


@pytest.mark.parametrize("kind", [*LineKind, *LayoutKind, *Form, Source.FILE_NAME, Source.HEADER, Source.TEXT])
def test_every_kind_is_documented(kind):
    assert f"`{kind.value}`" in DOCUMENT


@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_is_documented_with_its_meaning(kind):
    assert f"| `{kind.value}` | {kind.description} |" in DOCUMENT


@pytest.mark.parametrize("error", [EmptyDumpError, BinaryDumpError, UnreadableDumpError])
def test_every_refusal_is_documented(error):
    assert f"| `{error.kind}` | `{error.__name__}` |" in DOCUMENT


@pytest.mark.parametrize("role", Role)
def test_every_role_is_documented(role):
    assert role.value in DOCUMENT
