"""Links between the pages of an issue, through the database."""

from datetime import date

import pytest

from articles.ingest.link import Issue, find_issues, link_continuations, unlink_continuations
from articles.models import Article
from articles.tasks import correct_dump, withdraw_dumps
from tests.factories import make_article, make_dump, make_newspaper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_folder")]

DAY = date(2022, 10, 12)


def make_issue():
    newspaper = make_newspaper()
    front, inside = (make_dump(newspaper=newspaper, issue_date=DAY, page_no=number) for number in (1, 2))
    head = make_article("渡口开航", dump=front, jump_to="(下转第2版)", truncated=True)
    tail = make_article("", dump=inside, jump_from="(上接第1版)", paragraphs=["生过河上学。"])
    make_article("茶园新芽", dump=inside)
    return newspaper, head, tail


def links() -> list[tuple]:
    return list(Article.objects.filter(continues__isnull=False).values_list("pk", "continues"))


def test_pages_of_one_issue_are_linked_whatever_came_first():
    newspaper, head, tail = make_issue()
    assert find_issues([head.dump_id, tail.dump_id]) == {Issue(newspaper.pk, DAY)}
    for _twice in range(2):
        link_continuations(Issue(newspaper.pk, DAY))
        assert links() == [(tail.pk, head.pk)]


def test_another_day_or_another_newspaper_is_another_issue():
    newspaper, head, tail = make_issue()
    head.dump.issue_date = date(2022, 10, 13)
    head.dump.save()
    link_continuations(Issue(newspaper.pk, DAY))
    assert links() == []


def test_a_corrected_page_takes_its_links_along():
    newspaper, head, tail = make_issue()
    link_continuations(Issue(newspaper.pk, DAY))
    head.dump.issue_date_precision = "month"
    correct_dump(head.dump)
    assert links() == []
    head.dump.issue_date_precision = "day"
    correct_dump(head.dump)
    assert links() == [(tail.pk, head.pk)]
    unlink_continuations(tail.dump_id)
    assert links() == []


def test_a_page_that_is_withdrawn_leaves_no_link():
    newspaper, head, tail = make_issue()
    link_continuations(Issue(newspaper.pk, DAY))
    withdraw_dumps([head.dump_id])
    assert links() == []


def test_readers_are_led_from_one_end_to_the_other(client):
    newspaper, head, tail = make_issue()
    link_continuations(Issue(newspaper.pk, DAY))
    assert f'href="{tail.get_absolute_url()}"' in client.get(head.get_absolute_url()).text
    assert f'href="{head.get_absolute_url()}"' in client.get(tail.get_absolute_url()).text
