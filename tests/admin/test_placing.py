"""Staff say where articles belong: the queue, one answer, many at once, and that the word stands."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from articles.gazetteer.initials import initials
from articles.ingest.counting import recount
from articles.ingest.naming import describe_place, find_named, suggest_places
from articles.models import Article, ArticleRegion, Region, RegionAlias
from articles.search import SearchRequest, run_search
from articles.search.indexing import index_articles
from tests.factories import make_article, make_dump, make_region, make_township, place_article

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("index_folder")]

QUEUE = reverse("admin:articles_article_to_place")
SET = reverse("admin:articles_article_set_place")
NAMES = reverse("admin:articles_article_place_names")
CHANGELIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def clerk(client):
    """The client, signed in with every right over the archive."""
    client.force_login(User.objects.create_superuser("clerk", "clerk@localhost", "a-password-for-tests"))
    return client


@pytest.fixture
def places():
    """Counties with their initials and short forms, two of them of the same name."""
    yiyang, shaoyang = make_region("430900"), make_region("430500")
    rows = [
        make_region("430923"),
        make_region("430511"),
        make_region("430999", "鼓楼区", level=3, parent=yiyang),
        make_region("430599", "鼓楼区", level=3, parent=shaoyang),
    ]
    RegionAlias.objects.create(region=rows[0], name="安化", kind="short")
    for row in Region.objects.all():
        Region.objects.filter(pk=row.pk).update(initials=initials(row.name))
    return rows


def answer(clerk, articles, **fields):
    """What comes back when the form is sent for these articles."""
    numbers = ",".join(str(article.pk) for article in articles)
    return clerk.post(SET, {"articles": numbers, "answer": "typed", "role": "primary", "next": QUEUE, **fields})


def places_of(article) -> list[tuple]:
    return list(article.places.order_by("pk").values_list("region__name", "role", "source", "confidence"))


def test_the_queue_holds_what_is_open_or_unsure_newest_first(clerk, places):
    sure, unsure, old, new, refused = (
        make_article(title, dump=make_dump(issue_date=date(2020 + number, 1, 1)))
        for number, title in enumerate(("确定", "不确定", "旧", "新", "无地"))
    )
    place_article(sure, places[0], confidence=0.9)
    place_article(unsure, places[0], confidence=0.3)
    Article.objects.filter(pk=refused.pk).update(without_place=True)
    shown = [item.article.headline for item in clerk.get(QUEUE).context["items"]]
    assert shown == ["新", "旧", "不确定"]
    assert len(clerk.get(QUEUE, {"below": "0.95"}).context["items"]) == 4
    assert len(clerk.get(QUEUE, {"below": "nonsense"}).context["items"]) == 3


def test_the_queue_marks_the_evidence_and_escapes_the_text(clerk, places):
    article = make_article("标题", paragraphs=["<b>记者</b>来到安化县城。"])
    place_article(article, places[0], role="mentioned")
    text = clerk.get(QUEUE).text
    assert "&lt;b&gt;记者&lt;/b&gt;来到<mark>安化县</mark>城。" in text
    assert 'value="place:430923"' in text


@pytest.mark.parametrize("typed", ["安化县", "安化", "ahx", "AHX", "430923", "430923 安化县 (湖南省 益阳市)"])
def test_a_place_is_set_by_typing_its_name(clerk, places, typed):
    article = make_article("标题", dump=make_dump(issue_date=date(2022, 10, 12)), primary=places[1])
    index_articles([article.pk])
    response = answer(clerk, [article], place=typed)
    assert (response.status_code, response.headers["Location"]) == (302, QUEUE)
    assert places_of(article) == [("安化县", "primary", "manual", 1.0)]
    assert run_search(SearchRequest(region="430923")).total == 1
    assert run_search(SearchRequest(region="430511")).total == 0
    assert recount() == 0
    assert clerk.get(QUEUE).context["items"] == []


def test_an_earlier_year_gets_the_name_of_that_year(clerk):
    city = make_region("431100", "永州市", level=2, parent=make_region("430000"))
    today = make_region("431181", "祁阳市", level=3, parent=city, valid_from=2021)
    make_region("431121", "祁阳县", level=3, parent=city, valid_from=1995, valid_to=2020, today=today)
    articles = [make_article(dump=make_dump(issue_date=day)) for day in (date(2018, 1, 1), date(2022, 1, 1), None)]
    answer(clerk, articles, place="祁阳县")
    assert [places_of(article)[0][0] for article in articles] == ["祁阳县", "祁阳市", "祁阳市"]


def test_several_places_of_one_name_are_asked_about(clerk, places):
    article = make_article("标题")
    response = answer(clerk, [article], place="鼓楼区")
    assert response.status_code == 200
    assert "有多个地区名为“鼓楼区”，请选择一个。" in response.text
    assert [division for division, _label in response.context["candidates"]] == ["430599", "430999"]
    # Enter in the field sends the form's first button: it must be that for what is typed.
    typed_form = response.text[response.text.rindex("<form") :]
    assert typed_form[typed_form.index("<button") :].startswith('<button type="submit" name="answer" value="typed"')
    answer(clerk, [article], answer="place:430999")
    assert list(article.places.values_list("region__code", flat=True)) == ["430999"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("无此地", "没有名为“无此地”的地区。"),
        ("", "请输入地区名称，或选择“无地区”。"),
    ],
)
def test_what_is_no_place_is_refused(clerk, places, typed, told):
    article = make_article("标题")
    response = answer(clerk, [article], place=typed)
    assert (told in response.text, places_of(article)) == (True, [])


def test_no_place_is_an_answer(clerk, places):
    article = make_article("标题", primary=places[0], mentioned=[places[1]])
    answer(clerk, [article], answer="none")
    article.refresh_from_db()
    assert (article.without_place, places_of(article)) == (True, [("北塔区", "mentioned", "auto", 0.9)])
    assert (clerk.get(QUEUE).context["items"], recount()) == ([], 0)
    answer(clerk, [article], place="安化")
    article.refresh_from_db()
    assert article.without_place is False


def test_a_place_may_be_mentioned_only(clerk, places):
    article = make_article("标题", primary=places[0])
    answer(clerk, [article], place="北塔区", role="mentioned")
    answer(clerk, [article], place="安化县", role="mentioned")
    assert places_of(article) == [("安化县", "primary", "auto", 0.9), ("北塔区", "mentioned", "manual", 1.0)]


def test_many_articles_at_once(clerk, places):
    articles = [make_article(f"第{number}") for number in range(3)]
    page = clerk.post(CHANGELIST, {"action": "set_places", "_selected_action": [row.pk for row in articles[:2]]})
    assert [article.headline for article in page.context["articles"]] == ["第1", "第0"]
    response = answer(clerk, articles[:2], place="安化县", next=CHANGELIST)
    assert response.headers["Location"] == CHANGELIST
    assert [len(places_of(article)) for article in articles] == [1, 1, 0]


def test_one_article_from_its_own_page(clerk, places):
    article = make_article("标题")
    address = f"{SET}?articles={article.pk}"
    assert address in clerk.get(reverse("admin:articles_article_change", args=[article.pk])).text
    assert list(clerk.get(address).context["articles"]) == [article]
    assert list(clerk.get(SET, {"articles": "1,x"}).context["articles"]) == []


def test_nobody_is_sent_to_another_site(clerk, places):
    response = answer(clerk, [make_article("标题")], place="安化", next="https://example.org/")
    assert response.headers["Location"] == QUEUE


def test_names_are_suggested(clerk, places):
    make_township("平口镇")
    asked = {text: clerk.get(NAMES, {"q": text}).json()["places"] for text in ("安", "ah", "430511", "平", "", "无")}
    assert asked == {
        "安": ["430923 安化县 (湖南省 益阳市)"],
        "ah": ["430923 安化县 (湖南省 益阳市)"],
        "430511": ["430511 北塔区 (湖南省 邵阳市)"],
        "平": ["430923/平口镇 (湖南省 益阳市 安化县)"],
        "": [],
        "无": [],
    }
    for text in ("安", "平"):
        (region,) = suggest_places(text)
        assert find_named(describe_place(region)) == [region]


@pytest.mark.parametrize("address", [QUEUE, SET, NAMES])
def test_who_may_not_change_places_sees_none_of_this(client, address):
    user = User.objects.create_user("reader", password="a-password-for-tests", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    assert client.get(address).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="change_articleregion"))
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 10])
def test_the_queue_costs_a_fixed_number_of_queries(clerk, places, django_assert_num_queries, rows):
    for number in range(rows):
        place_article(make_article(f"第{number}"), places[number % 2], role="mentioned")
    ArticleRegion.objects.filter(region=places[0]).update(confidence=0.2)
    with django_assert_num_queries(7):
        clerk.get(QUEUE)
