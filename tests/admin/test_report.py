"""Staff find readers' reports on the front page, look at what each is about, and write down what became of it."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.models import ErrorReport
from tests.factories import make_article, make_dump

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:articles_errorreport_changelist")
# <p class="new-reports"><a href="…">2 new error reports from readers</a></p>
COUNT = re.compile(r'<p class="new-reports"><a href="([^"]+)">([^<]+)</a></p>')


def sign_in(client, *permissions):
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    client.cookies.load({"django_language": "en"})


def make_report(text="标题错了一个字。", **fields):
    return ErrorReport.objects.create(**{"text": text, "sender": "x"} | fields)


@pytest.fixture
def clerk(client):
    sign_in(client, "view_errorreport", "change_errorreport")
    return client


def test_the_front_page_counts_what_is_new(clerk):
    make_report()
    make_report(status="mended")
    make_report("另一处")
    assert COUNT.findall(clerk.get("/en/admin/").text) == [
        ("/en/admin/articles/errorreport/?status__exact=new", "2 new error reports from readers")
    ]


def test_who_may_not_see_reports_is_told_of_none(client):
    sign_in(client, "view_article")
    make_report()
    assert (COUNT.findall(client.get("/en/admin/").text), client.get(QUEUE).status_code) == ([], 403)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue_costs_the_same_for_one_and_for_thirty(clerk, django_assert_num_queries, rows):
    dump = make_dump()
    for number in range(rows):
        make_report(f"第{number}处", dump=dump, article_id="first", line_no=3)
    with django_assert_num_queries(10):
        assert clerk.get(QUEUE).status_code == 200


def test_a_report_leads_to_its_article_and_line(clerk):
    dump = make_dump(public_id="page1")
    article = make_article("示范标题", dump=dump, public_id="now", former_identifiers=["before"])
    report = make_report("<b>错</b>", dump=dump, article_id="before", line_no=3)
    text = clerk.get(f"/en/admin/articles/errorreport/{report.pk}/change/").text
    assert [
        f'<a href="/en/admin/articles/article/{article.pk}/change/">示范标题</a>' in text,
        f'<a href="/en/admin/articles/dump/{dump.pk}/lines/#L3">3</a>' in text,
        "&lt;b&gt;错&lt;/b&gt;" in text,
        "<b>错</b>" in text,
    ] == [True, True, True, False]


def test_a_report_whose_page_is_gone_can_be_looked_at(clerk):
    report = make_report(article_id="gone", line_no=3)
    statuses = [clerk.get(f"{QUEUE}{report.pk}/change/").status_code, clerk.get(QUEUE).status_code]
    assert statuses == [200, 200]


def test_staff_write_down_what_became_of_a_report_and_not_what_it_says(clerk):
    report = make_report(reporter="读者甲")
    sent = {"status": "mended", "note": "已改。", "text": "改掉的话", "reporter": "别人"}
    clerk.post(f"{QUEUE}{report.pk}/change/", sent)
    row = ErrorReport.objects.values_list("status", "note", "text", "reporter").get()
    assert row == ("mended", "已改。", "标题错了一个字。", "读者甲")


@pytest.mark.parametrize(("action", "status"), [("mark_mended", "mended"), ("mark_declined", "declined")])
def test_several_reports_are_dealt_with_at_once(clerk, action, status):
    reports = [make_report(f"第{number}处") for number in range(3)]
    clerk.post(QUEUE, {"action": action, "_selected_action": [report.pk for report in reports[:2]]})
    assert list(ErrorReport.objects.order_by("pk").values_list("status", flat=True)) == [status, status, "new"]
