"""An address outlives what stood there: it leads on, or says that it was withdrawn and where to go."""

import re

import pytest

from articles.ingest.store import restore_dump, store_dump
from articles.ingest.withdraw import withdraw_dumps
from articles.models import WithdrawnIdentifier
from tests.factories import make_article, make_dump, make_newspaper
from tests.ingest.readings import NOWHERE, make_parsed_article, make_reading

pytestmark = pytest.mark.django_db
RAW = "\n".join(f"第{number}行" for number in range(1, 21)).encode()
WAYS_ON = re.compile(r'<ul class="ways-on">(.*?)</ul>', re.DOTALL)


def read(*articles):
    """A reading of RAW with one article for each pair of headline and lines."""
    parsed = [make_parsed_article(headline, lines) for headline, lines in articles]
    return make_reading(RAW, parsed, [NOWHERE] * len(parsed))


def store(*articles):
    return store_dump(read(*articles), RAW, "page.txt")


def ask(client, address):
    response = client.get(address)
    return response.status_code, response.get("Location")


def test_a_link_survives_a_reading_that_moves_and_renames_the_article(client):
    dump = store(("旧标题", ((5, 9),)), ("后一篇", ((10, 20),)))
    old = dump.articles.get(headline="旧标题").get_absolute_url()
    restore_dump(dump, read(("新多出的一篇", ((1, 3),)), ("新标题", ((4, 8),)), ("后一篇", ((9, 20),))))
    response = client.get(old)
    assert (response.status_code, ">新标题</h1>" in response.text) == (200, True)


def test_a_link_leads_to_the_article_that_took_the_lines_over(client):
    dump = store(("前一篇", ((1, 3),)), ("后一篇", ((4, 20),)))
    first, second = dump.articles.order_by("order_no")
    restore_dump(dump, read(("合成一篇", ((1, 20),))))
    assert ask(client, first.get_absolute_url()) == (301, second.get_absolute_url())
    assert ask(client, f"{first.get_absolute_url()}source/") == (301, f"{second.get_absolute_url()}source/")


def test_a_link_to_lines_that_are_no_article_now_leads_to_the_page(client):
    dump = store(("其实是版眉", ((1, 3),)), ("后一篇", ((4, 20),)))
    lost = dump.articles.get(order_no=1)
    restore_dump(dump, read(("后一篇", ((4, 20),))))
    response = client.get("/en" + lost.get_absolute_url())
    assert response.status_code == 410
    assert re.findall(r'href="([^"]+)"', WAYS_ON.findall(response.text)[0])[0] == f"/en/pages/{dump.public_id}/"


def test_a_later_reading_that_finds_the_article_again_gives_its_address_back(client):
    dump = store(("前一篇", ((1, 3),)), ("后一篇", ((4, 20),)))
    lost = dump.articles.get(order_no=1).get_absolute_url()
    restore_dump(dump, read(("后一篇", ((4, 20),))))
    restore_dump(dump, read(("前一篇", ((1, 3),)), ("后一篇", ((4, 20),))))
    assert ask(client, lost) == (200, None)


@pytest.mark.parametrize("others_of_the_day", [True, False])
def test_what_was_withdrawn_says_so_and_shows_a_way_on(client, others_of_the_day):
    newspaper = make_newspaper("湘北样报", code="sample")
    dump = make_dump(newspaper=newspaper, public_id="page1")
    make_article("不再公开的标题", dump=dump, public_id="first", former_identifiers=["before"])
    if others_of_the_day:
        make_dump(newspaper=newspaper, public_id="page2")
    withdraw_dumps([dump.pk])
    addresses = [
        "/en/articles/first/",
        "/en/articles/before/",
        "/en/articles/first/source/",
        "/en/articles/first/cite.bib",
        "/en/articles/first/report/",
        "/en/pages/page1/",
        "/en/pages/page1/source/",
    ]
    answers = [client.get(address) for address in addresses]
    ways = ["/en/newspapers/sample/2022-10-12/"] if others_of_the_day else []
    assert [answer.status_code for answer in answers] == [410] * 7
    assert [re.findall(r'href="([^"]+)"', WAYS_ON.findall(answer.text)[0]) for answer in answers] == [ways] * 7
    assert [answer for answer in answers if "不再公开" in answer.text] == []


def test_of_what_was_withdrawn_only_identifiers_are_kept():
    dump = make_dump(public_id="page1", issue_date=None)
    make_article(dump=dump, public_id="first", former_identifiers=["before"])
    withdraw_dumps([dump.pk])
    rows = WithdrawnIdentifier.objects.order_by("public_id").values_list("public_id", "page_id", "issue_date")
    assert list(rows) == [("before", "page1", None), ("first", "page1", None), ("page1", "page1", None)]


def test_the_same_page_that_comes_in_again_is_at_its_old_address(client):
    dump = store(("前一篇", ((1, 20),)))
    address = dump.articles.get().get_absolute_url()
    withdraw_dumps([dump.pk])
    gone = client.get(address).status_code
    store(("前一篇", ((1, 20),)))
    assert (gone, client.get(address).status_code) == (410, 200)
