"""Placing articles: a table of hard cases, and the parts of an answer."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.gazetteer.resolve import resolve_places
from articles.gazetteer.types import Place, PlacedText, Placement

CASES = Path(__file__).with_name("cases.tsv")
# Cases that nobody has tuned for: only their rate is looked at, never one of them (docs/regions.md).
HELDOUT = Path(__file__).with_name("heldout.tsv")
LEAST_HELDOUT = 0.95


def read_cases(path: Path = CASES) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def resolve(headline: str = "", *paragraphs: str, home: str = "430000", on: date | None = None, dateline: str = ""):
    return resolve_places(PlacedText(headline, dateline, paragraphs), home, on)


def summarize(place: Place | None) -> tuple | None:
    return place and (place.division.name, place.score, place.confidence, place.evidence, place.zone)


def find_primary(case: dict[str, str]) -> str:
    """The code of the primary place that the resolver gives; empty for none."""
    on = date.fromisoformat(case["on"]) if case["on"] else None
    primary = resolve(case["headline"], case["body"], home=case["home"], on=on).primary
    return primary.division.code if primary else ""


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: f"{case['headline']} ({case['why']})")
def test_primary_place(case):
    assert find_primary(case) == case["primary"]


def test_most_cases_that_nobody_tuned_for_are_right():
    cases = read_cases(HELDOUT)
    right = sum(find_primary(case) == case["primary"] for case in cases)
    assert (len(cases), right / len(cases) >= LEAST_HELDOUT) == (60, True)


def test_there_are_cases_enough_and_of_more_than_one_home():
    cases = read_cases()
    homes = {case["home"] for case in cases}
    assert len(cases) >= 80
    assert {"430000", "330000", "440000"} <= homes


def test_no_name_no_place():
    assert resolve("秋日", "稻子黄了。") == Placement(None, ())
    assert resolve() == Placement(None, ())


def test_primary_and_mentioned_places_with_their_evidence():
    placement = resolve("安化黑茶飘香", "益阳市安化县马路镇的茶农采茶忙，茶叶销往长沙。")
    assert summarize(placement.primary) == ("安化县", 8.14, 1.0, ("安化", "安化县"), None)
    assert [summarize(place) for place in placement.mentioned] == [
        ("马路镇", 3.0, 1.0, ("马路镇",), None),
        ("长沙市", 0.54, 0.9, ("长沙",), None),
    ]


def test_a_zone_keeps_its_name():
    placement = resolve("株洲经开区企业沙龙举行", "株洲经开区请来企业家。")
    assert (placement.primary.division.code, placement.primary.zone) == ("430200", "株洲经开区")
    placement = resolve("湘江新区招商", "湖南湘江新区签约。")
    assert (placement.primary.division.code, placement.primary.zone) == ("430100", "湖南湘江新区")


@pytest.mark.parametrize(
    ("text", "code", "zone"),
    [
        ("株洲国家级经济技术开发区招商", "430200", "株洲经开区"),
        ("株洲市经开区招商", "430200", "株洲经开区"),
        ("九华示范区招商", "430300", "湘潭经开区"),
        ("中国（湖南）自由贸易试验区郴州片区招商", "431000", "郴州自贸片区"),
        ("湖南自贸试验区招商", "430000", "湖南自贸试验区"),
        ("宁乡高新区招商", "430182", "宁乡高新区"),
        ("岳阳城陵矶综合保税区招商", "430600", None),
        ("安化示范区招商", "430923", None),
        ("益阳高新技术企业招商", "430900", None),
    ],
)
def test_a_zone_has_one_name_whatever_it_is_called(text, code, zone):
    primary = resolve(text, f"{text}。").primary
    assert (primary.division.code, primary.zone) == (code, zone)


def test_a_zone_that_is_little_of_the_story_is_mentioned():
    placement = resolve("株洲市召开大会", "株洲市表彰劳模。株洲市各界代表到会，株洲经开区的代表发言。")
    assert (placement.primary.division.code, placement.primary.zone) == ("430200", None)
    assert [(place.division.code, place.zone, place.evidence) for place in placement.mentioned] == [
        ("430200", "株洲经开区", ("株洲经开区",))
    ]
    placement = resolve("渌口区修路", "株洲市渌口区修路，株洲经开区支援。")
    assert placement.primary.division.code == "430212"
    assert [(place.division.code, place.zone) for place in placement.mentioned] == [("430200", "株洲经开区")]


def test_a_township_is_mentioned_and_never_primary():
    placement = resolve("平口镇赶集", "平口镇的集市热闹。")
    assert placement.primary.division.code == "430923"
    assert [place.division.path for place in placement.mentioned] == ["430000/430900/430923/平口镇/"]


def test_two_counties_lend_their_prefecture_the_evidence():
    placement = resolve("桂阳县、永兴县携手", "桂阳县与永兴县签约。")
    assert placement.primary.evidence == ("桂阳县", "永兴县")


def test_the_year_of_issue_chooses_the_division():
    names = {}
    for year in (1979, 1990, 2005, 2012, 2024, 2030):
        primary = resolve("望城蔬菜进城", "望城县的菜农起早。", on=date(year, 6, 1)).primary
        names[year] = (primary.division.name, primary.division.code)
    assert names == {
        1979: ("望城县", "430122"),
        1990: ("望城县", "430122"),
        2005: ("望城县", "430122"),
        2012: ("望城区", "430112"),
        2024: ("望城区", "430112"),
        2030: ("望城区", "430112"),
    }


def test_a_dateline_weighs_less_than_the_text():
    placement = resolve("秋茶开采", "安化县的茶农采秋茶。", dateline="本报长沙10月12日讯")
    assert placement.primary.division.code == "430923"


def test_an_unknown_home_prefers_nothing():
    assert resolve("永定区采茶忙", "永定区的茶农起早。", home="").primary is None
    assert resolve("张家界市采茶忙", "张家界市的茶农起早。", home="").primary.division.code == "430800"


def test_the_same_text_gives_the_same_answer():
    text = PlacedText("邵阳市北塔区", "", ("北塔区与大祥区、双清区联合巡河。", "隆回县、洞口县也来了人。"))
    assert resolve_places(text, "430000", None) == resolve_places(text, "430000", None)


words = st.sampled_from(
    [*"的在县市区、，。：长沙", "长沙市", "安化", "永定区", "平口镇", "湖南", "洪江区", "长株潭", "示范县", "本报"]
)
texts = st.lists(words, max_size=30).map("".join)


@given(headline=texts, paragraphs=st.lists(texts | st.text(max_size=20), max_size=3), year=st.integers(1900, 2100))
def test_any_text_gets_an_answer_whose_evidence_stands_in_it(headline, paragraphs, year):
    placement = resolve(headline, *paragraphs, on=date(year, 1, 1))
    places = [place for place in (placement.primary, *placement.mentioned) if place]
    assert all(0 <= place.confidence <= 1 for place in places)
    assert all(word in "\n".join((headline, *paragraphs)) for place in places for word in place.evidence)
    assert placement.primary is None or placement.primary.division.level < 4
