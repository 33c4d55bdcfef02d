"""The search page: from an address to a SearchRequest, from a SearchPage to links."""

from datetime import date

import pytest
from django.http import QueryDict

from articles.search import FacetValue, Hit, MatchKind, SearchPage, SearchRequest, Sort, parse_address
from articles.search.request import MAX_VALUES
from articles.text.excerpt import Piece
from articles.views.facets import Chip, Facet, build_chips, build_facets, build_search_url, build_sorts, build_terms
from articles.views.filters import FilterLink
from tests.factories import make_article, make_newspaper, make_region, make_township


@pytest.fixture
def answer(monkeypatch):
    """Let the search answer with this page; gives the list of requests that it was asked."""

    def install(**values):
        asked_requests = []

        def run(asked):
            asked_requests.append(asked)
            return SearchPage(**({"request": asked, "hits": (), "total": 0, "page_count": 0} | values))

        monkeypatch.setattr("articles.views.search.run_search", run)
        return asked_requests

    return install


@pytest.mark.parametrize(
    ("query", "request_"),
    [
        ("", SearchRequest()),
        ("q=%20茶油%20", SearchRequest(query="茶油")),
        (
            "q=a&region=430923&year=2022&newspaper=hnrb&sort=oldest&page=3",
            SearchRequest("a", "430923", (2022,), ("hnrb",), Sort.OLDEST, 3),
        ),
        ("newspaper=湘北样报", SearchRequest(newspaper=("湘北样报",))),
        ("region=430923/平口镇", SearchRequest(region="430923/平口镇")),
        ("region=430923/%00", SearchRequest()),
        ("q=a&region=43&year=0&newspaper=a%00b&sort=best&page=-1", SearchRequest("a")),
        ("q=a&year=99999&year=2022", SearchRequest("a", year=(2022,))),
        (
            "month=2022-10&page_name=要闻&form=brief&byline=陈样例",
            SearchRequest(month="2022-10", page_name=("要闻",), form=("brief",), byline=("陈样例",)),
        ),
        ("form=brief&form=poem&form=photo&form=brief", SearchRequest(form=("brief", "photo"))),
        ("newspaper=a&newspaper=b&day=2022-10-11&day=x", SearchRequest(newspaper=("a", "b"))),
        ("day=2022-10-11", SearchRequest(day=date(2022, 10, 11))),
        ("day=2022-02-30&month=2022-13&form=poem&byline=a%00b&page_name=%0A", SearchRequest()),
        ("from=2015&to=2022年2月", SearchRequest(date_from=date(2015, 1, 1), date_to=date(2022, 2, 28))),
        ("from=昨天&to=2022-13", SearchRequest()),
    ],
)
def test_an_address_is_read_and_nonsense_left_out(query, request_):
    assert parse_address(QueryDict(query)) == request_


@pytest.mark.parametrize(
    "asked",
    [
        SearchRequest("茶 油&#?", "430923", (2022,), ("hnrb",), Sort.NEWEST, 7),
        SearchRequest(
            "茶", month="2022-10", page_name=("要闻 & 综合",), form=("photo",), byline=("New Writer",), page_no=2
        ),
        SearchRequest("茶", day=date(2022, 10, 11), date_from=date(2001, 1, 1), date_to=date(2022, 12, 31)),
        SearchRequest("茶油"),
        SearchRequest(year=(2022,)),
        SearchRequest(year=(2022, 2020), newspaper=("b", "a"), page_name=("要闻", "综合"), byline=("陈样例", "李样例")),
    ],
)
def test_an_address_is_read_back_as_it_was_written(asked):
    assert parse_address(QueryDict(build_search_url(asked).partition("?")[2])) == asked


def test_a_filter_leads_in_and_the_chosen_one_out():
    asked = SearchRequest("茶油", year=(2022,), page_no=3)
    values = (FacetValue("2022", "2022年", 7), FacetValue("2021", "2021年", 2))
    found = SearchPage(asked, (), 9, 1, years=values)
    assert build_facets(asked, found)[0].links == (
        FilterLink("2022年", 7, "/search/?q=%E8%8C%B6%E6%B2%B9", True),
        FilterLink("2021年", 2, "/search/?q=%E8%8C%B6%E6%B2%B9&year=2022&year=2021", False),
    )


def test_values_of_a_filter_stand_beside_one_another():
    asked = SearchRequest("茶", newspaper=("a", "b"), byline=("陈样例",))
    values = tuple(FacetValue(code, code.upper(), 3) for code in "abc")
    (facet,) = build_facets(asked, SearchPage(asked, (), 9, 1, newspapers=values))
    assert [(link.url.partition("?")[2], link.chosen) for link in facet.links] == [
        ("q=%E8%8C%B6&newspaper=b&byline=%E9%99%88%E6%A0%B7%E4%BE%8B", True),
        ("q=%E8%8C%B6&newspaper=a&byline=%E9%99%88%E6%A0%B7%E4%BE%8B", True),
        ("q=%E8%8C%B6&newspaper=a&newspaper=b&newspaper=c&byline=%E9%99%88%E6%A0%B7%E4%BE%8B", False),
    ]
    assert (facet.adds, facet.full) == (True, False)


def test_chosen_values_are_among_the_first():
    asked = SearchRequest("茶油", byline=("人11",))
    values = tuple(FacetValue(f"人{number:02d}", f"人{number:02d}", 1) for number in range(12))
    (facet,) = build_facets(asked, SearchPage(asked, (), 12, 1, bylines=values))
    assert ([link.label for link in facet.links][-1], [link.label for link in facet.more]) == ("人11", ["人10"])


def test_no_more_values_than_an_address_takes_can_be_chosen():
    years = tuple(range(2001, 2001 + MAX_VALUES))
    asked = SearchRequest("茶", year=years)
    found = SearchPage(asked, (), 9, 1, years=(FacetValue("2022", "2022", 1), FacetValue("2001", "2001", 1)))
    (facet,) = build_facets(asked, found)
    assert (facet.full, [(link.label, bool(link.url)) for link in facet.links]) == (
        True,
        [("2022", False), ("2001", True)],
    )
    query = "&".join(f"year={year}" for year in (*years, 2022))
    assert parse_address(QueryDict(query)).year == years


def test_many_values_of_a_filter_stand_behind_more():
    values = tuple(FacetValue(f"43{number:04d}", f"地{number}", 1) for number in range(12))
    asked = SearchRequest("茶油")
    (facet,) = build_facets(asked, SearchPage(asked, (), 12, 1, regions=values))
    assert (type(facet), len(facet.links), len(facet.more)) == (Facet, 10, 2)


def test_a_day_month_or_year_takes_the_place_of_the_others():
    values = {"years": (FacetValue("2022", "2022", 7),), "months": (FacetValue("2022-10", "2022-10", 5),)}
    values["days"] = (FacetValue("2022-10-11", "2022-10-11", 2), FacetValue("2022-10-12", "2022-10-12", 3))

    def links(asked):
        facets = build_facets(asked, SearchPage(asked, (), 7, 1, **values))
        return [(link.url.partition("?")[2], link.chosen) for facet in facets for link in facet.links]

    assert links(SearchRequest("茶", year=(2022,))) == [
        ("q=%E8%8C%B6", True),
        ("q=%E8%8C%B6&month=2022-10", False),
        ("q=%E8%8C%B6&day=2022-10-11", False),
        ("q=%E8%8C%B6&day=2022-10-12", False),
    ]
    assert links(SearchRequest("茶", day=date(2022, 10, 12))) == [
        ("q=%E8%8C%B6", True),
        ("q=%E8%8C%B6&year=2022", True),
        ("q=%E8%8C%B6&day=2022-10-11", False),
        ("q=%E8%8C%B6&month=2022-10", True),
    ]


def test_the_trail_leads_up_from_the_chosen_place():
    trail = (FacetValue("430000", "湖南省", 9), FacetValue("430900", "益阳市", 5))
    asked = SearchRequest("茶", region="430900")
    (facet,) = build_facets(asked, SearchPage(asked, (), 5, 1, region_trail=trail))
    assert facet.trail == (
        FilterLink("湖南省", 9, "/search/?q=%E8%8C%B6&region=430000", False),
        FilterLink("益阳市", 5, "/search/?q=%E8%8C%B6&region=430000", True),
    )


def test_a_filter_of_any_number_of_values_says_where_it_stops():
    values = tuple(FacetValue(f"人{number:02d}", f"人{number:02d}", 1) for number in range(30))
    asked = SearchRequest("茶油")
    (facet,) = build_facets(asked, SearchPage(asked, (), 30, 1, bylines=values))
    assert (len(facet.links), len(facet.more), facet.bound) == (10, 20, 30)
    (facet,) = build_facets(asked, SearchPage(asked, (), 30, 1, bylines=values[:29]))
    assert facet.bound is None


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("茶油", []),
        ("", []),
        ("茶 或 油", []),
        ("茶 油", [("茶", "油"), ("油", "茶")]),
        ('"茶油" -合作社', [('"茶油"', "-合作社"), ("-合作社", '"茶油"')]),
        ("茶 (油 或 籽) 地区:安化", [
            ("茶", '油 或 籽 地区:"安化"'), ("油 或 籽", '茶 地区:"安化"'), ('地区:"安化"', "茶 油 或 籽"),
        ]),
    ],
)  # fmt: skip
def test_each_term_can_be_taken_away(query, chips):
    asked = SearchRequest(query, year=(2022,), page_no=3)
    assert build_terms(asked) == tuple(
        Chip("", label, build_search_url(SearchRequest(rest, year=(2022,)))) for label, rest in chips
    )


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("茶", "油", "茶 油"),
        ("", "油", "油"),
        ("茶", "，", "茶"),
        ("茶 油", "茶 籽", "茶 油 籽"),
        ("茶 或 油", "籽 或 饼", "茶 或 油 籽 或 饼"),
        ("茶", "-油 标题:籽", "茶 -油 标题:籽"),
        ('"茶', "油)", '"茶" 油'),
    ],
)
def test_refining_adds_what_must_hold_besides(client, query, text, expected):
    response = client.get("/search/", {"q": query, "refine": text, "year": "2022", "page": "3"})
    assert response["Location"] == build_search_url(SearchRequest(expected, year=(2022,)))


@pytest.mark.django_db
def test_each_filter_that_is_on_can_be_taken_away():
    make_region("430923")
    make_newspaper("湘北样报", code="sample")
    asked = SearchRequest("a", "430923", (2022,), ("sample",))
    assert [(chip.label, chip.url) for chip in build_chips(asked)] == [
        ("安化县", "/search/?q=a&year=2022&newspaper=sample"),
        ("2022", "/search/?q=a&region=430923&newspaper=sample"),
        ("湘北样报", "/search/?q=a&region=430923&year=2022"),
    ]


@pytest.mark.django_db
def test_each_value_of_a_filter_can_be_taken_away():
    make_newspaper("湘北样报", code="sample")
    asked = SearchRequest("a", year=(2022, 2020), newspaper=("sample", "none"), form=("brief", "photo"))
    assert [(chip.label, chip.url) for chip in build_chips(asked)] == [
        ("2022", "/search/?q=a&year=2020&newspaper=sample&newspaper=none&form=brief&form=photo"),
        ("2020", "/search/?q=a&year=2022&newspaper=sample&newspaper=none&form=brief&form=photo"),
        ("湘北样报", "/search/?q=a&year=2022&year=2020&newspaper=none&form=brief&form=photo"),
        ("none", "/search/?q=a&year=2022&year=2020&newspaper=sample&form=brief&form=photo"),
        ("简讯", "/search/?q=a&year=2022&year=2020&newspaper=sample&newspaper=none&form=photo"),
        ("图片报道", "/search/?q=a&year=2022&year=2020&newspaper=sample&newspaper=none&form=brief"),
    ]


@pytest.mark.django_db
def test_forms_and_pages_keep_every_value(client, answer):
    hits = (Hit(make_article("茶油"), (Piece("茶油"),), (Piece("茶油"),)),)
    answer(hits=hits, total=30, page_count=2, years=(FacetValue("2022", "2022", 1),))
    text = client.get("/en/search/", {"q": "茶", "year": ["2022", "2020"]}).text
    assert [
        text.count('<input type="hidden" name="year" value="2022">'),
        text.count('<input type="hidden" name="year" value="2020">'),
        "?q=%E8%8C%B6&amp;year=2022&amp;year=2020&amp;page=2" in text,
        "/en/search/export.csv?q=%E8%8C%B6&amp;year=2022&amp;year=2020" in text,
        "/en/search/feed/?q=%E8%8C%B6&amp;year=2022&amp;year=2020" in text,
        "Any one of those chosen; a click adds another." in text,
    ] == [3, 3, True, True, True, False]
    many = {"year": [str(year) for year in range(2000, 2012)]}
    assert "Of one filter 10 values at the most can be on" in client.get("/en/search/", many).text


@pytest.mark.django_db
def test_a_township_can_be_searched_from_its_page(client):
    township = make_township("平口镇")
    (chip,) = build_chips(SearchRequest(region="430923/平口镇"))
    form = '<input type="hidden" name="region" value="430923/平口镇">'
    assert (chip.label, form in client.get(township.get_absolute_url()).text) == ("平口镇", True)


@pytest.mark.django_db
def test_a_filter_for_what_is_not_there_is_shown_as_given():
    chips = build_chips(SearchRequest(region="999999", newspaper=("none",)))
    assert [(type(chip), chip.label) for chip in chips] == [(Chip, "999999"), (Chip, "none")]


def test_orders_keep_the_search_and_start_at_page_1():
    asked = SearchRequest("a", sort=Sort.NEWEST, page_no=4)
    assert [(link.url, link.chosen) for link in build_sorts(asked)] == [
        ("/search/?q=a", False),
        ("/search/?q=a&sort=newest", True),
        ("/search/?q=a&sort=oldest", False),
    ]


@pytest.mark.django_db
def test_hits_stand_with_marks_count_and_filters(client, answer):
    article = make_article("茶油丰收", bylines=[("陈样例",)], primary=make_region("430923"))
    hit = Hit(article, (Piece("茶油", marked=True), Piece("丰收")), (Piece("今年的"), Piece("茶油", marked=True)))
    asked = answer(
        hits=(hit,), total=1, page_count=1, regions=(FacetValue("430923", "安化县", 1),), messages=("一句话",)
    )
    text = client.get("/en/search/", {"q": "茶油"}).text
    assert asked == [SearchRequest("茶油")]
    assert [
        "<mark>茶油</mark>丰收" in text,
        "今年的<mark>茶油</mark>" in text,
        "<b>1</b> article<" in text,
        "一句话" in text,
        'href="/en/search/?q=%E8%8C%B6%E6%B2%B9&amp;region=430923"' in text,
        "益阳市 安化县" in text,
        'value="茶油"' in text,
    ] == [True] * 7


@pytest.mark.django_db
def test_how_hits_answer_stands_beside_them_and_over_all(client, answer):
    pieces = (Piece("茶油"),)
    hits = tuple(
        Hit(make_article("茶油丰收"), pieces, pieces, kind, missing)
        for kind, missing in ((MatchKind.EXACT, ()), (MatchKind.WORDS, ()), (MatchKind.SOME, ("合作社",)))
    )
    answer(hits=hits, total=3, page_count=1, kinds={MatchKind.EXACT: 1, MatchKind.WORDS: 2})
    text = client.get("/en/search/", {"q": "茶油"}).text
    assert [
        text.count("as typed</span>"),
        text.count("all words, apart</span>"),
        text.count("some words</span>"),
        "<s>合作社</s>" in text,
        'href="/en/search/?q=%22%E8%8C%B6%E6%B2%B9%22">Only as typed</a>' in text,
    ] == [1, 2, 1, True, True]


@pytest.mark.django_db
def test_hits_with_some_words_only_are_announced(client, answer):
    hit = Hit(make_article("茶油丰收"), (Piece("茶油"),), (Piece("茶油"),), MatchKind.SOME, ("合作社",))
    answer(hits=(hit,), total=1, page_count=1, kinds={MatchKind.SOME: 1}, partial=True, suggestion="茶油 合作")
    text = client.get("/en/search/", {"q": "茶油 合作社"}).text
    assert [
        "?q=%E8%8C%B6%E6%B2%B9%20%E5%90%88%E4%BD%9C" in text,
        "Only as typed" in text,
    ] == [True, False]


@pytest.mark.django_db
def test_filters_that_leave_nothing_say_how_much_there_is_without_them(client, answer):
    answer(unfiltered_total=7)
    text = client.get("/en/search/", {"q": "茶油", "year": "1950"}).text
    assert ["Without the filters there are 7 articles." in text, "What was tried" in text] == [True, False]


@pytest.mark.django_db
def test_what_was_tried_is_told_truly(client, answer):
    answer(loosened=True)
    text = client.get("/en/search/", {"q": "茶油 合作社"}).text
    assert ["all words, wherever" in text, "some of the words only" in text] == [True, True]
    answer()
    text = client.get("/en/search/", {"q": '"茶油"'}).text
    assert ["all words, wherever" in text, "some of the words only" in text] == [False, False]


@pytest.mark.django_db
def test_a_span_that_is_no_date_is_told_and_left_out(client, answer):
    asked = answer()
    text = client.get("/en/search/", {"q": "茶油", "from": "<昨天>", "to": "2022"}).text
    assert asked == [SearchRequest("茶油", date_to=date(2022, 12, 31))]
    assert "“&lt;昨天&gt;” is no date and was left out." in text


@pytest.mark.django_db
def test_the_end_of_what_can_be_paged_through_is_told(client, answer):
    hits = (Hit(make_article("茶油"), (Piece("茶油"),), (Piece("茶油"),)),)
    answer(hits=hits, total=12_345, reachable=10_000, page_count=500)
    told = "The first 10,000 of 12,345 articles can be paged through."
    assert [told in client.get("/en/search/", {"q": "茶", "page": page}).text for page in (1, 500)] == [False, True]


@pytest.mark.django_db
def test_nothing_asked_shows_examples_and_asks_the_engine_nothing(client, answer):
    asked = answer()
    text = client.get("/en/search/", {"q": "  "}).text
    assert (asked, "What can be searched for" in text) == ([], True)


@pytest.mark.django_db
def test_nothing_found_says_what_was_tried(client, answer):
    answer()
    text = client.get("/en/search/", {"q": "无此词", "year": "2022"}).text
    assert [
        'Nothing was found for “<span lang="zh-Hans">无此词</span>”' in text,
        'href="/en/search/?q=%E6%97%A0%E6%AD%A4%E8%AF%8D">Search without filters</a>' in text,
    ] == [True, True]


@pytest.mark.django_db
def test_a_search_without_an_index_does_not_claim_that_nothing_was_found(client, answer):
    answer(messages=("The index rests.",), answered=False)
    text = client.get("/en/search/", {"q": "茶油"}).text
    assert ["The index rests." in text, "Nothing was found" in text] == [True, False]


@pytest.mark.django_db
def test_past_the_last_page_leads_to_it(client, answer):
    answer(total=30, page_count=2)
    response = client.get("/search/", {"q": "a", "page": "9"})
    assert (response.status_code, response["Location"]) == (302, "/search/?q=a&page=2")


WEIRD = {
    "very long": "长" * 20_000,
    "quotes": '"' * 300,
    "parentheses": "(" * 500 + ")" * 3,
    "control characters": "a\x00b\x01\x1f\x7f\u202e",
    "outside the BMP": "𠮷野家 🀄",
    "operators alone": "- OR AND NOT * ? : ：",
    "field without a word": "标题:",
    "half a date": "日期:2022-13-45",
    "line ends": "a\r\nb\u2028c",
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WEIRD)
def test_no_query_breaks_the_page(client, kind):
    assert client.get("/search/", {"q": WEIRD[kind]}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "q=%ff%fe", "q=%C0%AF", "q[]=a", "q=a&q=b", "&&==&", "page=%00&q=a"]
)
def test_no_address_breaks_the_page(client, query):
    assert client.get(f"/search/?{query}").status_code == 200
