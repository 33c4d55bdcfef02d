"""Marked pages become dumps, and their marks the dumps' labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.dump.accuracy import measure_page
from articles.dump.as_json import page_as_json
from articles.dump.kinds import LineKind
from articles.dump.lines import split_lines
from articles.dump.page import parse_page
from articles.text.chars import remove_blanks
from training.examples import MARKED
from training.label import make_label
from training.labelled import align_label
from training.marked import Marked, MarkError, mix, read_marked, set_down, split_articles, vary

PAGES = sorted(MARKED.glob("*/*.txt"))
PAGE = """F|青溪日报 2021年6月1日 第3版
K|政策送上门
H|税务干部进山村
B|本报记者 夏至
N|夏至
P|拧开龙头，清亮的山泉水哗哗流出。
X|老街坊
Y|回来了
P|石板路修好了，老人们又坐到了
!|
L|●石桥镇农贸市场开业。（苏木）
N|苏木
"""


def read(tmp_path, text):
    path = tmp_path / "page.txt"
    path.write_text(text, "utf-8")
    return read_marked(path)


def test_marks_are_read(tmp_path):
    assert read(tmp_path, PAGE) == (
        Marked(LineKind.FURNITURE, "青溪日报 2021年6月1日 第3版"),
        Marked(LineKind.KICKER, "政策送上门"),
        Marked(LineKind.HEADLINE, "税务干部进山村"),
        Marked(LineKind.BYLINE, "本报记者 夏至", ("夏至",)),
        Marked(LineKind.PARAGRAPH, "拧开龙头，清亮的山泉水哗哗流出。"),
        Marked(LineKind.CROSSHEAD, "老街坊"),
        Marked(LineKind.CROSSHEAD_2, "回来了"),
        Marked(LineKind.PARAGRAPH, "石板路修好了，老人们又坐到了", cut=True),
        Marked(LineKind.LEAD, "●石桥镇农贸市场开业。（苏木）", ("苏木",)),
    )


@pytest.mark.parametrize("row", ["?|什么", "没有记号", "P|"])
def test_an_unknown_mark_is_refused_with_its_line(tmp_path, row):
    with pytest.raises(MarkError, match="page.txt, line 2"):
        read(tmp_path, f"H|好\n{row}\n")


def test_marks_become_a_label(tmp_path):
    label = make_label(read(tmp_path, PAGE))
    assert label["furniture"] == ["青溪日报 2021年6月1日 第3版"]
    first, second = label["articles"]
    assert (first["kicker"], first["headline"], first["byline_raw"]) == (
        "政策送上门",
        "税务干部进山村",
        "本报记者 夏至",
    )
    assert first["sections"] == [
        {"crosshead": None, "paragraphs": ["拧开龙头，清亮的山泉水哗哗流出。"]},
        {"crosshead": "老街坊 回来了", "paragraphs": ["石板路修好了，老人们又坐到了"]},
    ]
    assert (first["truncated"], first["bylines"]) == (True, [{"name": "夏至"}])
    assert (second["headline"], second["bylines"]) == (None, [{"name": "苏木"}])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_for_training_can_be_read(path):
    lines = read_marked(path)
    assert len(lines) >= 15
    assert all(name in remove_blanks(line.text) for line in lines for name in line.signers)


@given(st.integers(0, 10**6))
def test_no_word_is_lost_when_a_page_is_set_down(seed):
    lines = read_marked(PAGES[seed % len(PAGES)])
    dump = set_down(lines, str(seed))
    assert remove_blanks(dump.text) == remove_blanks("".join(line.text for line in lines))
    assert len(dump.kinds) == len(dump.text.splitlines())
    assert set_down(lines, str(seed)) == dump


@given(st.integers(0, 10**6))
def test_a_varied_page_is_made_of_the_same_words(seed):
    lines = read_marked(PAGES[seed % len(PAGES)])
    words = remove_blanks("".join(line.text for line in lines))
    varied = vary(lines, str(seed))
    assert vary(lines, str(seed)) == varied
    kept = "".join(line.text for line in varied if line.kind is not LineKind.CAPTION)
    assert 0 < len(remove_blanks(kept)) <= len(words)


def test_some_dumps_stop_in_a_long_article():
    """Its crossheads up to there stay, and the article behind it is gone."""
    long = [Marked(LineKind.HEADLINE, "深山四十年")]
    for number in "甲乙丙丁戊己":
        long += [
            Marked(LineKind.CROSSHEAD, f"{number}树成林"),
            Marked(LineKind.PARAGRAPH, "山路弯弯，他走了四十年" * 20 + "。"),
        ]
    page = (*long, Marked(LineKind.HEADLINE, "短消息"), Marked(LineKind.PARAGRAPH, "今日开镰。"))
    varied = [vary(page, f"seed {number}") for number in range(200)]
    stopped = [{line.text for line in lines} for lines in varied if lines[-1].cut]
    assert any({"甲树成林", "乙树成林"} <= texts and not texts & {"短消息", "己树成林"} for texts in stopped)


def test_pieces_of_a_page_hold_all_its_lines():
    for path in PAGES[::9]:
        lines = read_marked(path)
        assert [line for piece in split_articles(lines) for line in piece] == list(lines)


def test_a_mixed_page_is_made_of_whole_articles():
    pages = [read_marked(path) for path in PAGES[:5]]
    lines = {line.text for page in pages for line in page}
    mixed = mix(pages, "seed")
    assert {line.text for line in mixed} <= lines
    assert mixed == mix(pages, "seed")


def test_a_label_finds_its_lines_again():
    """The kinds that the label tells are those of the marks, for pages without lines that come twice."""
    lines = read_marked(MARKED / "headings" / "01_1978-renmin.txt")
    dump = set_down(lines, "blocks 3")
    kinds = align_label(dump.text, make_label(lines))
    there = {line.line_no: dump.kinds[line.line_no - 1] for line in split_lines(dump.text) if not line.is_blank}
    assert set(kinds) == set(there)


def test_a_dump_of_a_marked_page_is_measured_against_its_label():
    lines = read_marked(MARKED / "provincial" / "01_hunan-shizhou.txt")
    dump = set_down(lines, "measure")
    tallies = measure_page(page_as_json(parse_page(dump.text.encode())), make_label(lines), dump.text)
    assert tallies["kept"].f1 == 1.0
    assert tallies["articles"].there == len(make_label(lines)["articles"])
