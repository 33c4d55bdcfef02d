"""Citations, letter by letter."""

import pytest

from articles.citation import Citation
from articles.citation_styles import bibtex, gb7714, plain_deck

WHOLE = Citation(
    people=("陈样例", "李范例"),
    headline="示范标题",
    deck="——示范副题",
    newspaper="湘北样报",
    issue_date="2022-10-09",
    page_no=5,
    page_name="要闻",
    url="https://archive.example/articles/d41d8cd98f00-3/",
)

STANDARD = [
    (WHOLE, {}, "陈样例, 李范例. 示范标题: 示范副题[N]. 湘北样报, 2022-10-09(5)."),
    (Citation(headline="标题", newspaper="报", issue_date="2022-10", page_no=1), {}, "标题[N]. 报, 2022-10(1)."),
    (
        Citation(people=("甲", "乙", "丙"), headline="标题", newspaper="报", issue_date="2022"),
        {},
        "甲, 乙, 丙. 标题[N]. 报, 2022.",
    ),
    (
        Citation(people=("甲", "乙", "丙", "丁"), headline="标题", newspaper="报", issue_date="2022-10-09"),
        {"estimated": True},
        "甲, 乙, 丙, 等. 标题[N]. 报, [2022-10-09].",
    ),
    (Citation(headline="标题\n二行", page_name="副刊"), {}, "标题 二行[N]. [出版者不详], [出版日期不详](副刊)."),
]


@pytest.mark.parametrize(("citation", "options", "text"), STANDARD)
def test_the_citation_by_the_standard(citation, options, text):
    assert gb7714(citation, **options) == text


def test_a_whole_bibtex_entry():
    assert bibtex(WHOLE, "d41d8cd98f00-3") == (
        "@article{d41d8cd98f00-3,\n"
        "  author = {{陈样例} and {李范例}},\n"
        "  title = {{示范标题: 示范副题}},\n"
        "  journal = {湘北样报},\n"
        "  entrysubtype = {newspaper},\n"
        "  year = {2022},\n"
        "  month = oct,\n"
        "  day = {9},\n"
        "  pages = {5},\n"
        "  url = {https://archive.example/articles/d41d8cd98f00-3/},\n"
        "  language = {chinese},\n"
        "}\n"
    )


def test_what_tex_would_take_for_its_own_is_text_in_an_entry():
    assert bibtex(Citation(headline="50%&_#$\\{x}~^\n}"), "k") == (
        "@article{k,\n"
        r"  title = {{50\%\&\_\#\$\textbackslash{}\{x\}\textasciitilde{}\textasciicircum{} \}}},"
        "\n  entrysubtype = {newspaper},\n  language = {chinese},\n}\n"
    )


@pytest.mark.parametrize(
    ("deck", "plain"), [("——示范副题", "示范副题"), ("示范—副题——", "示范—副题"), ("", ""), ("——", "")]
)
def test_a_deck_is_cited_without_its_dashes(deck, plain):
    assert plain_deck(deck) == plain
