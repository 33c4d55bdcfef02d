"""Readers report errors: what is stored, and what is held back."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import ErrorReport
from articles.views import reports
from tests.factories import make_article, make_dump

pytestmark = pytest.mark.django_db
FORM = "/en/articles/first/report/"
ERROR = re.compile(r'<li><a href="#(\w+)">[^<]+</a>: ([^<]+)</li>')


@pytest.fixture
def article():
    dump = make_dump("行\n" * 12, public_id="page1")
    return make_article("示范标题", dump=dump, public_id="first", lines=[[3, 9]])


def stored():
    return list(
        ErrorReport.objects.order_by("pk").values_list(
            "article_id", "dump__public_id", "line_no", "text", "reporter", "status"
        )
    )


def test_a_report_of_an_article_reaches_the_queue(client, article):
    answer = client.post(FORM, {"text": " 标题应为“示例”。\r\n", "line_no": "3", "reporter": "读者甲"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/articles/first/report/thanks/")
    assert stored() == [("first", "page1", 3, "标题应为“示例”。", "读者甲", "new")]
    thanks = client.get(answer["Location"])
    assert (thanks.status_code, 'href="/en/articles/first/"' in thanks.text) == (200, True)


def test_a_report_of_a_page_needs_neither_line_nor_name(client, article):
    answer = client.post("/pages/page1/report/", {"text": "日期不对。"})
    assert (answer.status_code, answer["Location"]) == (302, "/pages/page1/report/thanks/")
    assert stored() == [("", "page1", None, "日期不对。", "", "new")]


def test_the_form_knows_the_line_that_it_was_asked_about(client, article):
    shown = [client.get(FORM, {"line": line}).text for line in ("7", "x", "²", "9" * 30)]
    assert [re.findall(r'name="line_no"(?: value="([^"]*)")?', text) for text in shown] == [
        ["7"], [""], [""], ["9" * 30],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, [("id_text", "This field is required.")]),
        ({"text": " \n "}, [("id_text", "This field is required.")]),
        (
            {"text": "字" * 2001},
            [("id_text", "Ensure this value has at most 2000 characters (it has 2001).")],
        ),
        ({"text": "错", "line_no": "13"}, [("id_line_no", "The page has 12 lines.")]),
        ({"text": "错", "line_no": "0"}, [("id_line_no", "Ensure this value is greater than or equal to 1.")]),
        ({"text": "错", "line_no": "三"}, [("id_line_no", "Enter a whole number.")]),
        ({"text": "错\x00", "reporter": "x" * 101}, None),
    ],
)
def test_what_cannot_be_taken_is_said_field_by_field(client, article, sent, errors):
    answer = client.post(FORM, sent)
    found = ERROR.findall(answer.text)
    assert (answer.status_code, stored()) == (200, [])
    if errors is not None:
        assert found == errors
    else:
        assert [field for field, _error in found] == ["id_text", "id_reporter"]


def test_a_machine_that_fills_every_field_is_thanked_and_forgotten(client, article):
    answer = client.post(FORM, {"text": "买茶叶", "website": "https://spam.example/"})
    assert (answer.status_code, stored()) == (302, [])


def test_the_same_report_twice_is_one(client, article):
    statuses = [client.post(FORM, {"text": "错字"}).status_code for _each in range(2)]
    assert (statuses, len(stored())) == ([302, 302], 1)


def test_one_sender_may_send_a_few_an_hour(client, article):
    statuses = [client.post(FORM, {"text": f"第{number}处"}).status_code for number in range(reports.MAX_OF_SENDER + 1)]
    assert statuses == [302] * reports.MAX_OF_SENDER + [429]
    refused = client.post(FORM, {"text": "再一处"})
    assert "So many reports have come in" in refused.text
    elsewhere = client.post(FORM, {"text": "别处"}, REMOTE_ADDR="192.0.2.7")
    ErrorReport.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    later = client.post(FORM, {"text": "一小时以后"})
    assert (refused.status_code, elsewhere.status_code, later.status_code) == (429, 302, 302)


def test_all_together_may_send_so_many_a_day(client, article, monkeypatch):
    monkeypatch.setattr(reports, "MAX_OF_DAY", 2)
    statuses = [
        client.post(FORM, {"text": f"第{number}处"}, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(3)
    ]
    assert statuses == [302, 302, 429]


def test_senders_behind_a_proxy_are_told_apart_by_what_the_proxy_added(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    one, other, forged = (
        reports.name_sender(rf.get("/", headers={"x-forwarded-for": forwarded}))
        for forwarded in ("192.0.2.1", "192.0.2.2", "192.0.2.9, 192.0.2.1")
    )
    assert (one == forged, one == other, "192.0.2.1" in one) == (True, False, False)


def test_a_form_of_another_site_is_refused(article):
    assert Client(enforce_csrf_checks=True).post(FORM, {"text": "错"}).status_code == 403
    assert stored() == []


def test_a_report_outlives_its_page(client, article):
    client.post(FORM, {"text": "错字"})
    article.dump.delete()
    assert stored() == [("first", None, None, "错字", "", "new")]


def test_a_former_identifier_leads_to_the_form_of_the_article(client):
    make_article(public_id="now", former_identifiers=["before"])
    answer = client.get("/articles/before/report/")
    assert (answer.status_code, answer["Location"]) == (301, "/articles/now/report/")
