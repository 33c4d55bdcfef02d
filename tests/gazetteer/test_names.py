"""Names, short forms and other names, and looking places up by them."""

import pytest

from articles.gazetteer.aliases import Alias, AliasKind, list_aliases, list_written_aliases
from articles.gazetteer.context import breaks_next_word, is_dateline, straddles_words
from articles.gazetteer.divisions import COUNTY, PREFECTURE, PROVINCE, find_divisions
from articles.gazetteer.lookup import find_by_name
from articles.gazetteer.names import find_names, load_names, read_words
from articles.gazetteer.shortform import half_forms, short_form


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("湖南省", PROVINCE, "湖南"),
        ("内蒙古自治区", PROVINCE, "内蒙古"),
        ("新疆维吾尔自治区", PROVINCE, "新疆"),
        ("天津市", PROVINCE, "天津"),
        ("香港特别行政区", PROVINCE, "香港"),
        ("长沙市", PREFECTURE, "长沙"),
        ("零陵地区", PREFECTURE, "零陵"),
        ("湘西土家族苗族自治州", PREFECTURE, "湘西"),
        ("锡林郭勒盟", PREFECTURE, "锡林郭勒"),
        ("安化县", COUNTY, "安化"),
        ("东乡族自治县", COUNTY, "东乡"),
        ("鄂温克族自治旗", COUNTY, "鄂温克"),
        ("碑林区", COUNTY, "碑林"),
        ("清新区", COUNTY, "清新"),
        ("攸县", COUNTY, None),
        ("东区", COUNTY, None),
    ],
)
def test_short_forms(name, level, short):
    assert short_form(name, level) == short


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("湘西土家族苗族自治州", ("湘西州", "湘西自治州")),
        ("江华瑶族自治县", ("江华县", "江华自治县")),
        ("安化县", ()),
        ("宁夏回族自治区", ()),
    ],
)
def test_forms_without_the_peoples(name, forms):
    assert half_forms(name) == forms


def test_written_aliases_are_of_divisions_in_use_and_no_two_are_the_same():
    aliases = list_written_aliases()
    assert len(aliases) == len(set(aliases))
    assert {alias.division.valid_to for alias in aliases} == {None}
    names = {name for alias in aliases for name in [alias.name] if alias.kind == AliasKind.ZONE}
    assert not {name for name in names if any(is_open(division) for division in find_divisions(name))}


def is_open(division) -> bool:
    return division.valid_to is None


def test_an_alias_of_several_divisions():
    of_group = [alias.division.name for alias in list_aliases() if alias.name == "长株潭"]
    assert of_group == ["长沙市", "株洲市", "湘潭市"]


def test_former_names_lead_to_what_is_in_use():
    (city,) = find_divisions("祁阳市")
    assert Alias("祁阳县", AliasKind.FORMER, city) in list_aliases()


def test_word_lists_hold_each_word_once():
    for file_name in ("decoys.txt", "ordinary.txt"):
        words = read_words(file_name)
        assert sorted(words) == sorted(set(words))


def test_every_ordinary_word_is_a_short_form():
    short = {alias.name for alias in list_aliases() if alias.kind == AliasKind.SHORT}
    assert set(read_words("ordinary.txt")) - short == set()


def test_names_are_found_leftmost_and_longest():
    names = load_names()
    text = "邵阳市北塔区茶元头街道，天津市长，县公安局"
    assert [(names[index].text, start) for index, start, _end in find_names(text)] == [
        ("邵阳市", 0),
        ("北塔区", 3),
        ("茶元头街道", 6),
        ("天津市", 12),
        ("县公安局", 17),
    ]


def test_a_decoy_means_nothing():
    words = set(read_words("decoys.txt"))
    decoys = [name for name in load_names() if name.text in words and not name.generic]
    assert {(name.full, name.short, name.townships, name.zone, name.group) for name in decoys} == {((), (), (), (), ())}


def test_generic_names_of_districts():
    generic = [name.text for name in load_names() if name.generic]
    assert generic == sorted(["城区", "市区", "郊区", "矿区", "新区", "东区", "西区", "老城区", "新城区"])


@pytest.mark.parametrize(
    ("text", "name", "straddles"),
    [("受益阳光助学", "益阳", True), ("来到益阳光明村", "益阳", False), ("益阳", "益阳", False)],
)
def test_two_words_that_make_a_name_between_them(text, name, straddles):
    start = text.index(name)
    assert straddles_words(text, start, start + len(name)) is straddles


def test_a_name_that_breaks_the_next_word():
    assert breaks_next_word("新化学品", 2)
    assert not breaks_next_word("新化工业", 2)


def test_a_dateline():
    assert is_dateline("本报株洲10月12日讯", 2, 4)
    assert is_dateline("新华社重庆十四日电", 3, 5)
    assert not is_dateline("在株洲10月12日，", 1, 3)


def paths(name: str, home: str = "430000") -> list[str]:
    return [division.path for division in find_by_name(name, home) if is_open(division)]


@pytest.mark.parametrize(
    ("name", "home", "found"),
    [
        ("安化县", "430000", ["430000/430900/430923/"]),
        ("安化", "430000", ["430000/430900/430923/"]),
        (" 安化 ", "430000", ["430000/430900/430923/"]),
        ("湘西州", "430000", ["430000/433100/"]),
        ("湘潭", "430000", ["430000/430300/", "430000/430300/430321/"]),
        ("资阳", "430000", ["430000/430900/430902/", "510000/512000/"]),
        ("资阳", "510000", ["510000/512000/", "430000/430900/430902/"]),
        ("永定区", "350000", ["350000/350800/350803/", "430000/430800/430802/"]),
        ("祁阳县", "430000", ["430000/431100/431181/"]),
        ("襄樊", "420000", ["420000/420600/"]),
        ("平口镇", "430000", ["430000/430900/430923/平口镇/"]),
        ("湘", "430000", ["430000/"]),
        ("长株潭", "430000", ["430000/430100/", "430000/430200/", "430000/430300/"]),
        ("湘江新区", "430000", ["430000/430100/湖南湘江新区/"]),
        ("无此地", "430000", []),
        ("", "430000", []),
    ],
)
def test_what_a_reader_means_by_a_name(name, home, found):
    assert paths(name, home) == found


def test_names_in_use_go_before_those_that_have_gone():
    assert [(division.name, division.valid_to) for division in find_by_name("祁阳县", "430000")] == [
        ("祁阳市", None),
        ("祁阳县", 2020),
        ("祁阳县", 1994),
        ("祁阳县", 1982),
    ]
