"""place_articles: which articles it reads again, what it writes, and that staff's word stands."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.gazetteer.divisions import find_by_code, find_by_path
from articles.gazetteer.resolve import RESOLVER_VERSION
from articles.ingest.counting import recount
from articles.models import Article, ArticleRegion, Region
from articles.tasks import set_place
from tests.factories import make_article, make_dump, make_region, make_zone, place_article

pytestmark = pytest.mark.django_db

NONE = "0 unchanged, 0 placed, 0 moved, 0 left open, 0 changed in scores, evidence or mentions."


def run(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("place_articles", *arguments, stdout=out)
    return out.getvalue().splitlines()


def load(code: str):
    """The rows of a division as the gazetteer has them, with what lies above."""
    rows = []
    for division in find_by_code(code):
        parent = None
        for depth in range(7, len(division.path), 7):
            above = find_by_path(division.path[:depth])[-1]
            parent = make_region(
                above.code, above.name, level=above.level, parent=parent, valid_from=above.valid_from, valid_to=None
            )
        rows.append(
            make_region(
                division.code,
                division.name,
                level=division.level,
                parent=parent,
                valid_from=division.valid_from,
                valid_to=division.valid_to,
            )
        )
    return rows[-1]


def places_of(article: Article) -> list[tuple]:
    return list(article.places.order_by("-role", "region__code").values_list("region__name", "role", "source"))


@pytest.fixture
def anhua():
    return load("430923")


def make_anhua_article(headline="安化县黑茶丰收", **values) -> Article:
    return make_article(headline, paragraphs=["安化县的茶农忙着采茶，安化县的茶厂开工。"], **values)


def test_articles_of_another_version_are_placed(anhua):
    article, done = make_anhua_article(), make_anhua_article(resolver_version=RESOLVER_VERSION)
    before = article.updated_at
    assert run() == ["1 articles: " + NONE.replace("0 placed", "1 placed")]
    article.refresh_from_db()
    assert (places_of(article), places_of(done)) == ([("安化县", "primary", "auto")], [])
    assert (article.resolver_version, article.updated_at > before) == (RESOLVER_VERSION, True)
    assert run() == ["0 articles: " + NONE]
    assert recount() == 0


def test_only_what_differs_is_written(anhua):
    article = make_anhua_article()
    run()
    article.refresh_from_db()
    stored = list(ArticleRegion.objects.values())
    assert run("--all") == ["1 articles: " + NONE.replace("0 unchanged", "1 unchanged")]
    assert list(ArticleRegion.objects.values()) == stored
    assert Article.objects.get().updated_at == article.updated_at


def test_a_wrong_place_is_put_right(anhua):
    article = make_anhua_article(primary=make_region("430511"))
    assert run("--all", "--dry-run") == [
        "1 articles: " + NONE.replace("0 moved", "1 moved"),
        "Nothing was written.",
    ]
    assert places_of(article) == [("北塔区", "primary", "auto")]
    run("--all")
    assert (places_of(article), recount()) == ([("安化县", "primary", "auto")], 0)


def test_the_word_of_staff_stands(anhua):
    set_by_hand, refused = make_anhua_article(), make_anhua_article()
    set_place([set_by_hand.pk], make_region("430511"))
    set_place([refused.pk], None)
    run("--all")
    assert (places_of(set_by_hand), places_of(refused)) == ([("北塔区", "primary", "manual")], [])


def test_unsure_ones_alone(anhua):
    sure, unsure, none = (make_anhua_article(resolver_version=RESOLVER_VERSION) for _ in range(3))
    place_article(sure, anhua, confidence=0.8)
    place_article(unsure, anhua, confidence=0.3)
    assert run("--below", "0.5", "--dry-run")[0].startswith("2 articles: 0 unchanged, 1 placed")


def test_names_are_read_as_of_the_day_of_issue():
    for code in ("431181", "431121"):
        load(code)
    article = make_article(
        "祁阳县修通公路", paragraphs=["祁阳县的公路通车。"], dump=make_dump(issue_date=date(2018, 5, 4))
    )
    run()
    assert list(article.places.values_list("region__code", flat=True)) == ["431121"]


def test_without_regions_nothing_is_done():
    with pytest.raises(CommandError, match="load_regions"):
        run()


def test_a_dry_run_makes_no_rows_of_zones():
    load("430200")
    article = make_article("株洲经开区招商", paragraphs=["株洲经开区请来企业家。"])
    zones = Region.objects.filter(level=Region.Level.ZONE)
    assert run("--dry-run")[0] == "1 articles: " + NONE.replace("0 placed", "1 placed")
    assert (places_of(article), zones.count()) == ([], 0)
    run()
    assert (places_of(article), zones.get().parent.name) == ([("株洲经开区", "primary", "auto")], "株洲市")


def test_staff_may_place_an_article_in_a_zone():
    county = load("430923")
    article = make_anhua_article()
    zone = make_zone("安化经开区", within=county)
    set_place([article.pk], zone)
    run("--all")
    assert places_of(article) == [("安化经开区", "primary", "manual")]
    assert recount() == 0
