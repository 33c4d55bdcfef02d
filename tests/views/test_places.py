"""Browsing by place: counts that include what lies within, former names, abolished places, filters."""

from datetime import date

import pytest

from articles.models import Region
from articles.views.places import (
    PlaceCount,
    choose_current,
    count_articles_by_path,
    count_home_places,
    count_places,
    find_tile,
    shorten_name,
    sum_within,
)
from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "short"),
    [("益阳市", "益阳"), ("湖南省", "湖南"), ("湘西土家族苗族自治州", "湘西"), ("安化县", "安化县"), ("沙市", "沙市")],
)
def test_names_are_short_on_tiles(name, short):
    assert shorten_name(name) == short


def test_the_row_in_force_speaks_for_a_place():
    former = Region(name="益阳地区", valid_from=1980, valid_to=1994)
    older = Region(name="益阳专区", valid_from=1960, valid_to=1980)
    current = Region(name="益阳市", valid_from=1994)
    assert [choose_current(rows).name for rows in ([former, current, older], [older, former])] == ["益阳市", "益阳地区"]


def test_a_count_includes_the_places_within():
    make_article(primary=make_region("430000"))
    make_article(primary=make_region("430923"))
    make_article(primary=make_township("平口镇"), mentioned=[make_region("430511")])
    counts = count_articles_by_path()
    assert counts == {"430000/": 1, "430000/430900/430923/": 1, "430000/430900/430923/平口镇/": 1}
    assert [sum_within(path, counts) for path in ("430000/", "430000/430900/", "430000/430500/")] == [3, 2, 0]


def test_children_are_counted_and_shaded_by_the_largest():
    yiyang, changsha, shaoyang = make_region("430900"), make_region("430100"), make_region("430500")
    for region in (make_region("430923"), yiyang, yiyang, yiyang, changsha):
        make_article(primary=region)
    assert count_places([yiyang, changsha, shaoyang], count_articles_by_path()) == (
        PlaceCount(changsha, 1, shade=1, column=4, row=2),
        PlaceCount(shaoyang, 0, shade=0, column=2, row=4),
        PlaceCount(yiyang, 4, shade=4, column=3, row=2),
    )


def test_rows_of_one_code_are_one_place_and_abolished_places_need_articles():
    province = make_region("430000")
    city = make_region("430900")
    district = make_region("430900", "益阳地区", level=2, parent=province, valid_from=1960, valid_to=1979)
    gone = make_region("432300", "样例地区", level=2, parent=province, valid_to=1990)
    forgotten = make_region("432400", "范例地区", level=2, parent=province, valid_to=1990)
    for region in (city, district, gone):
        make_article(primary=region)
    places = count_places([city, district, gone, forgotten], count_articles_by_path())
    assert [(place.region.name, place.count) for place in places] == [("益阳市", 2), ("样例地区", 1)]


def test_a_province_without_a_grid_has_no_tiles():
    assert [find_tile(make_region(code)) for code in ("440100", "430923", "430900")] == [(0, 0), (0, 0), (3, 2)]


def test_the_home_province_gives_its_prefectures(settings):
    settings.HOME_REGION = "440000"
    make_region("440100")
    make_region("430900")
    assert [place.region.name for place in count_home_places(count_articles_by_path())] == ["广州市"]


def test_a_place_shows_its_former_names(client):
    province = make_region("430000")
    make_region("430900", former_names=["益州"])
    make_region("430900", "益阳地区", level=2, parent=province, valid_from=1960, valid_to=1979)
    text = client.get("/en/regions/430900/").text
    shown = text[text.index("Formerly:") :].split("</li>")[0]
    assert [part in shown for part in ("益阳地区", "(1960–1979)", "益州", "益阳市")] == [True, True, True, False]


def test_a_place_lists_what_it_is_about_and_what_mentions_it_apart(client):
    county = make_region("430923")
    make_article("本地标题", primary=make_township("平口镇"))
    make_article("提及标题", primary=make_region("430511"), mentioned=[county, make_township("平口镇")])
    make_article("无关标题", primary=make_region("430102"))
    shown = {}
    for role in ("", "?role=mentioned", "?role=nonsense"):
        text = client.get(f"/regions/430923/{role}").text
        shown[role] = [title for title in ("本地标题", "提及标题", "无关标题") if f">{title}</a>" in text]
    assert shown == {"": ["本地标题"], "?role=mentioned": ["提及标题"], "?role=nonsense": ["本地标题"]}


def test_a_place_is_filtered_by_year_and_newspaper(client):
    county = make_region("430923")
    first, second = make_newspaper("甲报", code="first"), make_newspaper("乙报", code="second")
    for newspaper, year in ((first, 2021), (first, 2022), (second, 2022)):
        dump = make_dump(newspaper=newspaper, issue_date=date(year, 5, 4))
        make_article(f"标题{newspaper.code}{year}", dump=dump, primary=county)
    titles = ("标题first2021", "标题first2022", "标题second2022")
    shown = {}
    for query in (
        "year=2022",
        "newspaper=first",
        "year=2022&newspaper=second",
        "year=0000&newspaper=a%00b",
        "year=1999",
    ):
        text = client.get(f"/regions/430923/?{query}").text
        shown[query] = [title for title in titles if f">{title}</a>" in text]
    assert shown == {
        "year=2022": ["标题first2022", "标题second2022"],
        "newspaper=first": ["标题first2021", "标题first2022"],
        "year=2022&newspaper=second": ["标题second2022"],
        "year=0000&newspaper=a%00b": ["标题first2021", "标题first2022", "标题second2022"],
        "year=1999": [],
    }


def test_newest_articles_come_first_and_undated_ones_last(client):
    county = make_region("430923")
    for title, day, page_no in (
        ("旧", date(2020, 1, 1), 1),
        ("无期", None, None),
        ("新二版", date(2022, 1, 1), 2),
        ("新一版", date(2022, 1, 1), 1),
    ):
        make_article(title, dump=make_dump(issue_date=day, page_no=page_no), primary=county)
    text = client.get("/regions/430923/").text
    assert sorted(("旧", "无期", "新一版", "新二版"), key=lambda title: text.index(f">{title}</a>")) == [
        "新一版", "新二版", "旧", "无期",
    ]  # fmt: skip


def test_a_township_shows_where_it_is_named_and_counts_in_its_county(client):
    county, town, other = make_region("430923"), make_township("平口镇"), make_township("江南镇")
    make_article("渡口开航", primary=county, mentioned=[town])
    page = client.get(county.get_absolute_url())
    assert [(place.region, place.count) for place in page.context["children"]] == [(town, 1)]
    assert [place.region for place in page.context["children_without"]] == [other]
    page = client.get(town.get_absolute_url())
    assert (page.context["role"], [article.headline for article in page.context["list"].articles]) == (
        "mentioned",
        ["渡口开航"],
    )
    assert page.context["about_url"] == "/regions/430923/平口镇/?role=primary"
    assert client.get(page.context["about_url"]).context["list"].articles == ()
