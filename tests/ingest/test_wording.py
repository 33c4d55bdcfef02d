"""Each refusal and each problem has its sentence in the interface's languages."""

from django.utils import translation

from articles.dump.decode import BinaryDumpError, EmptyDumpError, UnreadableDumpError
from articles.dump.kinds import LineKind
from articles.dump.problems import ProblemKind
from articles.ingest.wording import LINE_KINDS, PROBLEMS, REFUSALS, problem_text, refusal_text

INGEST_PROBLEMS = {"newspaper_unknown", "page_repeated", "regions_not_loaded"}


def test_every_kind_has_its_sentence():
    assert set(PROBLEMS) == {kind.value for kind in ProblemKind} | INGEST_PROBLEMS
    assert set(LINE_KINDS) == {kind.value for kind in LineKind}
    assert set(REFUSALS) == {error.kind for error in (UnreadableDumpError, EmptyDumpError, BinaryDumpError)}


def test_a_refusal_is_said_in_the_language_of_the_request():
    with translation.override("en"):
        assert refusal_text(EmptyDumpError("…")) == "The file holds no text. Export the page again."
    with translation.override("zh-hans"):
        assert refusal_text(EmptyDumpError("…")) != "The file holds no text. Export the page again."


def test_a_problem_of_an_older_parser_is_shown_by_its_name():
    assert problem_text("of_old") == "of_old"
