"""Lists as files: what is in them, that they are whole, and that a spreadsheet runs none of it."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.export import guard_cell
from articles.search import read_index_state
from articles.search.indexing import synchronize
from tests.factories import make_article, make_dump, make_newspaper, make_region, make_township

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(index_folder):
    """Twenty-five articles about 安化县 in an issue, more than a page of a list shows; the first with every part."""
    dump = make_dump(
        newspaper=make_newspaper("湘北样报", code="sample"), issue_date=date(2022, 10, 12), page_no=5, page_name="要闻"
    )
    make_article(
        "=龙舟赛",
        dump=dump,
        public_id="a0",
        kicker="+引题",
        deck="——副题",
        bylines=[("陈样例", "reporter"), ("李样例",)],
        paragraphs=['@正文第一段,含"引号"。'],
        primary=make_township("平口镇"),
        mentioned=[make_region("430511")],
    )
    for number in range(1, 25):
        make_article(
            f"龙舟赛{number}", dump=dump, public_id=f"a{number}", bylines=[("陈样例",)], primary=make_region("430923")
        )
    synchronize()


def read(answer):
    return b"".join(answer.streaming_content).decode()


LISTS = {
    "search": "/search/export.{}?q=龙舟&sort=newest",
    "place": "/regions/430923/export.{}",
    "newspaper": "/newspapers/sample/export.{}?year=2022",
    "issue": "/newspapers/sample/2022-10-12/export.{}",
    "day": "/dates/2022-10-12/export.{}",
    "byline": "/bylines/陈样例/export.{}",
}


def test_a_table_has_its_headings_first_and_what_it_is_last(client, filled):
    answer = client.get("/en/search/export.csv?q=龙舟&sort=newest")
    text = read(answer)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (answer["Content-Type"], text[0], text.count("\r\n") > 25) == ("text/csv; charset=utf-8", "\ufeff", True)
    assert re.fullmatch(r'attachment; filename="articles-\d{8}-\d{6}\.csv"', answer["Content-Disposition"])
    assert rows[0] == [
        "Headline", "Kicker", "Deck", "Byline", "Byline as printed", "Newspaper", "Issue date", "Page number",
        "Page name", "About", "Mentions", "Kind", "Opening", "Link", "Identifier",
    ]  # fmt: skip
    assert rows[1] == [
        "'=龙舟赛", "'+引题", "——副题", "陈样例；李样例", "陈样例 李样例", "湘北样报", "2022-10-12", "5", "要闻",
        "平口镇", "北塔区", "news", "'@正文第一段,含\"引号\"。", "http://testserver/en/articles/a0/", "a0",
    ]  # fmt: skip
    assert (len(rows[1:26]), [row[-1] for row in rows[1:4]], rows[26]) == (25, ["a0", "a1", "a2"], [])
    told = dict(rows[27:])
    at = told.pop("Taken away at")
    assert date.fromisoformat(at[:10])
    assert told == {
        "List": "Search: 龙舟",
        "Address of the list": "http://testserver/en/search/?q=%E9%BE%99%E8%88%9F&sort=newest",
        "Archive": "Local News Archive",
        "Articles": "25 / 25",
        "Index": f"{read_index_state().version} (25)",
    }


def test_json_lines_begin_with_the_search_and_end_with_an_end(client, filled):
    lines = [json.loads(line) for line in read(client.get("/search/export.jsonl?q=龙舟&sort=newest")).splitlines()]
    head, first, end = lines[0], lines[1], lines[-1]
    del head["exported_at"]
    state = read_index_state()
    assert head == {
        "kind": "search",
        "title": "检索：龙舟",
        "url": "http://testserver/search/?q=%E9%BE%99%E8%88%9F&sort=newest",
        "archive": "地方新闻库",
        "total": 25,
        "count": 25,
        "index": {"version": state.version, "articles": 25},
        "messages": [],
    }
    (hit,) = (
        item for item in client.get("/api/v1/search?q=龙舟&sort=newest&size=1").json()["items"] if item["id"] == "a0"
    )
    del hit["marked_headline"], hit["snippet"], hit["match"]
    assert first == {"kind": "article"} | hit
    assert (len(lines), end) == (27, {"kind": "end", "count": 25})


def test_a_reference_manager_gets_a_record_for_each_with_its_search(client, filled):
    text = read(client.get("/en/search/export.ris?q=龙舟&sort=newest"))
    first = text.split("ER  - \r\n")[0].splitlines()
    assert first[:-1] == [
        "TY  - NEWS", "AU  - 陈样例", "AU  - 李样例", "TI  - =龙舟赛", "ST  - ——副题", "T2  - 湘北样报", "PY  - 2022",
        "DA  - 2022/10/12/", "SP  - 5 要闻", 'AB  - @正文第一段,含"引号"。', "KW  - 平口镇", "KW  - 北塔区",
        "UR  - http://testserver/en/articles/a0/",
    ]  # fmt: skip
    assert first[-1].startswith("N1  - List: Search: 龙舟; Address of the list: http://testserver/en/search/?q=")
    assert text.count("TY  - NEWS") == 25


@pytest.mark.parametrize("file_format", ["csv", "jsonl", "ris"])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_whole(client, filled, name, file_format):
    answer = client.get(LISTS[name].format(file_format))
    found = re.findall(r"http://testserver/articles/(a\d+)/", read(answer))
    assert (answer.status_code, found) == (200, [f"a{number}" for number in range(25)])


@pytest.mark.parametrize("name", LISTS)
def test_the_page_of_a_list_leads_to_its_files(client, filled, name):
    address = LISTS[name].format("csv")
    path, _slash, query = address.partition("export.csv")
    text = client.get(path + query).text
    links = re.findall(r'<a href="([^"]+)" rel="nofollow" download>', text)
    assert [client.get(link.replace("&amp;", "&")).status_code for link in links] == [200, 200, 200]
    assert [len(read(client.get(link.replace("&amp;", "&")))) > 1000 for link in links] == [True] * 3


def test_a_place_is_taken_away_as_it_is_filtered(client, filled):
    text = read(client.get("/regions/430511/export.jsonl?role=mentioned&year=2022"))
    head, *articles, _end = map(json.loads, text.splitlines())
    assert (head["url"], head["total"], [article["id"] for article in articles]) == (
        "http://testserver/regions/430511/?role=mentioned&year=2022", 1, ["a0"],
    )  # fmt: skip
    assert json.loads(read(client.get("/regions/430511/export.jsonl?role=mentioned&year=2021")).splitlines()[0])[
        "total"
    ] == 0  # fmt: skip


def test_what_is_cut_off_says_so(client, filled, monkeypatch):
    monkeypatch.setattr("articles.views.export.MAX_EXPORTED", 3)
    rows = list(csv.reader(io.StringIO(read(client.get("/en/bylines/陈样例/export.csv")))))
    told = dict(rows[5:])
    assert (told["Articles"], told["Note"]) == (
        "3 / 25",
        "Only the first 3 articles are in this file; ask for less at a time, such as a year.",
    )


def test_a_message_of_the_search_is_in_the_file(client, filled):
    head = json.loads(read(client.get('/en/search/export.jsonl?q="龙舟')).splitlines()[0])
    assert head["messages"] == ["A quotation mark had no partner; the phrase was read to the end."]


def test_a_file_names_every_value_that_was_asked_for(client, filled):
    asked = "q=%E9%BE%99%E8%88%9F&year=2021&year=2022&newspaper=sample&newspaper=none&sort=newest"
    text = read(client.get(f"/search/export.jsonl?{asked}"))
    head = json.loads(text.splitlines()[0])
    assert (head["total"], head["url"]) == (25, f"http://testserver/search/?{asked}")
    assert json.loads(read(client.get("/search/export.jsonl?year=2020&year=2021")).splitlines()[0])["total"] == 0
    feed = client.get(f"/search/feed/?{asked}").text
    assert (feed.count("<entry>"), feed.count("year=2021&amp;year=2022&amp;newspaper=sample&amp;newspaper=none")) == (
        25,
        3,
    )


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1+1", "'=1+1"), ("+86", "'+86"), ("-安化", "'-安化"), ("@某人", "'@某人"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠1", "'＠1"),
        ("——副题", "——副题"), ("1=1", "1=1"), ("", ""), (None, ""), (5, 5),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell, guarded):
    assert guard_cell(cell) == guarded


@pytest.mark.parametrize(
    "address",
    [
        "/search/export.csv", "/search/export.xml?q=a", "/regions/999999/export.csv", "/newspapers/nothing/export.csv",
        "/newspapers/sample/2021-01-01/export.csv", "/bylines/无此人/export.csv", "/regions/430923/无此镇/export.ris",
    ],
)  # fmt: skip
def test_no_list_has_no_file(client, filled, address):
    assert client.get(address).status_code == 404


def test_without_an_index_there_is_no_file_of_a_search(client, index_folder):
    answer = client.get("/en/search/export.csv?q=a")
    assert (answer.status_code, answer["Content-Type"]) == (503, "text/plain; charset=utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_a_file_costs_the_same_queries_with_one_article_and_with_thirty(client, index_folder, name):
    newspaper, counts = make_newspaper(code="sample"), []
    for rows in (1, 29):
        for number in range(rows):
            dump = make_dump(newspaper=newspaper, issue_date=date(2022, 10, 12), page_no=number + rows)
            make_article("龙舟", dump=dump, bylines=[("陈样例",)], primary=make_region("430923"))
        synchronize()
        with CaptureQueriesContext(connection) as queries:
            read(client.get(LISTS[name].format("csv")))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_is_read_some_hundreds_of_articles_at_a_time(client, index_folder, monkeypatch):
    monkeypatch.setattr("articles.views.export.BATCH_SIZE", 10)
    dump = make_dump()
    for _each in range(25):
        make_article(dump=dump, bylines=[("陈样例",)])
    pieces = list(client.get("/bylines/陈样例/export.ris").streaming_content)
    assert [piece.count(b"TY  - ") for piece in pieces] == [10, 10, 5]


def test_a_day_is_taken_away_in_the_order_of_its_page(client, filled):
    other = make_newspaper("乙样报", code="other")
    make_article(dump=make_dump(newspaper=other, issue_date=date(2022, 10, 12), page_no=1), public_id="b0")
    make_article(dump=make_dump(newspaper=other, issue_date=date(2022, 10, 1), precision="month"), public_id="b1")
    head, *records = map(json.loads, read(client.get("/en/dates/2022-10-12/export.jsonl")).splitlines())
    assert [record["id"] for record in records[:-1]] == ["b0", *(f"a{number}" for number in range(25))]
    assert [head[name] for name in ("title", "url", "total")] == [
        "Oct. 12, 2022",
        "http://testserver/en/dates/2022-10-12/",
        26,
    ]
    assert client.get("/dates/2022-10-01/export.csv").status_code == 404
    assert "/en/dates/2022-10-12/export.ris" in client.get("/en/dates/2022-10-12/").text
