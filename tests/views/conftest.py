"""A small archive, and the addresses of all pages that it fills."""

from datetime import date

import pytest

from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township


@pytest.fixture
def archive(db):
    """A small archive: a dated page with an article about a township, and a page without a date. Gives the first."""
    newspaper = make_newspaper("湘北样报", code="sample", home_region=make_region("430000"))
    dump = make_dump(
        "第5版 要闻\n\n示范标题\n\n示范正文。\n",
        newspaper=newspaper,
        public_id="page1",
        page_name="要闻",
        furniture=[{"line": 1, "text": "第5版 要闻"}],
    )
    make_article(
        "示范标题",
        dump=dump,
        public_id="first",
        lines=[[3, 5]],
        bylines=[("陈样例", "reporter", "样例社"), ("样例社/范例社",)],
        primary=make_township("平口镇"),
        mentioned=[make_region("430511")],
        former_identifiers=["before"],
    )
    make_dump("无日期\n", newspaper=newspaper, public_id="page2", issue_date=None, page_no=None)
    return dump


# Every page of the site that the small archive fills: name and arguments for reverse().
PAGES = {
    "home": ("home", []),
    "search": ("search", []),
    "regions": ("regions", []),
    "province": ("region", ["430000"]),
    "prefecture": ("region", ["430900"]),
    "county": ("region", ["430923"]),
    "township": ("township", ["430923", "平口镇"]),
    "newspapers": ("newspapers", []),
    "newspaper": ("newspaper", ["sample"]),
    "issue": ("issue", ["sample", date(2022, 10, 12)]),
    "page": ("page", ["page1"]),
    "undated page": ("page", ["page2"]),
    "page source": ("page_source", ["page1"]),
    "article": ("article", ["first"]),
    "article source": ("article_source", ["first"]),
    "thanks for a report": ("report_thanks", ["first"]),
    "thanks for a report of a page": ("page_report_thanks", ["page1"]),
    "dates": ("dates", []),
    "year": ("dates_year", [2022]),
    "month": ("dates_month", [date(2022, 10, 1)]),
    "day": ("dates_day", [date(2022, 10, 12)]),
    "undated pages": ("dates_undated", []),
    "bylines": ("bylines", []),
    "byline": ("byline", ["陈样例"]),
    "byline with a slash": ("byline", ["样例社/范例社"]),
    "help": ("help", []),
}
