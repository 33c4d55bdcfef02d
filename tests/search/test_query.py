from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.dates import Days
from articles.search.query import (
    MAX_LENGTH,
    All,
    AnyOf,
    NewspaperNamed,
    Not,
    Notice,
    NoticeKind,
    OnPage,
    ParsedQuery,
    Part,
    Phrase,
    PlaceNamed,
    Prefix,
    Published,
    Word,
    parse_query,
    positive_terms,
)
from articles.search.query_text import format_query

A, B, C = Word("甲"), Word("乙"), Word("丙")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        (" \u3000 ", None),
        ("甲", A),
        ("甲 乙", All((A, B))),
        ("甲\u3000乙", All((A, B))),
        ("甲 AND 乙 & 丙", All((A, B, C))),
        ('"甲 乙"', Phrase("甲 乙")),
        ("“甲乙”", Phrase("甲乙")),
        ("＂甲乙＂", Phrase("甲乙")),
        ("「甲乙」", Phrase("甲乙")),
        ("『甲”乙』", Phrase("甲”乙")),
        ('丙"甲乙"', All((C, Phrase("甲乙")))),
        ('""', None),
        ("甲 -乙", All((A, Not(B)))),
        ("甲 －乙", All((A, Not(B)))),
        ("甲 NOT 乙", All((A, Not(B)))),
        ("甲 非 乙", All((A, Not(B)))),
        ("--甲", A),
        ("-甲", Not(A)),
        ('-"甲 乙"', Not(Phrase("甲 乙"))),
        ("-(甲 乙)", Not(All((A, B)))),
        ("covid-19", Word("covid-19")),
        ("甲－乙", Word("甲－乙")),
        ("甲 OR 乙", AnyOf((A, B))),
        ("甲 或 乙", AnyOf((A, B))),
        ("甲|乙｜丙", AnyOf((A, B, C))),
        ("甲 或 乙 丙", All((AnyOf((A, B)), C))),
        ("丙 甲 或 乙", All((C, AnyOf((A, B))))),
        ("(甲 乙) 或 丙", AnyOf((All((A, B)), C))),
        ("（甲 或 乙） 丙", All((AnyOf((A, B)), C))),
        ("或 甲 或", A),
        ("或者", Word("或者")),
        ("非", Word("非")),
        ("或 非", All((Word("或"), Word("非")))),
        ("非 甲", Not(A)),
        ("标题:甲", Word("甲", Part.HEADLINE)),
        ("标题：“甲乙”", Phrase("甲乙", Part.HEADLINE)),
        ("Ｈeadline: 甲", Word("甲", Part.HEADLINE)),
        ("小标题:甲", Word("甲", Part.CROSSHEAD)),
        ("作者:林一禾", Word("林一禾", Part.AUTHOR)),
        ("byline:林一禾 author:甲", All((Word("林一禾", Part.AUTHOR), Word("甲", Part.AUTHOR)))),
        ("-作者:林一禾", Not(Word("林一禾", Part.AUTHOR))),
        ("作者:-林一禾", Not(Word("林一禾", Part.AUTHOR))),
        ("标题:(甲 或 乙) 丙", All((AnyOf((Word("甲", Part.HEADLINE), Word("乙", Part.HEADLINE))), C))),
        ("标题:(甲 作者:乙)", All((Word("甲", Part.HEADLINE), Word("乙", Part.AUTHOR)))),
        ("地区:青石县", PlaceNamed("青石县")),
        ("region:青石 甲", All((PlaceNamed("青石"), A))),
        ("报纸:测试日报", NewspaperNamed("测试日报")),
        ("日期:2022-10", Published(Days(date(2022, 10, 1), date(2022, 10, 31)))),
        ("date：2022-10..", Published(Days(date(2022, 10, 1), None))),
        ("时间:甲", Word("时间:甲")),
        ("甲*", Prefix("甲")),
        ("甲＊ 乙", All((Prefix("甲"), B))),
        ("标题:甲*", Prefix("甲", Part.HEADLINE)),
        ("正文:甲", Word("甲", Part.TEXT)),
        ("版:3", OnPage(3)),
        ("page：０３ 甲", All((OnPage(3), A))),
        ('"甲"-乙', All((Phrase("甲"), Not(B)))),
        ("(甲)-乙", All((A, Not(B)))),
    ],
)
def test_tree(text, tree):
    assert parse_query(text).tree == tree


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ('甲 "乙', ParsedQuery(All((A, Phrase("乙"))), (Notice(NoticeKind.UNBALANCED_QUOTE),))),
        ("甲」", ParsedQuery(A, (Notice(NoticeKind.UNBALANCED_QUOTE),))),
        ("(甲", ParsedQuery(A, (Notice(NoticeKind.UNBALANCED_PARENTHESIS),))),
        ("甲)", ParsedQuery(A, (Notice(NoticeKind.UNBALANCED_PARENTHESIS),))),
        ("(" * 100 + "甲", ParsedQuery(A, (Notice(NoticeKind.UNBALANCED_PARENTHESIS),))),
        ("甲*乙*", ParsedQuery(Word("甲 乙"), (Notice(NoticeKind.NO_WILDCARDS),))),
        ("*甲", ParsedQuery(A, (Notice(NoticeKind.NO_WILDCARDS),))),
        ("、*", ParsedQuery(None, (Notice(NoticeKind.NO_WILDCARDS), Notice(NoticeKind.NO_WORD, "、")))),
        ("甲 版:头版", ParsedQuery(A, (Notice(NoticeKind.BAD_PAGE, "头版"),))),
        ("甲*乙", ParsedQuery(Word("甲 乙"), (Notice(NoticeKind.NO_WILDCARDS),))),
        ("*", ParsedQuery(None, (Notice(NoticeKind.NO_WILDCARDS),))),
        ("甲 、", ParsedQuery(A, (Notice(NoticeKind.NO_WORD, "、"),))),
        ("-", ParsedQuery(None, (Notice(NoticeKind.NO_WORD, "-"),))),
        ("甲 日期:昨天", ParsedQuery(A, (Notice(NoticeKind.BAD_DATE, "昨天"),))),
        ("日期:2022-02-30", ParsedQuery(None, (Notice(NoticeKind.BAD_DATE, "2022-02-30"),))),
        ("甲 作者:", ParsedQuery(A, (Notice(NoticeKind.EMPTY_FIELD, "author"),))),
        ("甲\x00乙", ParsedQuery(All((A, B)))),
    ],
)
def test_what_cannot_be_read_is_told(text, parsed):
    assert parse_query(text) == parsed


def test_a_long_query_is_cut():
    parsed = parse_query("甲" * 300)
    assert parsed == ParsedQuery(Word("甲" * 200), (Notice(NoticeKind.CUT_LENGTH, "200"),))


def test_only_so_many_terms_are_taken():
    parsed = parse_query(" ".join("甲" * 40))
    assert parsed == ParsedQuery(All((A,) * 30), (Notice(NoticeKind.TOO_MANY_TERMS, "30"),))


def test_positive_terms():
    tree = parse_query('甲 -乙 (丙 或 "丁 戊") 地区:青石 己*').tree
    assert positive_terms(tree) == (A, C, Phrase("丁 戊"), Prefix("己"))
    assert positive_terms(None) == ()


@given(st.text(alphabet=st.sampled_from('甲乙 "“”「」()（）|-－:：*或非OR标题日期2022.'), max_size=60) | st.text())
def test_parse_query_never_raises(text):
    parse_query(text)


PIECES = st.lists(
    st.sampled_from(
        [
            "甲",
            "乙",
            "丙丁",
            "(",
            ")",
            "-",
            "或",
            "非",
            "OR",
            "NOT",
            "|",
            '"',
            "「",
            "」",
            "『",
            "”",
            "*",
            "、",
            "标题:",
            "正文:",
            "小标题:",
            "作者:",
            "地区:",
            "报纸:",
            "日期:",
            "版:",
            "2022",
            "2022-10",
            "..",
            "3",
            "昨天",
            "covid-19",
        ]
        + [" "]
    ),
    max_size=14,
).map("".join)


@given(PIECES | st.text(max_size=60))
def test_a_tree_as_text_is_read_as_the_same_tree(text):
    tree = parse_query(text).tree
    written = format_query(tree)
    if len(written) <= MAX_LENGTH:
        assert parse_query(written).tree == tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("甲\u3000－乙", "甲 -乙"),
        ("（甲 OR 乙）丙", "甲 或 乙 丙"),
        ("(甲 乙)|丙", "(甲 乙) 或 丙"),
        ("标题:(甲 乙)", "标题:甲 标题:乙"),
        ("地区:青石 报纸:日报", '地区:"青石" 报纸:"日报"'),
        ("日期:2022-10", "日期:2022-10-01..2022-10-31"),
        ('「甲"乙」', '「甲"乙」'),
        ("*标题:甲", "*标题:甲"),
        ("版:03 甲*", "版:3 甲*"),
        ('("或', '"或"'),
        ("或", "*或"),
        ("-甲 OR 标题:*OR", "-甲 或 标题:*OR"),
    ],
)
def test_a_tree_as_text(text, written):
    assert format_query(parse_query(text).tree) == written
