"""A whole page in its order, and the lines of its dump beside what they became."""

import re
from datetime import date

import pytest

from articles.models import Article
from articles.views.page import PageBlock, order_blocks
from articles.views.source import SourceBlock, SourceRun, choose_lines, group_lines
from tests.factories import make_article, make_dump, make_newspaper


def article_at(*ranges):
    return Article(public_id=f"a{ranges[0][0]}", headline=f"标题{ranges[0][0]}", lines=[list(pair) for pair in ranges])


def test_articles_and_furniture_stand_in_the_order_of_their_lines():
    first, second = article_at((3, 5), (20, 22)), article_at((8, 9))
    furniture = [{"line": line, "text": f"栏{line}"} for line in (11, 1, 2, 7)]
    assert order_blocks([second, first], furniture) == (
        PageBlock(furniture=("栏1", "栏2")),
        PageBlock(article=first),
        PageBlock(furniture=("栏7",)),
        PageBlock(article=second),
        PageBlock(furniture=("栏11",)),
    )


def test_lines_are_grouped_by_where_they_went():
    first, second = article_at((2, 3), (7, 7)), article_at((5, 6))
    lines = [(1, "版眉"), (2, "甲"), (3, "乙"), (4, " "), (5, "丙"), (6, ""), (7, "丁"), (8, "责编")]
    assert group_lines(lines, [first, second]) == (
        SourceBlock(None, ((1, "版眉"),), band=0),
        SourceBlock(first, ((2, "甲"), (3, "乙"), (4, " ")), band=1),
        SourceBlock(second, ((5, "丙"), (6, "")), band=0),
        SourceBlock(first, ((7, "丁"),), band=1),
        SourceBlock(None, ((8, "责编"),), band=0),
    )


def test_blank_lines_at_the_top_stay_with_what_follows():
    article = article_at((3, 3))
    assert group_lines([(1, ""), (2, " "), (3, "甲")], [article]) == (
        SourceBlock(article, ((1, ""), (2, " "), (3, "甲")), band=0),
    )
    assert group_lines([(1, ""), (2, "版眉")], [article]) == (SourceBlock(None, ((1, ""), (2, "版眉")), band=0),)


def test_a_part_of_the_lines_is_grouped_alone():
    article = article_at((1, 9_000_000))
    assert group_lines([(2001, "甲"), (2002, "乙")], [article]) == (
        SourceBlock(article, ((2001, "甲"), (2002, "乙")), band=0),
    )
    assert group_lines([], [article]) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_line_of_the_source_has_its_number_and_an_anchor(client, encoding):
    dump = make_dump("版眉文字\n\n示范标题\n  缩进的正文。\n", encoding=encoding, public_id="page1")
    make_article("示范标题", dump=dump, public_id="first", lines=[[3, 4]])
    text = client.get("/en/pages/page1/source/").text
    assert [
        '<li id="L3"><a class="line-no" href="#L3" aria-label="Line 3">3</a><span class="line-text">示范标题</span></li>'
        in text,
        '<span class="line-text">  缩进的正文。</span>' in text,
        '<a href="/en/articles/first/" lang="zh-Hans">示范标题</a>' in text,
        "Page furniture" in text,
    ] == [True] * 4


@pytest.mark.django_db
def test_a_long_source_is_shown_in_parts(client):
    make_dump("\n".join(f"第{number}行" for number in range(1, 2003)), public_id="page1")
    first, second = client.get("/pages/page1/source/").text, client.get("/pages/page1/source/?page=2").text
    assert ['id="L2000"' in first, 'id="L2001"' in first, 'id="L2001"' in second, 'id="L1"' in second] == [
        True, False, True, False,
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_page_leads_to_its_neighbours_in_the_issue(client):
    newspaper = make_newspaper(code="sample")
    for page_no in (3, 1, 2):
        make_dump(newspaper=newspaper, page_no=page_no, public_id=f"page{page_no}")
    make_dump(newspaper=newspaper, page_no=4, public_id="other", issue_date=date(2022, 10, 13))
    text = client.get("/pages/page2/").text
    last = client.get("/pages/page3/").text
    assert [
        'rel="prev" href="/pages/page1/"' in text,
        'rel="next" href="/pages/page3/"' in text,
        'rel="next"' in last,
        "/pages/other/" in text,
    ] == [True, True, False, False]


@pytest.mark.django_db
def test_an_article_says_what_it_is_and_where_it_stands(client):
    dump = make_dump("\n" * 90, public_id="page1", page_name="要闻")
    make_article("前一篇", dump=dump)
    make_article(
        "示范标题",
        dump=dump,
        public_id="first",
        kicker="示范引题",
        deck="——示范副题",
        sections=[("", ["头一段。"]), ("示范小标题", ["第二段。"])],
        bylines=[("陈样例", "correspondent", "样例社")],
        lines=[[3, 79], [85, 85]],
        captions=["图为示范。"],
        jump_to="第六版",
        jump_from="一版",
        truncated=True,
    )
    make_article("后一篇", dump=dump)
    text = client.get("/en/articles/first/").text
    expected = [
        '<p class="kicker">示范引题</p>',
        '<h1 class="headline">示范标题</h1>',
        '<p class="deck">——示范副题</p>',
        '<span class="byline-role">correspondent</span> <a href="/en/bylines/%E9%99%88%E6%A0%B7%E4%BE%8B/"',
        "样例社",
        "<p>头一段。</p>",
        '<h2 class="crosshead" id="s2">示范小标题</h2>',
        "图为示范。",
        'Continued on: <span lang="zh-Hans">第六版</span>',
        'Continued from: <span lang="zh-Hans">一版</span>',
        '<a href="/en/articles/first/source/#L3">lines 3–79, 85</a>',
        '<b lang="zh-Hans">前一篇</b>',
        '<b lang="zh-Hans">后一篇</b>',
    ]
    assert [part for part in expected if part not in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("jump_to", "said"), [("", True), ("(下转第2版)", False)])
def test_a_text_breaks_off_only_where_it_goes_on_nowhere(client, jump_to, said):
    make_article("示范标题", public_id="cut", truncated=True, jump_to=jump_to)
    assert ("The text breaks off here" in client.get("/en/articles/cut/").text) == said


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "heading"), [("news", "Without a headline"), ("photo", "Photo story")])
def test_an_article_without_a_headline_says_what_it_is(client, form, heading):
    make_article("", public_id="brief", paragraphs=["图为工人检查接缝。"], form=form)
    text = client.get("/en/articles/brief/").text
    assert [
        f'<h1 class="headline headline-missing" lang="en">{heading}</h1>' in text,
        "<title>图为工人检查接缝。 · " in text,
        "<p>图为工人检查接缝。</p>" in text,
    ] == [True] * 3


def test_an_article_is_shown_with_the_lines_around_its_own():
    lines = [(number, f"行{number}") for number in range(1, 31)]
    assert choose_lines(lines, [[2, 3], [20, 20]]) == (
        (
            SourceRun(tuple((number, f"行{number}", number in (2, 3)) for number in range(1, 7))),
            SourceRun(tuple((number, f"行{number}", number == 20) for number in range(17, 24))),
        ),
        0,
    )
    assert choose_lines(lines, [[29, 9_000_000]], most=3) == (
        (SourceRun(((26, "行26", False), (27, "行27", False), (28, "行28", False))),),
        2,
    )


@pytest.mark.django_db
def test_an_article_stands_beside_its_lines(client):
    dump = make_dump("版眉\n示范标题\n正文。\n后文\n", public_id="page1")
    make_article("示范标题", dump=dump, public_id="first", lines=[[2, 3]], paragraphs=["正文。"])
    text = client.get("/en/articles/first/source/").text
    expected = [
        '<li id="L1"><a class="line-no" href="#L1" aria-label="Line 1">1</a><span class="line-text">版眉</span></li>',
        '<li id="L3" class="own"><a class="line-no" href="#L3" aria-label="Line 3">3</a>',
        "<p>正文。</p>",
        '<a href="/en/pages/page1/source/#L2">All lines of the page (4)</a>',
    ]
    assert [part for part in expected if part not in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("sections", "listed"), [(2, []), (3, ["#s2", "#s3"])])
def test_three_sections_have_a_table_of_contents(client, sections, listed):
    made = [("" if number == 1 else f"小标题{number}", ["段落。"]) for number in range(1, sections + 1)]
    make_article("示范标题", public_id="first", sections=made)
    assert re.findall(r'href="(#s[0-9]+)"', client.get("/articles/first/").text) == listed


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("jump_to", "pages", "linked"),
    [
        ("(下转第2版)", [2], True),
        ("(下转第2版)", [2, 2], False),
        ("(下转第3版)", [2], False),
        ("(下转中缝)", [2], False),
    ],
)
def test_an_article_leads_on_to_the_page_where_it_must_go_on(client, jump_to, pages, linked):
    newspaper = make_newspaper(code="sample")
    dump = make_dump(newspaper=newspaper, page_no=1)
    make_article("示范标题", dump=dump, public_id="first", jump_to=jump_to)
    for number, page_no in enumerate(pages):
        make_dump(newspaper=newspaper, page_no=page_no, public_id=f"on{number}")
    paragraph = re.search(r'<p class="jump">.*?</p>', client.get("/en/articles/first/").text)[0]
    assert ('<a href="/en/pages/on0/">Page 2</a>' in paragraph) == linked


@pytest.mark.django_db
def test_related_articles_are_shown_without_the_other_end_of_a_jump(client, monkeypatch):
    head = make_article("头篇", public_id="head")
    tail, other = make_article("尾篇", public_id="tail", continues=head), make_article("他篇", public_id="other")
    monkeypatch.setattr("articles.views.article.find_similar", lambda article: (tail.pk, other.pk, 10**9))
    shown = re.search(r'<section class="similar".*?</section>', client.get("/en/articles/head/").text, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', shown) == ["/en/articles/other/"]
