"""A page asks the database the same few questions, whether it lists one row or thirty."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from articles.search import FacetValue, Hit, SearchPage
from articles.text.excerpt import Piece
from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township, make_zone

# The page, and how many queries it takes.
COUNTS = {
    "home": (["home"], 16),
    "regions": (["regions"], 6),
    "province": (["region", "430000"], 11),
    "county": (["region", "430923"], 10),
    "township": (["township", "430923", "平口镇"], 7),
    "zone": (["township", "430900", "益阳高新区"], 7),
    "newspapers": (["newspapers"], 2),
    "dates": (["dates"], 1),
    "year": (["dates_year", 2022], 4),
    "month": (["dates_month", date(2022, 10, 1)], 6),
    "day": (["dates_day", date(2022, 10, 12)], 4),
    "undated pages": (["dates_undated"], 2),
    "bylines": (["bylines"], 3),
    "newspaper": (["newspaper", "sample"], 5),
    "undated": (["newspaper", "sample", "?year=undated"], 4),
    "issue": (["issue", "sample", date(2022, 10, 12)], 4),
    "page": (["page", "page1"], 7),
    "page source": (["page_source", "page1"], 2),
    "article": (["article", "first"], 8),
    "article source": (["article_source", "first"], 7),
    "citation": (["article_citation", "first", "ris"], 5),
    "report": (["report", "first"], 2),
    "byline": (["byline", "陈样例"], 11),
}


def fill(rows):
    """An archive in which every list has `rows` rows."""
    newspaper = make_newspaper("湘北样报", code="sample")
    dump = make_dump("\n".join(["行"] * 40), newspaper=newspaper, public_id="page1")
    county = make_region("430923")
    for number in range(rows):
        make_article(
            dump=dump,
            public_id="first" if number == 0 else f"more{number}",
            sections=[("", ["一段"]), (f"小标题{number}", ["二段"])],
            bylines=[("陈样例", "reporter"), (f"李样例{number}",)],
            primary=make_township("平口镇"),
            mentioned=[make_township(f"第{number}镇"), county],
            lines=[[number + 1, number + 1]],
        )
        make_article(dump=dump, primary=make_zone("益阳高新区"), mentioned=[make_zone(f"第{number}高新区")])
        later = date(2022, 10, 12) + timedelta(days=number)
        make_article(dump=make_dump(newspaper=newspaper, issue_date=later, page_no=2), primary=county)
        make_dump(newspaper=newspaper, issue_date=date(2022, 10, 1), precision="month", source="text")
        make_dump(newspaper=newspaper, issue_date=None)
        make_dump()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("page", COUNTS)
def test_the_number_of_queries_is_fixed(client, django_assert_num_queries, monkeypatch, page, rows):
    # A day of which the front page has other years.
    monkeypatch.setattr("articles.views.home.timezone.localdate", lambda: date(2026, 10, 12))
    fill(rows)
    (name, *arguments), queries = COUNTS[page]
    query = arguments.pop() if arguments and str(arguments[-1]).startswith("?") else ""
    with django_assert_num_queries(queries):
        response = client.get(reverse(name, args=arguments) + query)
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 20])
def test_search_adds_a_fixed_number_of_queries_to_the_engine(client, django_assert_num_queries, monkeypatch, rows):
    dump = make_dump()
    articles = [make_article(dump=dump, bylines=[("陈样例",)], primary=make_region()) for _ in range(rows)]
    for article in articles:
        article.refresh_from_db()
    values = tuple(FacetValue(str(1990 + number), str(1990 + number), 1) for number in range(rows))

    def answer(asked):
        hits = tuple(Hit(article, (Piece("标题"),), (Piece("正文"),)) for article in articles)
        return SearchPage(asked, hits, rows, 1, years=values)

    monkeypatch.setattr("articles.views.search.run_search", answer)
    # The dumps with their newspapers, the bylines, the places; the names of the region and newspaper filtered by.
    with django_assert_num_queries(5):
        client.get("/search/", {"q": "词", "region": "430923", "newspaper": "sample"})
