"""What SearchQuerySet promises, behaviour by behaviour as Haystack's own tests of its Whoosh backend go through it."""

import pickle
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from haystack import connections, reset_search_queries
from haystack.exceptions import SearchBackendError, SkipDocument
from haystack.forms import FacetedSearchForm, ModelSearchForm
from haystack.inputs import AltParser, AutoQuery, Clean, Exact, Raw
from haystack.models import SearchResult
from haystack.query import SQ, EmptySearchQuerySet, RelatedSearchQuerySet, SearchQuerySet

from articles.models import Article, Newspaper
from articles.search.indexing import index_articles
from articles.search_indexes import ArticleIndex
from tests.search.archive import build_archive
from tests.search.factories import Written, make_article, make_dump

pytestmark = pytest.mark.django_db

DRUGS = {"禁毒宣传进校园", "禁毒知识竞赛"}


@pytest.fixture
def articles():
    articles = build_archive()
    index_articles(article.pk for article in articles)
    return articles


def headlines(results) -> set[str]:
    return {result.object.headline for result in results}


def pks(results) -> list[int]:
    return [int(result.pk) for result in results]


class Named(SearchResult):
    """A result of another class."""


def backend():
    return connections["default"].get_backend()


# --- conditions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"content__contains": "毒知识"}, DRUGS),
        ({"content__contains": "毒知识 常德"}, {"禁毒知识竞赛"}),
        ({"headline__startswith": "禁"}, DRUGS),
        ({"content__startswith": "jers"}, {"红茶与黑茶"}),
        ({"content__in": ["黑茶", "毒知识竞"]}, {"红茶与黑茶", "禁毒知识竞赛"}),
        ({"content": Clean("黑茶 安化")}, {"红茶与黑茶"}),
        ({"content": " "}, set()),
        ({"content__in": []}, set()),
        ({"region__startswith": "3508"}, {"龙舟赛"}),
        ({"byline__startswith": "林"}, {"湘商回归签约活动举行", "禁毒宣传进校园"}),
        ({"month__gt": "202210"}, {"红茶与黑茶", "党建引领乡村振兴", "书香"}),
        ({"newspaper__lt": "cszb", "content": "湘商"}, {"湘商回归签约活动举行", "回归田园的湘商"}),
        ({"year__in": [2021]}, {"", "龙舟赛"}),
    ],
)
def test_conditions(articles, condition, expected):
    results = SearchQuerySet().filter(**condition)
    assert headlines(results) == expected
    assert results.count() == len(expected)


def test_conditions_on_the_key(articles):
    first, second = articles[1:3]
    assert headlines(SearchQuerySet().filter(pk=first.pk)) == {first.headline}
    assert headlines(SearchQuerySet().filter(pk__in=[first.pk, second.pk])) == DRUGS
    assert headlines(SearchQuerySet().filter(django_id__in=[str(first.pk)])) == {first.headline}
    assert headlines(SearchQuerySet().filter(id=f"articles.article.{first.pk}")) == {first.headline}
    assert headlines(SearchQuerySet().filter(pk__in=Article.objects.values_list("pk", flat=True)[:0])) == set()


def test_an_excluded_blank_excludes_nothing(articles):
    assert SearchQuerySet().exclude(content=" ").count() == 12


def test_text_of_nothing_finds_nothing_and_a_blank_automatic_query_everything(articles):
    assert (backend().search("")["hits"], backend().search(" ")["results"]) == (0, [])
    assert backend().search("*")["hits"] == SearchQuerySet().auto_query(" ").count() == 12
    assert backend().search("", facets=["region"], highlight=True)["hits"] == 0


def test_sets_are_joined_and_chained_without_touching_each_other(articles):
    drugs, place = SearchQuerySet().filter(content="禁毒"), SearchQuerySet().filter(region="430700")
    assert headlines(drugs & place) == {"禁毒知识竞赛"}
    assert headlines(drugs | place) == {"湘商回归签约活动举行", *DRUGS}
    assert headlines(drugs.filter_and(content="常德")) == {"禁毒知识竞赛"}
    assert headlines(drugs) == DRUGS
    either = SearchQuerySet().filter(SQ(content="禁毒") & ~SQ(content="常德") | SQ(headline="龙舟"))
    assert headlines(either) == {"禁毒宣传进校园", "龙舟赛"}


def test_automatic_and_raw_queries(articles):
    assert headlines(SearchQuerySet().auto_query("禁毒 -常德")) == {"禁毒宣传进校园"}
    assert headlines(SearchQuerySet().auto_query("禁毒", fieldname="headline")) == DRUGS
    assert headlines(SearchQuerySet().auto_query('"毒知识竞" "常德')) == {"禁毒知识竞赛"}
    assert headlines(SearchQuerySet().raw_search("禁毒 (地区:430700 或 龙舟)")) == {"禁毒知识竞赛"}
    assert headlines(SearchQuerySet().autocomplete(headline="禁毒 知识 ")) == {"禁毒知识竞赛"}


def test_a_boosted_term_comes_first_and_is_not_required(articles):
    plain = SearchQuerySet().filter(content="禁毒")
    assert plain.boost("常德", 4)[0].object.headline == "禁毒知识竞赛"
    assert plain.boost("安化", 4)[0].object.headline == "禁毒宣传进校园"
    assert plain.boost("安化", 4).count() == 2
    half, double = (plain.boost("安化", boost)[0].score for boost in (0.5, 2))
    unboosted = next(result.score for result in plain if result.object.headline == "禁毒宣传进校园")
    assert double - unboosted == pytest.approx(4 * (half - unboosted), rel=1e-4)


# --- order and slices ----------------------------------------------------------------------------------------------


def test_orders(articles):
    everything = SearchQuerySet()
    newest = sorted(articles, key=lambda article: article.pk)
    assert pks(everything.order_by("pk")) == [article.pk for article in newest]
    assert pks(everything.order_by("-django_id")) == [article.pk for article in reversed(newest)]
    # Without a value comes last, both ways.
    assert [result.year for result in everything.order_by("year")] == [2021] * 2 + [2022] * 6 + [2023] * 3 + [None]
    assert [result.year for result in everything.order_by("-year")] == [2023] * 3 + [2022] * 6 + [2021] * 2 + [None]
    by_two = [(result.newspaper, result.date) for result in everything.order_by("newspaper", "-date")]
    assert by_two == sorted(by_two, key=lambda pair: (pair[0], -(pair[1] or date.min).toordinal()))
    assert pks(everything.order_by("form", "-pk")) == [article.pk for article in reversed(newest)]


def test_orders_over_segments_agree_with_one_segment(articles):
    def listed(*names):
        return pks(SearchQuerySet().order_by(*names))

    orders = [("newspaper", "date"), ("-month", "pk"), ("-newspaper", "-year"), ("-date", "-pk")]
    several = [listed(*order) for order in orders]
    call_command("rebuild_index", "--noinput", stdout=StringIO())
    assert [listed(*order) for order in orders] == several
    late = make_article(Written("后来的一篇"), make_dump(Newspaper.objects.get(code="cszb"), date(2022, 6, 1)))
    index_articles([late.pk])
    in_parts = [listed(*order) for order in orders]
    call_command("rebuild_index", "--noinput", stdout=StringIO())
    assert [listed(*order) for order in orders] == in_parts


def test_an_order_of_nothing_is_nothing(articles):
    assert list(SearchQuerySet().filter(content="无此字样").order_by("year")) == []


def test_slices_hold_the_same_results_as_the_whole(articles):
    everything = SearchQuerySet().order_by("pk")
    whole = pks(everything)
    assert pks(everything[3:7]) == whole[3:7]
    assert int(everything[11].pk) == whole[11]
    assert pks(everything[10:20]) == whole[10:]
    assert everything[5:5] == []
    assert [row["pk"] for row in everything.values("pk")[1:11]] == list(map(str, whole[1:11]))
    assert everything.values_list("pk", flat=True)[1:11] == list(map(str, whole[1:11]))
    assert everything.values_list("pk", "year")[0] == [str(whole[0]), 2022]


def test_first_and_latest(articles):
    assert SearchQuerySet().filter(content="乡村振兴").best_match().object.headline == "党建引领乡村振兴"
    assert SearchQuerySet().latest("date").date == date(2023, 3, 5)


def test_iteration_asks_in_batches_and_counts_once(articles, settings):
    settings.DEBUG = True
    reset_search_queries()
    results = SearchQuerySet().all()
    assert len(list(results)) == 12
    assert results._cache_is_full()
    assert len(results) == 12
    asked = len(connections["default"].queries)
    assert pks(results) == pks(list(results))
    assert len(connections["default"].queries) == asked
    assert SearchQuerySet().filter(content="湘商").count() == 2
    assert len(connections["default"].queries) == asked + 1


def test_nothing(articles):
    assert isinstance(SearchQuerySet().none(), EmptySearchQuerySet)
    assert (list(SearchQuerySet().none().filter(content="禁毒")), SearchQuerySet().none().count()) == ([], 0)


# --- results ---------------------------------------------------------------------------------------------------------


def test_results_are_of_the_class_asked_for(articles):
    assert type(SearchQuerySet().result_class(Named).filter(content="禁毒")[0]) is Named
    assert type(SearchQuerySet().result_class(Named).result_class(None).filter(content="禁毒")[0]) is SearchResult
    assert type(SearchQuerySet().result_class(Named).more_like_this(articles[1])[0]) is Named


def test_values_come_back_as_they_went_in(articles):
    result = SearchQuerySet().filter(headline="红茶与黑茶")[0]
    assert {name: getattr(result, name) for name in ("year", "month", "page", "form", "byline", "date", "date_end")} == {
        "year": 2023, "month": "202303", "page": 4, "form": "news", "byline": ["New Writer"],
        "date": date(2023, 3, 5), "date_end": date(2023, 3, 5),
    }  # fmt: skip
    undated = SearchQuerySet().filter(headline="没有日期的旧闻")[0]
    assert (undated.year, undated.month, undated.date, undated.byline) == (None, None, None, [])
    assert (undated.app_label, undated.model_name, undated.model) == ("articles", "article", Article)


def test_a_set_and_its_results_can_be_pickled(articles):
    results = SearchQuerySet().filter(content="禁毒").order_by("pk")
    assert len(list(results)) == 2
    again = pickle.loads(pickle.dumps(results))
    assert pks(again) == pks(results)
    assert again[0].date == date(2022, 10, 11)


def test_results_with_their_rows(articles, django_assert_num_queries):
    for results, count in ((SearchQuerySet().filter(content="禁毒"), 2), (SearchQuerySet(), 12)):
        # The rows, and sections, bylines, places and regions of all of them.
        with django_assert_num_queries(5):
            assert len([result.object.pk for result in results.load_all()[:20]]) == count
    related = RelatedSearchQuerySet().filter(content="禁毒").load_all()
    related = related.load_all_queryset(Article, Article.objects.filter(headline__contains="校园"))
    assert headlines(related) == {"禁毒宣传进校园"}


def test_marked_results_of_an_excluded_term_are_not_marked(articles):
    (result,) = SearchQuerySet().filter(content="禁毒").exclude(content="常德").highlight()
    assert result.highlighted["text"] == ["民警来到安化县一所中学，讲解<em>禁毒</em>知识。"]


def test_like_an_article_within_conditions_and_models(articles):
    alike = SearchQuerySet().models(Article).more_like_this(Article.objects.defer("headline").get(pk=articles[1].pk))
    assert alike.count() == len(list(alike))
    assert "禁毒知识竞赛" in headlines(alike)
    assert articles[1].headline not in headlines(alike)


# --- counts ------------------------------------------------------------------------------------------------------------


def test_a_facet_may_be_cut_short(articles):
    counts = SearchQuerySet().facet("region", limit=2).facet("byline", size=1).facet_counts()["fields"]
    assert counts == {"region": [("430000", 7), ("430900", 5)], "byline": [("周小满", 2)]}
    with pytest.raises(SearchBackendError, match="mincount"):
        SearchQuerySet().facet("region", mincount=2).facet_counts()


def test_counts_follow_the_conditions_not_the_slice(articles):
    results = SearchQuerySet().filter(content="禁毒").facet("newspaper").query_facet("region", "430700")
    assert len(results[:1]) == 1
    assert results.facet_counts() == {
        "fields": {"newspaper": [("csrb", 2)]}, "dates": {}, "queries": {"region:430700": 1}
    }  # fmt: skip
    assert SearchQuerySet().filter(content="禁毒").facet_counts() == {}


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ('region_exact:"430700"', {"禁毒知识竞赛"}),
        ("region:430923/平口镇", {"禁毒宣传进校园"}),
        ('byline:"林一禾"', {"禁毒宣传进校园"}),
        ("form:news", DRUGS),
        ("date:2022", DRUGS),
        ("地区:430700 或 地区:430923", DRUGS),
        (SQ(region="430700"), {"禁毒知识竞赛"}),
        (SQ(region="430700") | SQ(headline="校园"), DRUGS),
        (~SQ(region="430700"), {"禁毒宣传进校园"}),
        (SQ(year=2022) & SQ(newspaper="csrb") & SQ(content__contains="毒知识竞"), {"禁毒知识竞赛"}),
        (SQ(date__range=(date(2022, 10, 1), date(2022, 10, 11))) & SQ(content=Raw("校园 或 龙舟")), {"禁毒宣传进校园"}),
        (SQ(date__gte=date(2022, 10, 12)), set()),
        (SQ(date__lte=date(2022, 10, 11)) & SQ(headline__startswith="禁毒知"), {"禁毒知识竞赛"}),
        (SQ(content=Exact("毒宣传")), {"禁毒宣传进校园"}),
    ],
)
def test_narrow(articles, narrow, expected):
    assert headlines(SearchQuerySet().filter(content="禁毒").narrow(narrow)) == expected


def test_narrowing_adds_nothing_to_scores(articles):
    plain = SearchQuerySet().filter(content="禁毒")
    assert [result.score for result in plain] == [result.score for result in plain.narrow("form:news")]


# --- near misses -----------------------------------------------------------------------------------------------------


def test_suggestions_for_what_was_searched_where_they_are_switched_on(articles, monkeypatch):
    assert SearchQuerySet().filter(content="竟毒").spelling_suggestion() is None
    assert SearchQuerySet().filter(content="无此字样").set_spelling_query("竟毒").spelling_suggestion() == "禁毒"
    monkeypatch.setattr(backend(), "include_spelling", True)
    results = SearchQuerySet()
    results.query.backend.include_spelling = True
    assert results.filter(content=AutoQuery("竟毒")).spelling_suggestion() == "禁毒"
    assert results.filter(content="禁毒").spelling_suggestion() is None
    assert results.spelling_suggestion() is None


# --- writing -----------------------------------------------------------------------------------------------------------


def test_an_article_that_its_index_skips_is_left_out(articles, monkeypatch):
    def prepare(self, article):
        raise SkipDocument

    monkeypatch.setattr(ArticleIndex, "prepare_text", prepare)
    backend().update(ArticleIndex(), [make_article(Written("不收录的一篇"))])
    assert SearchQuerySet().count() == 12


def test_clearing_a_model_and_removing_by_name(articles):
    backend().remove(f"articles.article.{articles[1].pk}")
    assert headlines(SearchQuerySet().filter(content="禁毒")) == {"禁毒知识竞赛"}
    backend().clear([Newspaper])
    assert SearchQuerySet().count() == 11
    backend().clear([Newspaper, Article])
    assert SearchQuerySet().count() == 0


def test_update_index_of_what_changed_lately(articles):
    Article.objects.filter(pk=articles[1].pk).update(headline="改过的标题", updated_at=datetime(2001, 1, 1, tzinfo=UTC))
    call_command("update_index", "--age=1", stdout=StringIO())
    assert headlines(SearchQuerySet().filter(headline="改过的标题")) == set()
    call_command("update_index", "--workers=0", stdout=StringIO())
    assert headlines(SearchQuerySet().filter(headline="改过的标题")) == {"改过的标题"}


# --- forms -------------------------------------------------------------------------------------------------------------


def test_haystacks_forms(articles):
    form = ModelSearchForm({"q": "禁毒 -常德", "models": ["articles.article"]})
    assert headlines(form.search()) == {"禁毒宣传进校园"}
    faceted = FacetedSearchForm({"q": "禁毒"}, selected_facets=["region:430700", "byline:江晚舟", "nonsense"])
    assert headlines(faceted.search()) == {"禁毒知识竞赛"}
    assert list(ModelSearchForm({"q": ""}).search()) == []


# --- what is not done -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "search",
    [
        lambda: SearchQuerySet().filter(content__endswith="毒"),
        lambda: SearchQuerySet().filter(page__gt=2),
        lambda: SearchQuerySet().filter(content=AltParser("dismax", "禁毒")),
        lambda: SearchQuerySet().order_by("region"),
        lambda: SearchQuerySet().order_by("date", "headline"),
        lambda: SearchQuerySet().stats("year"),
        lambda: SearchQuerySet().narrow(SQ(byline="林一禾")),
    ],
)
def test_what_the_engine_does_not_do_is_said(articles, search):
    with pytest.raises(SearchBackendError):
        list(search())
