"""Page numbers as readers send them, and the row of links below a list."""

import pytest

from articles.views.paging import PageLink, Pager, build_address, build_pager, parse_page_no
from tests.factories import make_article, make_dump, make_region


@pytest.mark.parametrize(
    ("text", "page_no"),
    [
        ("3", 3), ("0003", 3), ("", 1), ("0", 1), ("-1", 1), ("1.5", 1), ("abc", 1), ("３", 1), ("٣", 1),
        ("9999999", 9999999), ("99999999", 1), ("9" * 5000, 1), ("\x00", 1),
    ],
)  # fmt: skip
def test_a_page_number_is_read_or_is_1(text, page_no):
    assert parse_page_no(text) == page_no


def test_an_address_holds_only_what_is_said():
    assert (
        build_address("/search/", {"q": "茶 & 油", "year": None, "region": ""}) == "/search/?q=%E8%8C%B6+%26+%E6%B2%B9"
    )


def test_a_short_list_has_no_links():
    assert build_pager(1, 1, "/a/", {}) == Pager(1, 1, (PageLink(1),), "", "")


def test_a_long_list_has_a_window_of_links():
    assert build_pager(10, 99, "/a/", {"year": 2022}) == Pager(
        number=10,
        count=99,
        links=(
            PageLink(1, "/a/?year=2022"),
            PageLink(None),
            PageLink(8, "/a/?year=2022&page=8"),
            PageLink(9, "/a/?year=2022&page=9"),
            PageLink(10),
            PageLink(11, "/a/?year=2022&page=11"),
            PageLink(12, "/a/?year=2022&page=12"),
            PageLink(None),
            PageLink(99, "/a/?year=2022&page=99"),
        ),
        previous="/a/?year=2022&page=9",
        next="/a/?year=2022&page=11",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "shown"), [("", "1"), ("2", "2"), ("99", "2"), ("0", "1"), ("x", "1"), ("9" * 400, "1")]
)
@pytest.mark.parametrize("address", ["/regions/430923/", "/bylines/陈样例/"])
def test_past_the_end_stands_the_last_page(client, address, page, shown):
    dump = make_dump()
    for _ in range(21):
        make_article(dump=dump, bylines=[("陈样例",)], primary=make_region("430923"))
    response = client.get(address, {"page": page})
    assert (response.status_code, f'<span aria-current="page">{shown}</span>' in response.text) == (200, True)
