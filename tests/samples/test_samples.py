"""The sample pages and their labels agree with each other; nothing here depends on how the project reads a page."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

LABELS = Path(__file__).parent
PAGES = LABELS.parent.parent / "samples"

#: Pages that are not plain UTF-8, with the encoding and the first bytes or line ends that show it.
ENCODINGS = {"xtxb20200923_05": "gb18030", "ylwb20220412_04": "utf-8-sig"}

PREFECTURES = {f"43{n:02d}" for n in range(1, 14)} | {"4331"}
FORMS = {"news", "brief", "photo", "opinion", "editor_note", "notice", "verse", "table", "list", "continuation"}
BYLINE_POSITIONS = {"own_line_before", "own_line_after", "inline_lead", "inline_tail", "none"}

#: Matches "xzrb20210518_03"; must not match "undated-page".
DATED_NAME = re.compile(r"([a-z]+)(\d{4})(\d\d)(\d\d)_(\d\d)")
#: Matches "2021年5月18日 星期二"; must not match "2021年5月18日讯".
HEADER_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s+星期([一二三四五六日])")
#: Matches any run of white space, U+3000 too; must not match "·".
WHITE_SPACE = re.compile(r"\s+")

NAMES = sorted(path.stem for path in PAGES.glob("*.txt"))


def read_page(name):
    return (PAGES / f"{name}.txt").read_bytes().decode(ENCODINGS.get(name, "utf-8"))


def read_label(name):
    return json.loads((LABELS / f"{name}.json").read_text("utf-8"))


def bare(text):
    return WHITE_SPACE.sub("", text)


def paragraphs(article):
    return [paragraph for section in article["sections"] for paragraph in section["paragraphs"]]


def texts_of(article):
    """All that stands on lines of its own in one labelled article; inline bylines are part of their paragraph."""
    for key in ("kicker", "headline", "deck", "jump_from", "jump_to"):
        if article[key] is not None:
            yield article[key]
    if article["byline_position"].startswith("own_line"):
        yield article["byline_raw"]
    for section in article["sections"]:
        if section["crosshead"] is not None:
            yield section["crosshead"]
    yield from paragraphs(article)
    yield from article["captions"]


def unaccounted(text, label):
    """Lines of a page that its label does not hold, and label texts that the page does not hold."""
    pool = Counter(bare(t) for article in label["articles"] for t in texts_of(article))
    pool += Counter(map(bare, label["furniture"]))
    strange, begun = [], ""
    for line in filter(None, map(bare, text.splitlines())):
        begun += line
        if pool[begun]:
            pool[begun] -= 1
            begun = ""
        elif not any(count and whole.startswith(begun) for whole, count in pool.items()):
            strange.append(begun)
            begun = ""
    return strange + [begun] * bool(begun), sorted(pool.elements())


def test_there_are_enough_pages_and_articles():
    assert len(NAMES) >= 12
    assert sum(len(read_label(name)["articles"]) for name in NAMES) >= 60


def test_every_page_has_a_label_and_every_label_a_page():
    assert sorted(path.stem for path in LABELS.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_that_it_is_a_sample(name):
    notices = [line for line in read_page(name).splitlines() if bare(line) == "样例版面文中人物、单位和事件均属虚构"]
    assert len(notices) == 1
    assert [line for line in read_label(name)["furniture"] if line in notices] == notices


@pytest.mark.parametrize("name", NAMES)
def test_every_line_lies_in_one_labelled_text(name):
    assert unaccounted(read_page(name), read_label(name)) == ([], [])


def test_the_accounting_finds_a_lost_line_and_a_lost_text():
    label = read_label(NAMES[0])
    label["furniture"].append("多出来的一行")
    assert unaccounted(read_page(NAMES[0]) + "\n没有标注的一行\n", label) == (["没有标注的一行"], ["多出来的一行"])


@pytest.mark.parametrize("name", NAMES)
def test_the_articles_are_labelled_in_one_form(name):
    for article in read_label(name)["articles"]:
        assert article["form"] in FORMS
        assert article["byline_position"] in BYLINE_POSITIONS
        assert (article["byline_raw"] is None) == (article["byline_position"] == "none")
        assert article["sections"][0]["crosshead"] is None
        assert paragraphs(article)
        assert [b["name"] for b in article["bylines"] if b["name"] not in bare(article["byline_raw"])] == []
        if article["dateline"] is not None:
            assert paragraphs(article)[0].startswith(article["dateline"])
        if article["byline_position"] == "inline_lead":
            assert article["byline_raw"] in paragraphs(article)[0]
        if article["byline_position"] == "inline_tail":
            assert paragraphs(article)[-1].endswith(article["byline_raw"])


@pytest.mark.parametrize("name", NAMES)
def test_every_labelled_break_is_undone_in_one_paragraph(name):
    label = read_label(name)
    whole = [p for article in label["articles"] for p in paragraphs(article)]
    lines = read_page(name).splitlines()
    for left, right in label["breaks"]:
        assert sum(left + right in paragraph for paragraph in whole) == 1
        assert [left + right in line for line in lines if left + right in line] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_file_name_the_header_and_the_label_agree_on_the_date(name):
    expected = read_label(name)["expected"]
    dated = DATED_NAME.fullmatch(name)
    if dated is None:
        assert (expected["issue_date"], expected["page_no"]) == (None, None)
    else:
        day = date(*map(int, dated.groups()[1:4]))
        assert (expected["issue_date"], expected["page_no"]) == (day.isoformat(), int(dated[5]))
    for line in read_label(name)["furniture"]:
        if header := HEADER_DATE.search(line):
            day = date(*map(int, header.groups()[:3]))
            assert day.isoformat() == expected["issue_date"]
            assert header[4] == "一二三四五六日"[day.weekday()]


def test_every_newspaper_of_a_file_name_is_listed():
    with (PAGES / "newspapers.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert [list(row) for row in rows] == [["code", "name", "home_region"]] * 3
    used = {dated[1] for dated in map(DATED_NAME.fullmatch, NAMES) if dated}
    assert used == {row["code"] for row in rows}


@pytest.mark.parametrize("name", NAMES)
def test_every_article_has_an_expected_region_or_none(name):
    label = read_label(name)
    assert len(label["expected"]["regions"]) == len(label["articles"])
    codes = [code for code in label["expected"]["regions"] if code is not None]
    assert [code for code in codes if len(code) != 6 or code[:4] not in PREFECTURES] == []


def test_all_prefectures_of_hunan_occur():
    codes = [code for name in NAMES for code in read_label(name)["expected"]["regions"] if code is not None]
    assert {code[:4] for code in codes} == PREFECTURES


def test_the_layouts_are_as_the_readme_says():
    raw = {name: (PAGES / f"{name}.txt").read_bytes() for name in NAMES}
    assert [name for name in NAMES if raw[name].startswith(b"\xef\xbb\xbf")] == ["ylwb20220412_04"]
    assert [name for name in NAMES if b"\r\n" in raw[name]] == ["xtxb20200923_05"]
    assert raw["xtxb20200923_05"].count(b"\n") == raw["xtxb20200923_05"].count(b"\r\n")
    assert [line for line in read_page("xtxb20231115_06").splitlines() if len(line) > 40] == []


def test_the_readme_lists_every_page():
    readme = (PAGES / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"| {name} |" not in readme] == []
