"""What holds for any text at all: nothing is lost, nothing raises, the same bytes give the same page."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.dump.as_json import page_as_json
from articles.dump.decode import UnreadableDumpError, decode_dump
from articles.dump.lines import LINE_ENDS, split_lines
from articles.dump.page import parse_page
from articles.text.chars import remove_blanks

# Pieces of real pages in any order, so that every line kind and every transition is met.
PIECES = st.sampled_from(
    [
        "小渠清水润万家",
        "——青溪县农村饮水见闻",
        "本报记者 夏至",
        "（孙大江 李春雷）",
        "陈志强 冯志军",
        "本报讯（记者 孟春来）7月12日，青溪县石桥镇的稻田里，三台收割机排成一行。",
        "拧开龙头，清亮的山泉水哗哗流出。82岁的蒲奶奶笑了，她说这是做梦也想不到的好日子，村里人都来看热闹",
        "里，热闹极了。",
        "一、放下渔网",
        "钱从哪里来？",
        "（下转第三版）",
        "（上接第一版）",
        "图为游客在花海中拍照。 鲍小鱼 摄",
        "【导读】",
        "★新修的村道通到家门口",
        "2018年8月30日 星期四",
        "第一条为了加强河道保护，制定本办法。",
        "第一章总则",
        "春来江上起新潮，",
        "一等奖：张三、李四",
        "品种\t单位\t价格",
        "＊＊＊",
        "编者按：今年是作风建设年。",
        "本版责任编辑：周大有",
        "　　",
        "",
        "“”（）",
        "1",
        "。",
        "——",
    ]
)
ANY_LINE = st.one_of(PIECES, st.text(max_size=60), PIECES.map(lambda text: "　　" + text))
TEXTS = st.lists(ANY_LINE, max_size=40).map("\n".join)


def walk(node):
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(child)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_text_that_decodes_is_read_and_every_line_accounted_for(text):
    raw = text.encode("utf-8", "ignore")
    try:
        decoded = decode_dump(raw)
    except UnreadableDumpError:
        return
    page = parse_page(raw)  # raises AccountingError if a line is lost
    assert page.line_count == len(split_lines(decoded.text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_character_is_lost(text):
    raw = text.encode("utf-8", "ignore")
    try:
        decoded = decode_dump(raw)
    except UnreadableDumpError:
        return
    shown = page_as_json(parse_page(raw))
    kept = Counter(remove_blanks("".join(walk({"articles": shown["articles"], "furniture": shown["furniture"]}))))
    source = Counter(remove_blanks(decoded.text.translate(dict.fromkeys(map(ord, LINE_ENDS)))))
    assert source - kept == Counter()


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_bytes_give_the_same_page(text):
    raw = text.encode("utf-8", "ignore")
    try:
        first = parse_page(raw)
    except UnreadableDumpError:
        return
    assert parse_page(raw) == first


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=30), st.sampled_from(["\r\n", "\r", "\u2028"]))
def test_the_style_of_newlines_does_not_change_the_reading(pieces, newline):
    lines = ["开头的标题", *pieces]
    one, other = parse_page("\n".join(lines).encode()), parse_page(newline.join(lines).encode())
    assert (one.articles, one.furniture, one.problems) == (other.articles, other.furniture, other.problems)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_are_read_or_refused_by_name(raw):
    try:
        page = parse_page(raw)
    except UnreadableDumpError as error:
        outcome = error.kind
    else:
        outcome = "read" if page.line_count else "lost"
    assert outcome in {"read", "unreadable", "empty", "binary"}
