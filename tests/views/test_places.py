"""Browsing by place: counts that include what lies within, former names, abolished places, filters."""

from datetime import date
from urllib.parse import unquote

import pytest

from articles.browsing import choose_current
from articles.models import Region, RegionAlias
from articles.views.places import (
    PlaceCount,
    count_articles,
    count_home_places,
    count_places,
    find_tile,
    shorten_name,
)
from tests.factories import (
    make_article,
    make_dump,
    make_newspaper,
    make_region,
    make_township,
    make_zone,
    place_article,
)

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
    paths = ("430000/", "430000/430900/", "430000/430900/430923/", "430000/430500/")
    assert count_articles(paths) == dict(zip(paths[:3], (3, 2, 2), strict=True))
    assert count_articles(paths, ["mentioned"]) == {"430000/": 1, "430000/430500/": 1}


def test_children_are_counted_and_shaded_by_the_largest():
    yiyang, changsha, shaoyang = make_region("430900"), make_region("430100"), make_region("430500")
    for region in (make_region("430923"), yiyang, yiyang, yiyang, changsha):
        make_article(primary=region)
    assert count_places([yiyang, changsha, shaoyang]) == (
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
    places = count_places([city, district, gone, forgotten])
    assert [(place.region.name, place.count) for place in places] == [("益阳市", 2), ("样例地区", 1)]


def test_a_province_without_a_grid_has_no_tiles():
    assert [find_tile(make_region(code)) for code in ("440100", "430923", "430900")] == [(0, 0), (0, 0), (3, 2)]


def test_the_home_province_gives_its_prefectures(settings):
    settings.HOME_REGION = "440000"
    make_region("440100")
    make_region("430900")
    assert [place.region.name for place in count_home_places()] == ["广州市"]


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


def make_renamed_county():
    """祁阳县 (431121) until 2020, and 祁阳市 (431181) since."""
    city = make_region("431100", "永州市", level=2, parent=make_region("430000"))
    today = make_region("431181", "祁阳市", level=3, parent=city, valid_from=2021)
    before = make_region("431121", "祁阳县", level=3, parent=city, valid_from=1995, valid_to=2020, today=today)
    return today, before


def test_articles_under_an_earlier_code_are_counted_and_listed_under_the_code_of_today(client):
    today, before = make_renamed_county()
    make_region("432930", "祁阳县", level=3, parent=before.parent, valid_from=1983, valid_to=1994, today=today)
    make_article("旧县", primary=before, dump=make_dump(issue_date=date(2018, 5, 4)))
    make_article("新市", primary=today, dump=make_dump(issue_date=date(2022, 5, 4)))
    page = client.get("/regions/431181/").context
    assert [article.headline for article in page["list"].articles] == ["新市", "旧县"]
    assert (page["about_total"], page["former_names"]) == (2, [("祁阳县", 1983, 2020)])
    above = client.get("/regions/431100/").context
    assert [(place.region, place.count) for place in above["children"]] == [(today, 2)]


def test_an_earlier_code_leads_to_the_code_of_today(client):
    today, before = make_renamed_county()
    make_township("样例镇", county=today)
    assert before.get_absolute_url() == today.get_absolute_url() == "/regions/431181/"
    moved = {
        "/regions/431121/?year=2018": "/regions/431181/?year=2018",
        "/en/regions/431121/": "/en/regions/431181/",
        "/regions/431121/样例镇/": "/regions/431181/%E6%A0%B7%E4%BE%8B%E9%95%87/",
    }
    for old, new in moved.items():
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"].replace("样例镇", "%E6%A0%B7%E4%BE%8B%E9%95%87")) == (
            301,
            new,
        )


def test_a_code_that_was_dealt_out_again_is_that_of_the_place_in_force(client):
    province, city = make_region("430000"), make_region("430900")
    other = make_region("430999", "他县", level=3, parent=city)
    make_region("430998", "旧县", level=3, parent=city, valid_to=1985, today=other)
    new = make_region("430998", "新县", level=3, parent=province, valid_from=1990)
    assert client.get("/regions/430998/").context["region"] == new


def test_zones_are_places_of_their_own(client):
    city, county = make_region("430900"), make_region("430923")
    of_city, of_county, empty = make_zone("益阳高新区"), make_zone("安化经开区", within=county), make_zone("益阳综保区")
    for headline, place in (("一", of_county), ("二", of_county), ("三", of_city), ("四", county)):
        make_article(headline, primary=place)
    make_article("五", primary=county, mentioned=[of_county])
    page = client.get("/regions/430900/").context
    assert [(place.region, place.count) for place in page["zones"]] == [(of_county, 3), (of_city, 1)]
    assert [place.region for place in page["zones_without"]] == [empty]
    assert [(place.region, place.count) for place in page["children"]] == [(county, 4)]
    assert page["about_total"] == 5
    page = client.get("/regions/430923/").context
    assert [place.region for place in page["zones"]] == [of_county]
    assert [place.region for place in client.get("/regions/").context["zones"]] == [of_city]

    assert unquote(of_county.get_absolute_url()) == "/regions/430923/安化经开区/"
    answer = client.get(of_county.get_absolute_url())
    page = answer.context
    assert {article.headline for article in page["list"].articles} == {"一", "二"}
    assert (page["about_total"], page["mentioned_total"]) == (2, 1)
    assert [place.name for place in page["ancestors"]] == ["湖南省", "益阳市", "安化县"]
    assert (page["zones"], page["children"], page["division"]) == ([], [], "430923/安化经开区")
    assert "<title>一</title>" in client.get(page["feed_url"]).text
    assert city.get_absolute_url() in answer.text


def test_a_zone_that_was_a_filter_leads_to_its_page(client):
    zone = make_zone("安化经开区", within=make_region("430923"))
    RegionAlias.objects.create(region=zone, name="安化开发区", kind=RegionAlias.Kind.POPULAR)
    moved = {}
    for address in (
        "/regions/430900/?zone=安化经开区&year=2022",
        "/regions/430923/?zone=安化开发区&role=mentioned",
        "/en/regions/430923/?zone=安化经开区",
        "/regions/430923/?zone=没有的区",
        "/regions/430100/?zone=安化经开区",
        "/regions/430923/?zone=%00",
    ):
        make_region("430100")
        answer = client.get(address)
        moved[address] = (answer.status_code, unquote(answer.headers.get("Location", "")))
    assert moved == {
        "/regions/430900/?zone=安化经开区&year=2022": (301, "/regions/430923/安化经开区/?year=2022"),
        "/regions/430923/?zone=安化开发区&role=mentioned": (301, "/regions/430923/安化经开区/?role=mentioned"),
        "/en/regions/430923/?zone=安化经开区": (301, "/en/regions/430923/安化经开区/"),
        "/regions/430923/?zone=没有的区": (200, ""),
        "/regions/430100/?zone=安化经开区": (200, ""),
        "/regions/430923/?zone=%00": (200, ""),
    }


def test_a_zone_follows_its_division_to_the_code_of_today(client):
    today, before = make_renamed_county()
    make_article("旧", primary=make_zone("祁阳高新区", within=before), dump=make_dump(issue_date=date(2018, 5, 4)))
    make_article("新", primary=make_zone("祁阳高新区", within=today), dump=make_dump(issue_date=date(2022, 5, 4)))
    page = client.get("/regions/431181/祁阳高新区/").context
    assert [article.headline for article in page["list"].articles] == ["新", "旧"]
    answer = client.get("/regions/431121/祁阳高新区/")
    assert (answer.status_code, unquote(answer.headers["Location"])) == (301, "/regions/431181/祁阳高新区/")


def test_long_lists_are_paged_as_short_ones_are(client, monkeypatch):
    """Month by month or at once: the same articles in the same order, none left out and none twice."""
    county = make_region("430923")
    for number in range(70):
        day = None if number % 7 == 0 else date(2020 + number % 3, 1 + number % 5, 1 + number % 20)
        article = make_article(
            f"第{number}", dump=make_dump(issue_date=day, page_no=number % 4 or None), primary=county
        )
        place_article(article, make_township("平口镇"), role="mentioned")
    listed = []
    for many in (1000, 1):
        monkeypatch.setattr("articles.browsing.MANY_ARTICLES", many)
        pages = [client.get("/regions/430923/", {"page": number}).context["list"].articles for number in (1, 2, 3, 4)]
        filtered = [
            client.get("/regions/430900/", {"page": number, "year": 2021}).context["list"].articles for number in (1,)
        ]
        listed.append([[article.headline for article in page] for page in pages + filtered])
    assert listed[0] == listed[1]
    assert [len(page) for page in listed[0]] == [20, 20, 20, 10, 20]
    assert len({headline for page in listed[0][:4] for headline in page}) == 70
