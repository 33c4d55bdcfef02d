"""Rows from a reading, and rows from a second reading of the same dump."""

from datetime import date

import pytest

from articles.dump.types import Imprint
from articles.ingest.staff import parse_staff_date
from articles.ingest.store import (
    find_stored,
    newspaper_named,
    restore_dump,
    store_dump,
    store_failed_dump,
)
from articles.ingest.withdraw import withdraw_dumps
from articles.models import Article, ArticleRegion, Dump, FormerIdentifier, Newspaper, Section
from tests.factories import make_newspaper, make_region
from tests.ingest.readings import NOWHERE, make_parsed_article, make_placement, make_reading

pytestmark = pytest.mark.django_db

RAW = "山村通了新公路\n\n公路昨天通车。\n".encode()


def places_of(dump: Dump) -> list[tuple]:
    rows = ArticleRegion.objects.filter(article__dump=dump).order_by("article__order_no", "-role", "region__code")
    return list(rows.values_list("article__order_no", "region__name", "role", "source"))


def test_everything_of_a_reading_is_stored():
    make_region("430923")
    dump = store_dump(make_reading(RAW), RAW, "page.txt")
    dump = Dump.objects.get(pk=dump.pk)
    assert bytes(dump.raw_bytes) == RAW
    assert (dump.byte_count, dump.file_name, dump.encoding, dump.line_count) == (len(RAW), "page.txt", "utf-8", 9)
    assert (dump.issue_date, dump.issue_date_precision, dump.issue_date_source, dump.page_no) == (
        date(2022, 10, 1),
        "month",
        "text",
        5,
    )
    assert (dump.status, dump.article_count, dump.problem_count) == ("parsed", 1, 1)
    assert dump.furniture == [{"line": 7, "text": "责任编辑 甲"}]
    assert dump.problems == [{"line": 5, "kind": "truncated", "message": "The text stops in mid-sentence."}]
    assert dump.newspaper.code == "unspecified"
    article = dump.articles.get()
    assert article.public_id == f"{dump.public_id}-1"
    assert article.lines == [[1, 5]]
    assert list(article.sections.values_list("order_no", "crosshead", "paragraphs")) == [
        (1, "", ["公路昨天通车。"]),
        (2, "小标题", ["村民很高兴。", "路修到了门口。"]),
    ]
    assert list(article.bylines.values_list("order_no", "name", "role", "organisation")) == [
        (1, "田晓禾", "reporter", "本报")
    ]
    assert places_of(dump) == [(1, "安化县", "primary", "auto"), (1, "益阳市", "mentioned", "auto")]


def test_the_same_bytes_are_found_again():
    assert find_stored(RAW) is None
    dump = store_dump(make_reading(RAW, placements=[NOWHERE]), RAW, "page.txt")
    assert find_stored(RAW) == dump
    assert find_stored(RAW + b" ") is None


def test_without_regions_the_page_is_stored_and_says_so():
    dump = store_dump(make_reading(RAW), RAW, "page.txt")
    assert places_of(dump) == []
    assert [problem["kind"] for problem in dump.problems] == ["truncated", "regions_not_loaded"]


@pytest.mark.parametrize(
    ("imprint", "code", "kinds"),
    [
        (Imprint(newspaper="湘样日报"), "xyrb", []),
        (Imprint(newspaper="xyrb"), "xyrb", []),
        (Imprint(newspaper_code="xyrb"), "xyrb", []),
        (Imprint(newspaper="湘样日报", newspaper_code="zzz"), "xyrb", []),
        (Imprint(newspaper="新样早报"), "新样早报", []),
        (Imprint(newspaper_code="zzz"), "unspecified", ["newspaper_unknown"]),
        (Imprint(), "unspecified", []),
    ],
)
def test_whose_page_it_is(imprint, code, kinds):
    make_newspaper("湘样日报", code="xyrb")
    dump = store_dump(make_reading(RAW, placements=[NOWHERE], imprint=imprint), RAW, "page.txt")
    assert dump.newspaper.code == code
    assert [problem["kind"] for problem in dump.problems] == ["truncated", *kinds]


def test_a_new_newspaper_takes_the_home_region_and_a_free_code():
    region = make_region("430000")
    make_newspaper("别的报", code="样报")
    newspaper = newspaper_named("《样报》", "430000")
    assert (newspaper.name, newspaper.code, newspaper.home_region) == ("《样报》", "样报-2", region)
    assert newspaper_named("《样报》").pk == newspaper.pk


def test_a_second_dump_of_a_page_is_stored_with_a_warning():
    first = make_reading(RAW, placements=[NOWHERE], imprint=day_imprint())
    store_dump(first, RAW, "first.txt")
    other = RAW + b"!"
    dump = store_dump(make_reading(other, placements=[NOWHERE], imprint=day_imprint()), other, "second.txt")
    assert dump.problems[-1] == {
        "line": None,
        "kind": "page_repeated",
        "message": "The archive already holds this page of this issue: first.txt.",
    }


def day_imprint() -> Imprint:
    return Imprint(newspaper="湘样日报", issue_date=parse_staff_date("2022-10-12"), page_no=3)


def test_a_failed_dump_keeps_its_bytes_and_its_reason():
    dump = store_failed_dump(RAW, "page.txt", Imprint(), "line 3 is lost", "1.0")
    assert (dump.status, dump.failure, bytes(Dump.objects.get(pk=dump.pk).raw_bytes)) == (
        "failed",
        "line 3 is lost",
        RAW,
    )
    assert dump.articles.count() == 0


def test_reading_again_keeps_identifiers_and_the_word_of_staff():
    anhua = make_region("430923")
    beita = make_region("430511")
    two = [make_parsed_article("甲", ((1, 3),)), make_parsed_article("乙", ((4, 9),))]
    dump = store_dump(make_reading(RAW, two), RAW, "page.txt")
    first, second = dump.articles.order_by("order_no")
    second.places.all().delete()
    ArticleRegion.objects.create(
        article=second, region=beita, role="primary", confidence=1, evidence=["staff"], source="manual"
    )

    one = [make_parsed_article("甲乙", ((1, 9),))]
    dump = Dump.objects.get(pk=dump.pk)
    restore_dump(dump, make_reading(RAW, one))
    article = dump.articles.get()
    assert article.public_id == second.public_id
    assert article.headline == "甲乙"
    assert list(FormerIdentifier.objects.values_list("public_id", "article")) == [(first.public_id, article.pk)]
    assert places_of(dump) == [(1, "北塔区", "primary", "manual"), (1, "益阳市", "mentioned", "auto")]

    restore_dump(dump, make_reading(RAW, two))
    assert list(dump.articles.order_by("order_no").values_list("public_id", flat=True)) == [
        f"{dump.public_id}-1-2",
        second.public_id,
    ]
    assert FormerIdentifier.objects.get(public_id=first.public_id).article.public_id == second.public_id
    assert places_of(dump) == [
        (1, "安化县", "primary", "auto"),
        (1, "益阳市", "mentioned", "auto"),
        (2, "北塔区", "primary", "manual"),
        (2, "益阳市", "mentioned", "auto"),
    ]
    assert anhua.placements.count() == 1


def test_reading_again_keeps_the_word_that_there_is_no_place():
    make_region("430923")
    dump = store_dump(make_reading(RAW), RAW, "page.txt")
    dump.articles.update(without_place=True)
    restore_dump(dump, make_reading(RAW))
    assert (dump.articles.get().without_place, places_of(dump)) == (True, [(1, "益阳市", "mentioned", "auto")])


def test_reading_again_keeps_a_date_that_staff_gave():
    dump = store_dump(make_reading(RAW, placements=[NOWHERE]), RAW, "page.txt")
    restore_dump(dump, make_reading(RAW, placements=[NOWHERE], imprint=Imprint()))
    assert (dump.issue_date, dump.issue_date_source) == (None, "none")
    dump.issue_date, dump.issue_date_precision, dump.issue_date_source = date(2022, 10, 12), "day", "staff"
    restore_dump(dump, make_reading(RAW, placements=[NOWHERE]))
    assert (dump.issue_date, dump.issue_date_source) == (date(2022, 10, 12), "staff")


def test_withdrawing_takes_everything_along():
    make_region("430923")
    dump = store_dump(make_reading(RAW, [make_parsed_article()], [make_placement()]), RAW, "page.txt")
    article_pks = list(dump.articles.values_list("pk", flat=True))
    assert withdraw_dumps([dump.pk]) == article_pks
    left = [model.objects.count() for model in (Dump, Article, Section, ArticleRegion)]
    assert left == [0, 0, 0, 0]
    assert Newspaper.objects.count() == 1


def test_a_reading_costs_the_same_queries_for_one_article_and_for_thirty(django_assert_num_queries):
    make_region("430923")
    many = [make_parsed_article(f"标题{number}", ((number, number),)) for number in range(1, 31)]
    make_newspaper("未注明报纸", code="unspecified")
    with django_assert_num_queries(8):
        store_dump(make_reading(RAW), RAW, "one.txt")
    with django_assert_num_queries(8):
        store_dump(make_reading(b"many", many), b"many", "many.txt")
