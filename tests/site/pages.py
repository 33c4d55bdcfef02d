"""The pages that every check of tests/site/test_quality.py looks at, in both languages: add a page with a line.

An address may name pieces of the sample pages: {page} is the identifier of a page that holds a feature, {article} that
of its first article, {undated} that of a page without a date of its own. /articles/withdrawn/ was withdrawn (tests/site/conftest.py).
"""

import hashlib

from tests.site.conftest import PROJECT, Site

PAGES = {
    "home": "/",
    "search, nothing asked": "/search/",
    "search, results": "/search/?q=合作社",
    "search, filtered": "/search/?q=村&region=430000&year=2022",
    "search, several values": "/search/?q=村&year=2022&year=2018&newspaper=xtxb&newspaper=ylwb",
    "search, a year": "/search/?q=村&year=2022",
    "search, advanced": "/search/advanced/",
    "search, nothing found": "/search/?q=没有这样的词组合",
    "places": "/regions/",
    "province": "/regions/430000/",
    "prefecture": "/regions/430900/",
    "county": "/regions/430923/",
    "newspapers": "/newspapers/",
    "newspaper": "/newspapers/xzrb/",
    "newspaper, days as a list": "/newspapers/xzrb/?year=2016&view=list",
    "newspaper, inexact dates": "/newspapers/unspecified/",
    "issue": "/newspapers/xzrb/2016-03-15/",
    "dates": "/dates/",
    "year": "/dates/2022/",
    "month": "/dates/2016-03/",
    "day": "/dates/2016-03-15/",
    "undated": "/dates/undated/",
    "bylines": "/bylines/",
    "bylines, a letter": "/bylines/?letter=l",
    "bylines, nothing found": "/bylines/?q=无此人",
    "byline": "/bylines/蓝小海/",
    "page": "/pages/{page}/",
    "page without a date": "/pages/{undated}/",
    "page, source": "/pages/{page}/source/",
    "article": "/articles/{article}/",
    "article, source": "/articles/{article}/source/",
    "article, report an error": "/articles/{article}/report/",
    "article, report sent": "/articles/{article}/report/thanks/",
    "page, report an error": "/pages/{page}/report/",
    "help": "/help/",
    "about": "/about/",
    "interface for programs": "/api/",
    "not found": "/nothing/",
    "withdrawn": "/articles/withdrawn/",
}
# Answers other than 200.
STATUSES = {"not found": 404, "withdrawn": 410}
# Forms that hold a secret of the reader's own: browsers must not keep them.
NEVER_KEPT = {"article, report an error", "page, report an error"}


def identify(sample: str) -> str:
    """The identifier of a sample page: it comes from its bytes (docs/decisions/0004)."""
    return hashlib.sha256((PROJECT / "samples" / sample).read_bytes()).hexdigest()[:12]


def address_of(name: str, language: str, site: Site) -> str:
    """The address of one of PAGES in a language: zh-Hans or en."""
    page = identify("xzrb20210518_03.txt")
    pieces = {"page": page, "undated": identify("undated-page.txt")}
    if "{article}" in PAGES[name]:
        pieces["article"] = site.find_link(f"/pages/{page}/", r"/articles/([^/]+)/")
    return ("" if language == "zh-Hans" else f"/{language}") + PAGES[name].format(**pieces)
