"""Every address answers as it should, in both languages."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled():
    """A small archive: one dated page with an article about a township, one page without a date."""
    newspaper = make_newspaper("湘北样报", code="sample", home_region=make_region("430000"))
    dump = make_dump("示范标题\n\n示范正文。\n", newspaper=newspaper, public_id="page1", page_name="要闻")
    make_article(
        "示范标题",
        dump=dump,
        public_id="first",
        bylines=[("陈样例", "reporter", "样例社"), ("样例社/范例社",)],
        primary=make_township("平口镇"),
        mentioned=[make_region("430511")],
        former_identifiers=["before"],
    )
    make_dump("无日期\n", newspaper=newspaper, public_id="page2", issue_date=None, page_no=None)
    return dump


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
    "byline": ("byline", ["陈样例"]),
    "byline with a slash": ("byline", ["样例社/范例社"]),
    "help": ("help", []),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_in_both_languages(client, filled, page, language):
    name, arguments = PAGES[page]
    with override(language):
        address = reverse(name, args=arguments)
    response = client.get(address)
    tag = {"zh-hans": "zh-Hans", "en": "en"}[language]
    assert (response.status_code, f'<html lang="{tag}">' in response.text) == (200, True)
