"""What a reader gets: hits with marks, labels of filters, pages, messages."""

import gc
from array import array
from datetime import date

import pytest
from django.utils import translation
from haystack import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Region
from articles.search import FacetValue, MatchKind, SearchPage, SearchRequest, Sort, WholeResult, find_all, run_search
from articles.search.indexing import index_articles, rebuild
from articles.search.whoosh.generations import FORMAT_FILE
from tests.search.archive import build_archive
from tests.search.factories import Written, make_article, make_dump, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    articles = build_archive()
    index_articles(article.pk for article in articles)
    return articles


def headlines(page) -> list[str]:
    return [hit.article.headline for hit in page.hits]


def marked(excerpt) -> list[str]:
    return [piece.text for piece in excerpt if piece.marked]


def joined(excerpt) -> str:
    return "".join(piece.text for piece in excerpt)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("湘商回归", ["湘商回归签约活动举行", "回归田园的湘商"]),
        ('"企业家沙龙"', ["湘商回归签约活动举行"]),
        ("作者:林一禾", ["禁毒宣传进校园", "湘商回归签约活动举行"]),
        ("500千伏", ["湘商回归签约活动举行"]),
        ("禁毒 -安化", ["禁毒知识竞赛"]),
        ("地区:平口镇 禁毒", ["禁毒宣传进校园"]),
        ("沒有關係", ["經濟發展新氣象"]),
        ("經濟发展 標題:气象", ["經濟發展新氣象"]),
    ],
)
def test_queries(articles, query, expected):
    page = run_search(SearchRequest(query))
    assert (headlines(page), page.total, page.page_count, page.messages) == (expected, len(expected), 1, ())


def test_words_are_marked_in_headline_and_text(articles):
    hit = run_search(SearchRequest("湘商回归 3.3亿")).hits[0]
    assert joined(hit.headline) == "湘商回归签约活动举行"
    assert marked(hit.headline) == ["湘商回归"]
    assert marked(hit.snippet) == ["３．３亿"]


def test_marks_of_a_field_stay_in_its_part(articles):
    hit = run_search(SearchRequest("标题:禁毒 宣传")).hits[0]
    assert marked(hit.headline) == ["禁毒宣传"]
    assert marked(hit.snippet) == []


def test_escaping_is_left_to_the_template(articles):
    hit = run_search(SearchRequest("热销")).hits[0]
    assert "<b>热销</b>" in joined(hit.snippet)
    assert marked(hit.snippet) == ["热销"]


def test_an_article_without_headline_is_listed_under_its_opening(articles):
    hit = run_search(SearchRequest("5G网络")).hits[0]
    assert joined(hit.headline) == "一则没有标题的简讯：5G网络通到山村。"
    assert marked(hit.headline) == ["5G网络"]


def test_facets_without_a_region_are_home_prefectures_and_other_provinces(articles):
    page = run_search(SearchRequest())
    assert page.total == 12
    assert page.regions == (
        FacetValue("430900", "益阳市", 5),
        FacetValue("350000", "福建省", 2),
        FacetValue("430700", "常德市", 2),
    )
    assert page.years == (FacetValue("2023", "2023", 3), FacetValue("2022", "2022", 6), FacetValue("2021", "2021", 2))
    assert page.newspapers == (FacetValue("csrb", "测试日报", 6), FacetValue("cszb", "测试周报", 6))


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("430000", [("430900", "益阳市", 5), ("430700", "常德市", 2)]),
        ("430900", [("430923", "安化县", 4), ("430922", "桃江县", 2)]),
        ("430923", []),
        ("430923/平口镇", []),
        ("350000", [("350800", "龙岩市", 1)]),
    ],
)
def test_facets_within_a_region_are_those_directly_below(articles, region, expected):
    page = run_search(SearchRequest(region=region))
    assert page.regions == tuple(FacetValue(*value) for value in expected)


def test_the_zones_of_a_chosen_region_are_offered(articles):
    city = Region.objects.get(code="430900")
    zone = Region.objects.create(
        name="益阳高新区",
        level=Region.Level.ZONE,
        parent=city,
        path=f"{city.path}益阳高新区/",
        valid_from=city.valid_from,
    )
    article = make_article(Written("高新区招商", regions=(zone,)))
    index_articles([article.pk])
    value = FacetValue("430900/益阳高新区", "益阳高新区", 1)
    assert value in run_search(SearchRequest(region="430900")).regions
    assert value not in run_search(SearchRequest()).regions
    assert headlines(run_search(SearchRequest(region=value.value))) == ["高新区招商"]
    assert headlines(run_search(SearchRequest("地区:益阳高新区"))) == ["高新区招商"]


def test_the_trail_leads_to_the_chosen_region(articles):
    assert run_search(SearchRequest()).region_trail == ()
    assert run_search(SearchRequest(region="999999")).region_trail == ()
    assert run_search(SearchRequest(region="430923/平口镇")).region_trail == (
        FacetValue("430000", "湖南省", 7),
        FacetValue("430900", "益阳市", 5),
        FacetValue("430923", "安化县", 4),
        FacetValue("430923/平口镇", "平口镇", 2),
    )


def test_months_and_days_are_those_in_question(articles):
    def shown(**filters):
        page = run_search(SearchRequest(**filters))
        return [value.value for value in page.months], [(value.value, value.count) for value in page.days]

    assert shown() == ([], [])
    assert shown(year=(2022,)) == (["2022-10"], [])
    assert shown(newspaper=("csrb",)) == (["2022-10"], [])
    assert shown(month="2022-10") == (["2022-10"], [("2022-10-11", 4)])
    assert shown(day=date(2022, 10, 11)) == (["2022-10"], [("2022-10-11", 4)])
    assert shown(date_from=date(2023, 3, 1), date_to=date(2023, 3, 31)) == (["2023-03"], [("2023-03-05", 3)])
    assert shown(year=(2021,)) == ([], [])


def test_facets_of_pages_forms_and_persons(articles):
    page = run_search(SearchRequest("湘商 或 禁毒"))
    assert page.page_names == (FacetValue("要闻", "要闻", 2), FacetValue("教育", "教育", 1))
    assert page.forms == (FacetValue("news", "news", 3), FacetValue("brief", "brief", 1))
    assert page.bylines == (
        FacetValue("林一禾", "林一禾", 2), FacetValue("周小满", "周小满", 1), FacetValue("江晚舟", "江晚舟", 1)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "total"),
    [
        (None, None, 12),
        (date(2022, 1, 1), None, 9),
        (None, date(2022, 10, 11), 6),
        (date(2022, 10, 11), date(2022, 10, 11), 4),
        (date(2023, 1, 1), date(2022, 1, 1), 0),
    ],
)
def test_a_range_of_days_asks_what_the_query_language_asks(articles, first, last, total):
    page = run_search(SearchRequest(date_from=first, date_to=last))
    query = f"日期:{first or ''}..{last or ''}"
    assert page.total == total
    if total and (first or last):
        assert headlines(page) == headlines(run_search(SearchRequest(query)))


def test_how_hits_answer_is_said(articles):
    page = run_search(SearchRequest("湘商回归"))
    assert [hit.kind for hit in page.hits] == [MatchKind.EXACT, MatchKind.WORDS]
    assert (page.kinds, page.partial) == ({MatchKind.EXACT: 1, MatchKind.WORDS: 1}, False)
    page = run_search(SearchRequest("日期:2021"))
    assert ([hit.kind for hit in page.hits], page.kinds) == ([None, None], {})


PARTIAL = "No article has all of these words. Those listed have some of them, those with most of them first."


def test_where_nothing_has_all_words_those_with_most_come_first(articles):
    page = run_search(SearchRequest("禁毒竞赛黑茶 的"))
    assert (page.partial, page.loosened, page.total, page.messages) == (True, True, 3, (PARTIAL,))
    assert find_all(SearchRequest("禁毒竞赛黑茶 的"), 2) == WholeResult(
        array("q", [hit.article.pk for hit in page.hits[:2]]), 3, (PARTIAL,)
    )
    assert run_search(SearchRequest("禁毒竞赛黑茶", sort=Sort.NEWEST)).messages == (
        "No article has all of these words. Those listed have some of them.",
    )
    assert [(hit.article.headline, hit.kind, hit.missing) for hit in page.hits] == [
        ("禁毒知识竞赛", MatchKind.SOME, ("黑茶",)),
        ("禁毒宣传进校园", MatchKind.SOME, ("竞赛", "黑茶")),
        ("红茶与黑茶", MatchKind.SOME, ("禁毒", "竞赛")),
    ]
    assert marked(page.hits[0].headline) == ["禁毒", "竞赛"]
    assert run_search(SearchRequest("禁毒竞赛黑茶 -竞赛 日期:2023")).hits[0].article.headline == "红茶与黑茶"
    assert run_search(SearchRequest("禁毒竞赛黑茶", newspaper=("cszb",))).total == 1


def test_filters_that_leave_nothing_are_not_answered_by_fewer_words(articles):
    page = run_search(SearchRequest("禁毒 宣传", newspaper=("cszb",)))
    assert (page.total, page.partial, page.unfiltered_total, page.suggestion) == (0, False, 1, None)
    assert run_search(SearchRequest("禁毒 宣传")).unfiltered_total is None


def test_each_facet_value_leads_to_as_many_articles(articles):
    for query in ("", "禁毒 或 经济", "-湘商"):
        page = run_search(SearchRequest(query))
        for value in page.regions:
            assert run_search(SearchRequest(query, region=value.value)).total == value.count
        for value in page.years:
            assert run_search(SearchRequest(query, year=(int(value.value),))).total == value.count
        for value in page.newspapers:
            assert run_search(SearchRequest(query, newspaper=(value.value,))).total == value.count
        for value in page.page_names:
            assert run_search(SearchRequest(query, page_name=(value.value,))).total == value.count
        for value in page.forms:
            assert run_search(SearchRequest(query, form=(value.value,))).total == value.count
        for value in page.bylines:
            assert run_search(SearchRequest(query, byline=(value.value,))).total == value.count
        for value in run_search(SearchRequest(query, year=(2022,))).months:
            assert run_search(SearchRequest(query, month=value.value)).total == value.count
        for value in run_search(SearchRequest(query, month="2022-10")).days:
            assert run_search(SearchRequest(query, day=date.fromisoformat(value.value))).total == value.count


def test_values_of_one_filter_add_up(articles):
    one, both = (
        SearchRequest("禁毒 或 经济", newspaper=("csrb",)),
        SearchRequest("禁毒 或 经济", newspaper=("csrb", "cszb")),
    )
    pages = [run_search(asked) for asked in (one, both)]
    assert pages[0].newspapers == pages[1].newspapers
    assert [page.total for page in pages] == [
        sum(value.count for value in pages[0].newspapers if value.value in asked.newspaper) for asked in (one, both)
    ]
    years = run_search(SearchRequest(year=(2021, 2022)))
    assert (years.months, years.days) == ((), ())
    assert [(value.value, value.count) for value in years.years] == [("2023", 3), ("2022", 6), ("2021", 2)]
    assert years.total == 8


def test_a_region_is_labelled_with_its_latest_name(articles):
    old = Region.objects.get(code="430900")
    Region.objects.create(code="430900", name="益阳新市", level=2, parent=old.parent, path=old.path, valid_from=2020)
    assert run_search(SearchRequest()).regions[0] == FacetValue("430900", "益阳新市", 5)


def test_places_of_the_home_province_come_first(articles):
    fujian = Region.objects.get(code="350000")
    make_region("350802", "桃江县", fujian)
    page = run_search(SearchRequest("地区:桃江县"))
    assert (page.total, page.messages) == (2, ())
    other = make_region("350803", "鼓楼区", fujian)
    make_region("350804", "鼓楼区", fujian)
    article = make_article(Written("鼓楼", regions=(other,)))
    index_articles([article.pk])
    page = run_search(SearchRequest("地区:鼓楼区"))
    assert (headlines(page), page.messages) == (
        ["鼓楼"], ("Several places are called “鼓楼区”; articles of all of them are shown.",)
    )  # fmt: skip


def test_a_place_under_an_earlier_code_is_the_same_place(articles):
    hunan, anhua = Region.objects.get(code="430000"), Region.objects.get(code="430923")
    Region.objects.filter(pk=anhua.pk).update(valid_from=1995)
    before = make_region("432300", "益阳地区", hunan)
    earlier = make_region("432326", "安化县", before)
    Region.objects.filter(pk=earlier.pk).update(valid_to=1994)
    article = make_article(Written("旧闻", regions=(earlier,)))
    index_articles([article.pk])
    page = run_search(SearchRequest("地区:安化县"))
    assert (page.total, page.messages) == (5, ())


def test_the_code_of_today_and_an_earlier_one_filter_alike(articles):
    hunan, anhua = Region.objects.get(code="430000"), Region.objects.get(code="430923")
    earlier = make_region("432326", "旧安化县", make_region("432300", "益阳地区", hunan))
    earlier.entity_path = anhua.entity_path
    earlier.save()
    index_articles([make_article(Written("旧闻", regions=(earlier,))).pk])
    found = {code: run_search(SearchRequest(region=code)).total for code in ("430923", "432326", "430900", "432300")}
    assert found == {"430923": 5, "432326": 5, "430900": 6, "432300": 0}
    assert run_search(SearchRequest("地区:旧安化县")).total == 5


def test_a_county_in_the_prefecture_of_its_name_is_no_second_place(articles):
    make_region("430921", "益阳县", Region.objects.get(code="430900"), aliases=["益阳"])
    page = run_search(SearchRequest("地区:益阳"))
    assert (page.total, page.messages) == (5, ())


@pytest.mark.parametrize(
    ("query", "total", "messages"),
    [
        ("禁毒 日期:昨天", 2, ("“昨天” is no date and was ignored. Dates: 2022, 2022-10, 2022-10-11, 2021..2022.",)),
        ('"禁毒', 2, ("A quotation mark had no partner; the phrase was read to the end.",)),
        ("(禁毒", 2, ("A parenthesis had no partner, or too many stood within each other.",)),
        ("禁*毒", 2, ("* stands for the rest of a word only at its end; elsewhere it was ignored.",)),
        ("禁毒*", 2, ()),
        ("禁毒 版:头", 2, ("“头” is no page number and was ignored.",)),
        ("禁毒 、", 2, ("“、” is no word and was ignored. To search for it, put it in quotation marks.",)),
        ("禁毒 地区:", 2, ("Nothing followed a field word, so it was ignored.",)),
        ("地区:瓦坎达", 0, ("No place is called “瓦坎达”; it was searched for as a word.",)),
        ("报纸:瓦坎达", 0, ("No newspaper is called “瓦坎达”; it was searched for as a word.",)),
        ("毒" * 201, 0, ("The query was cut off after 200 characters.",)),
        ("毒 " * 31, 2, ("Only the first 30 words of the query were searched for.",)),
    ],
)
def test_messages(articles, query, total, messages):
    page = run_search(SearchRequest(query))
    assert (page.total, page.messages) == (total, messages)


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest("禁毒", page_no=0),
        SearchRequest("禁毒", page_no=-5),
        SearchRequest("禁毒", page_size=0),
        SearchRequest("禁毒", page_size=-1),
        SearchRequest("禁毒", page_size=10**9),
        SearchRequest("禁毒", region="", newspaper=()),
        SearchRequest("禁毒\x00"),
        SearchRequest("禁毒 地区:安化\x00 或 禁毒"),
    ],
)
def test_odd_requests_are_answered(articles, request_):
    assert run_search(request_).hits[0].article.headline in {"禁毒宣传进校园", "禁毒知识竞赛"}


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest("禁毒", region="'; --"),
        SearchRequest("禁毒", region="\x00"),
        SearchRequest("禁毒", newspaper=("\x00",)),
        SearchRequest("禁毒", year=(-1,)),
        SearchRequest("禁毒", year=(10**20,)),
        SearchRequest("禁毒", month="x"),
        SearchRequest("禁毒", page_name=("\x00",)),
        SearchRequest("禁毒", form=("\ud800",)),
        SearchRequest("禁毒", byline=("\ud800",)),
    ],
)
def test_filters_that_do_not_exist_find_nothing(articles, request_):
    page = run_search(request_)
    assert (page.hits, page.total, page.page_count) == ((), 0, 0)


def test_pages(articles):
    pages = [run_search(SearchRequest(page_no=page_no, page_size=5, sort=Sort.NEWEST)) for page_no in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [5, 5, 2, 0]
    assert {(page.total, page.page_count) for page in pages} == {(12, 3)}
    whole = run_search(SearchRequest(page_size=100, sort=Sort.NEWEST))
    assert [hit for page in pages for hit in headlines(page)] == headlines(whole)


def test_only_so_deep(articles):
    page = run_search(SearchRequest(page_no=501, page_size=20))
    assert (page.hits, page.total) == ((), 12)
    assert page.messages == ("Only the first 10000 articles can be paged through.",)
    assert run_search(SearchRequest(page_no=500, page_size=20)).messages == ()


def test_an_article_deleted_a_moment_ago_is_left_out(articles):
    Article.objects.get(headline="禁毒知识竞赛").delete()
    assert headlines(run_search(SearchRequest("禁毒"))) == ["禁毒宣传进校园"]


UNAVAILABLE = "The search index is not available at the moment. Nothing is lost; please try again later."


def test_an_archive_without_articles_needs_no_index(caplog):
    assert run_search(SearchRequest("禁毒")) == SearchPage(SearchRequest("禁毒"), (), 0, 0)
    assert caplog.text == ""


def test_without_an_index_the_reader_is_told(caplog):
    build_archive()
    page = run_search(SearchRequest("禁毒"))
    assert (page.hits, page.total, page.page_count, page.messages) == ((), 0, 0, (UNAVAILABLE,))
    assert "run manage.py rebuild_index" in caplog.text


# Whoosh leaves a table of contents open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_damaged_index_is_told_and_mended_by_a_rebuild(articles, index_folder):
    connections["default"].get_backend().snapshots.close()
    for path in index_folder.glob("g*/*.toc"):
        path.write_bytes(path.read_bytes()[:40])
    assert run_search(SearchRequest("禁毒")).messages == (UNAVAILABLE,)
    assert index_articles([articles[0].pk]) is False
    assert rebuild() == 12
    assert run_search(SearchRequest("禁毒")).total == 2
    gc.collect()


def test_an_index_of_another_version_is_told(articles, index_folder):
    connections["default"].get_backend().snapshots.close()
    for path in index_folder.glob(f"g*/{FORMAT_FILE}"):
        path.write_text("0")
    assert run_search(SearchRequest("禁毒")).messages == (UNAVAILABLE,)


def test_no_query_is_an_error(articles):
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.text(max_size=30)
        | st.lists(
            st.sampled_from(
                [
                    "禁毒",
                    "标题:",
                    "地区：",
                    "日期:",
                    "报纸:",
                    "2022-",
                    "..",
                    '"',
                    "「",
                    "(",
                    ")",
                    "-",
                    "或",
                    "非",
                    "|",
                    "*",
                    " ",
                    "，",
                    "5",
                ]
            ),
            max_size=12,
        ).map("".join)
    )
    def check(query):
        page = run_search(SearchRequest(query))
        assert len(page.hits) == page.total <= 12

    check()


@pytest.mark.parametrize("count", [1, 30])
def test_queries_to_the_database_do_not_grow_with_the_hits(count, django_assert_num_queries):
    dump = make_dump()
    region = make_region("430000", "湖南省")
    pks = [make_article(Written(f"第{number}篇", ("正文。",), regions=(region,)), dump).pk for number in range(count)]
    index_articles(pks)
    with django_assert_num_queries(8):
        page = run_search(SearchRequest("正文 地区:湖南省", page_size=100))
        for hit in page.hits:
            assert hit.article.dump.newspaper.name == "测试晨报"
            assert [place.region.name for place in hit.article.places.all()] == ["湖南省"]
    assert len(page.hits) == count
