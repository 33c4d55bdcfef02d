"""Tails find their heads on other pages of the same issue."""

import pytest

from articles.ingest.continuations import JumpEnd, find_page_no, pair_continuations


@pytest.mark.parametrize(
    ("jump", "page_no"),
    [
        ("(下转第2版)", 2),
        ("（上接第１版）", 1),
        ("下转A05版", 5),
        ("（上接第十二版）", 12),
        ("（下转第三版）", 3),
        ("▲下转二十版", 20),
        ("（下转第二十一版）", 21),
        ("（下转中缝）", None),
        ("（下转第十十版）", None),
        ("第2版", None),
    ],
)
def test_the_page_that_a_jump_names(jump, page_no):
    assert find_page_no(jump) == page_no


def head(pk, headline="", to=2, page_no=1, order_no=None):
    return JumpEnd(pk, page_no, order_no or pk, headline, f"(下转第{to}版)")


def tail(pk, headline="", origin=1, page_no=2, order_no=None):
    return JumpEnd(pk, page_no, order_no or pk, headline, f"(上接第{origin}版)")


@pytest.mark.parametrize(
    ("heads", "tails", "pairs"),
    [
        ([head(1)], [tail(9)], {9: 1}),
        # The headline goes before the order.
        ([head(1, "渡口开航"), head(2, "茶园新芽")], [tail(8, "“茶园”新芽"), tail(9)], {8: 2, 9: 1}),
        ([head(1, "甲村"), head(2, "乙村")], [tail(8), tail(9)], {8: 1, 9: 2}),
        # Left open: two heads and one tail that says nothing.
        ([head(1), head(2)], [tail(9)], {}),
        ([head(1, "渡口开航了"), head(2)], [tail(9, "渡口开航")], {9: 1}),
        # The pages have to point at each other.
        ([head(1, to=3)], [tail(9)], {}),
        ([head(1)], [tail(9, origin=4)], {}),
        ([head(1, to=1)], [tail(9, page_no=1)], {}),
        # A short name within a longer one is no evidence, the order is.
        ([head(1, "春"), head(2, "秋")], [tail(8, "秋天的渡口"), tail(9, "春天的茶园")], {8: 1, 9: 2}),
        ([], [tail(9)], {}),
    ],
)
def test_pairs(heads, tails, pairs):
    assert pair_continuations(heads, tails) == pairs
