"""The page of help shows its examples with what is in the archive."""

from datetime import date

import pytest
from django.utils import timezone

from articles.search import read_index_state
from articles.search.indexing import synchronize
from tests.factories import make_article, make_dump, make_newspaper

pytestmark = pytest.mark.django_db


def test_an_empty_archive_has_help_without_an_article(client, index_folder):
    context = client.get("/en/help/").context
    assert (context["cited"], context["citation"]) == (None, None)
    assert context["cited_search"] == f"Local News Archive. 检索: 乡村振兴[DB/OL]. [{timezone.localdate():%Y-%m-%d}]."


def test_the_newest_article_with_a_headline_is_cited_and_can_be_reported(client, index_folder):
    newspaper = make_newspaper("湘北样报")
    make_article("旧闻", dump=make_dump(newspaper=newspaper, issue_date=date(2020, 1, 1)))
    dump = make_dump(newspaper=newspaper, issue_date=date(2022, 10, 12), page_no=5)
    make_article("", dump=dump)
    make_article("示范标题", dump=dump, public_id="newest", bylines=[("陈样例",)])
    make_article("不知哪天", dump=make_dump(newspaper=newspaper, issue_date=date(2023, 1, 1), precision="year"))
    synchronize()
    response = client.get("/en/help/")
    text, state = response.text, read_index_state()
    today, written = timezone.localdate(), timezone.localtime(state.updated_at).date()
    assert [
        "陈样例. 示范标题[N]. 湘北样报, 2022-10-12(5)." in text,
        'href="http://testserver/articles/newest/"' in text,
        'href="/en/articles/newest/#cite"' in text,
        'href="/en/articles/newest/report/"' in text,
        'href="/en/articles/newest/source/"' in text,
        'href="http://testserver/search/?q=%E4%B9%A1%E6%9D%91%E6%8C%AF%E5%85%B4"' in text,
    ] == [True] * 6
    cited = f"Local News Archive. 检索: 乡村振兴, 索引 {state.version}[DB/OL]. ({written})[{today}]."
    assert response.context["cited_search"] == cited


@pytest.mark.parametrize("rows", [1, 30])
def test_help_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    dump = make_dump()
    for _each in range(rows):
        make_article(dump=dump, bylines=[("陈样例",)])
    with django_assert_num_queries(4):
        client.get("/help/")
