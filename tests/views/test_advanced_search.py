"""The form with a field for everything."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import SearchRequest, Sort
from articles.search.query import parse_query
from articles.search.query_text import format_query
from articles.views.advanced import build_request
from tests.factories import make_newspaper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("filled", "asked"),
    [
        ({"words": "茶油 合作社"}, {"q": "茶油 合作社"}),
        ({"phrase": "“茶油 合作社”"}, {"q": '"茶油 合作社"'}),
        ({"alternatives": "茶 油 籽"}, {"q": "茶 或 油 或 籽"}),
        ({"words": "茶", "alternatives": "油 籽", "excluded": "饼 渣"}, {"q": "茶 油 或 籽 -饼 -渣"}),
        ({"headline": "茶油 丰收", "author": "陈样例"}, {"q": "标题:茶油 标题:丰收 作者:陈样例"}),
        ({"words": '"茶油" 湘*'}, {"q": '"茶油" 湘*'}),
        ({"page": "3", "place": "安化"}, {"q": '版:3 地区:"安化"'}),
        ({"newspaper": "sample", "page_name": "要闻", "form": "brief"},
         {"newspaper": "sample", "page_name": "要闻", "form": "brief"}),
        ({"date_from": "2015", "date_to": "2022年2月", "sort": "oldest"},
         {"from": "2015-01-01", "to": "2022-02-28", "sort": "oldest"}),
    ],
)  # fmt: skip
def test_fields_become_an_ordinary_search(client, filled, asked):
    make_newspaper("湘北样报", code="sample")
    response = client.get("/search/advanced/", filled)
    path, _mark, query = response["Location"].partition("?")
    assert (path, dict(parse_qsl(query))) == ("/search/", asked)


@pytest.mark.parametrize(
    ("filled", "message"),
    [
        ({"words": "  "}, "Fill in one field at least."),
        ({"sort": "newest"}, "Fill in one field at least."),
        ({"words": "茶", "date_from": "昨天"}, "This is no date."),
        ({"words": "茶", "page": "0"}, "greater than or equal to 1"),
        ({"words": "茶", "page": "x"}, "Enter a whole number."),
        ({"words": "茶", "newspaper": "none"}, "Select a valid choice."),
        ({"words": "茶\x00"}, "Null characters are not allowed."),
        ({"words": "茶" * 150, "headline": "油" * 150}, "This is more than one search can ask."),
        ({"words": "茶" * 300}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_at_the_form(client, filled, message):
    response = client.get("/en/search/advanced/", filled)
    assert (response.status_code, message in response.text) == (200, True)


def test_the_empty_form_has_a_label_for_every_field(client):
    text = client.get("/en/search/advanced/").text
    assert [text.count("<label "), "errorlist" in text, 'role="alert"' in text] == [14, False, False]


TEXTS = st.text(st.sampled_from('茶油籽 "“”「」-()|*:：，或a5.') | st.characters(codec="utf-8"), max_size=20)


@given(st.fixed_dictionaries(dict.fromkeys(("words", "phrase", "alternatives", "excluded", "headline"), TEXTS)))
def test_whatever_is_filled_in_becomes_a_query_that_is_read_back(filled):
    asked = build_request(filled)
    parsed = parse_query(asked.query)
    if len(asked.query) <= 200:
        assert format_query(parsed.tree) == asked.query


def test_dates_are_taken_as_the_form_cleaned_them():
    filled = {"words": "茶", "date_from": date(2022, 1, 1), "date_to": None, "sort": "newest"}
    assert build_request(filled) == SearchRequest("茶", sort=Sort.NEWEST, date_from=date(2022, 1, 1))
