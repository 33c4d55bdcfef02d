"""Identifiers that stay when a page is read again."""

from hypothesis import given
from hypothesis import strategies as st

from articles.ingest.identity import Carried, carry_identifiers, page_identifier


def test_a_page_is_named_by_its_bytes():
    assert page_identifier("0123456789abcdef" * 4) == "0123456789ab"


def test_new_articles_are_named_by_page_and_first_line():
    assert carry_identifiers("p", {}, [[[3, 9]], [[11, 20], [30, 31]]]) == Carried(("p-3", "p-11"), {})


def test_the_same_reading_keeps_every_identifier():
    old = {"p-3": [[3, 9]], "p-11": [[11, 20]]}
    assert carry_identifiers("p", old, [[[3, 9]], [[11, 20]]]) == Carried(("p-3", "p-11"), {})


def test_a_moved_boundary_keeps_both():
    old = {"p-3": [[3, 9]], "p-11": [[11, 20]]}
    assert carry_identifiers("p", old, [[[3, 12]], [[13, 20]]]) == Carried(("p-3", "p-11"), {})


def test_a_split_gives_the_larger_part_the_old_identifier():
    old = {"p-3": [[3, 20]]}
    assert carry_identifiers("p", old, [[[3, 6]], [[7, 20]]]) == Carried(("p-3-2", "p-3"), {})


def test_a_merger_leads_the_lost_identifier_to_the_whole():
    old = {"p-3": [[3, 9]], "p-11": [[11, 30]]}
    assert carry_identifiers("p", old, [[[3, 30]]]) == Carried(("p-11",), {"p-3": 0})


def test_an_article_whose_lines_are_furniture_now_is_gone():
    old = {"p-1": [[1, 1]], "p-3": [[3, 9]]}
    assert carry_identifiers("p", old, [[[3, 9]]]) == Carried(("p-3",), {})


def test_a_former_identifier_is_never_given_again():
    assert carry_identifiers("p", {}, [[[3, 9]]], frozenset({"p-3"})) == Carried(("p-3-2",), {})


cuts = st.lists(st.integers(1, 40), unique=True, max_size=8).map(
    lambda ends: [[[first, last]] for first, last in zip([0, *sorted(ends)], sorted(ends), strict=False)]
)


@given(cuts, cuts)
def test_identifiers_are_unique_and_former_ones_apart(before, after):
    first = carry_identifiers("p", {}, before)
    old = dict(zip(first.public_ids, before, strict=True))
    second = carry_identifiers("p", old, after)
    assert len(set(second.public_ids)) == len(after)
    assert set(second.public_ids) & set(second.former) == set()
    assert all(0 <= index < len(after) for index in second.former.values())
    assert carry_identifiers("p", old, before) == Carried(first.public_ids, {})
