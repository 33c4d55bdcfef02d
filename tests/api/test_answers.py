"""What the API answers: shapes, redirects, problems, validators, leave for other sites."""

import pytest

pytestmark = pytest.mark.django_db

JSON, PROBLEM = "application/json; charset=utf-8", "application/problem+json"


def ids(answer):
    return [item["id"] for item in answer.json()["items"]]


def test_an_article_is_told_in_the_words_of_the_page_json(client, shown_archive):
    told = client.get("/api/v1/articles/0a1b2c3d4e5f-2").json()
    del told["updated_at"]
    assert told == {
        "id": "0a1b2c3d4e5f-2",
        "url": "http://testserver/articles/0a1b2c3d4e5f-2/",
        "kicker": None,
        "headline": "龙舟赛开锣",
        "deck": "——二十支队伍下水",
        "byline_raw": "陈样例 样例社/范例社",
        "bylines": [
            {"name": "陈样例", "role": "reporter", "organisation": None},
            {"name": "样例社/范例社", "role": None, "organisation": "样例社"},
        ],
        "dateline": None,
        "opening": "龙舟赛昨日开锣。二十支队伍下水，鼓声不断。",
        "form": "news",
        "truncated": False,
        "page": "0a1b2c3d4e5f",
        "newspaper": {"code": "xbyb", "name": "湘北样报"},
        "issue_date": "2022-10-12",
        "issue_date_source": "staff",
        "page_no": 5,
        "page_name": "要闻",
        "regions": [
            {"division": "430923/平口镇", "name": "平口镇", "role": "primary", "confidence": 0.9},
            {"division": "430511", "name": "北塔区", "role": "mentioned", "confidence": 0.9},
        ],
        "sections": [
            {"crosshead": None, "paragraphs": ["龙舟赛昨日开锣。"]},
            {"crosshead": "鼓声", "paragraphs": ["二十支队伍下水，鼓声不断。"]},
        ],
        "captions": [],
        "jump_to": None,
        "jump_from": None,
        "continues": None,
        "continuations": [],
        "confidence": 0.9,
        "lines": [[2, 3]],
        "order_no": 1,
    }


def test_a_page_holds_its_articles_in_full_and_its_furniture(client, shown_archive):
    page = client.get("/api/v1/pages/0a1b2c3d4e5f").json()
    whole = [client.get(f"/api/v1/articles/0a1b2c3d4e5f-{line}").json() for line in (2, 4)]
    assert (page["articles"], page["furniture"], page["dump"]) == (
        whole,
        [{"line": 1, "text": "第5版 要闻"}],
        {"sha256": "0a1b2c3d4e5f" + "0" * 52, "encoding": "utf-8", "lines": 5, "parser": "1.0"},
    )


def test_a_search_has_hits_with_marks_exact_counts_and_facets(client, shown_archive):
    told = client.get("/api/v1/search", {"q": "龙舟"}).json()
    (hit,) = told["items"]
    assert (told["total"], told["next"], told["messages"], told["suggestion"], hit["id"]) == (
        1, None, [], None, "0a1b2c3d4e5f-2",
    )  # fmt: skip
    assert hit["marked_headline"] == [{"text": "龙舟", "marked": True}, {"text": "赛开锣", "marked": False}]
    assert told["facets"]["year"] == [{"value": "2022", "label": "2022", "count": 1}]
    assert told["facets"]["newspaper"] == [{"value": "xbyb", "label": "湘北样报", "count": 1}]
    assert {value["value"]: value["count"] for value in told["facets"]["region"]} == {"430500": 1, "430900": 1}
    assert told["index"]["articles"] == 3


def test_messages_speak_the_language_that_is_asked_for(client, shown_archive):
    told = [
        client.get("/api/v1/search", {"q": '"龙舟', "lang": language}).json()["messages"]
        for language in ("zh-Hans", "en")
    ]
    assert told[1] == ["A quotation mark had no partner; the phrase was read to the end."]
    assert told[0] != told[1]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/api/v1/articles", ["0a1b2c3d4e5f-2", "0a1b2c3d4e5f-4", "f00000000000-1"]),
        ("/api/v1/search?q=", ["0a1b2c3d4e5f-2", "0a1b2c3d4e5f-4", "f00000000000-1"]),
        ("/api/v1/search?sort=oldest", ["0a1b2c3d4e5f-2", "0a1b2c3d4e5f-4", "f00000000000-1"]),
        ("/api/v1/search?region=430900", ["0a1b2c3d4e5f-2"]),
        ("/api/v1/search?year=2022&newspaper=xbyb", ["0a1b2c3d4e5f-2", "0a1b2c3d4e5f-4"]),
        ("/api/v1/search?year=2021&year=2022&year=2022", ["0a1b2c3d4e5f-2", "0a1b2c3d4e5f-4"]),
        ("/api/v1/pages", ["0a1b2c3d4e5f", "f00000000000"]),
        ("/api/v1/pages?newspaper=xbyb&date=2022-10-12", ["0a1b2c3d4e5f"]),
        ("/api/v1/pages?date=2022-10-13", []),
        ("/api/v1/regions/430923/articles", ["0a1b2c3d4e5f-2"]),
        ("/api/v1/regions/430923/%E5%B9%B3%E5%8F%A3%E9%95%87/articles", ["0a1b2c3d4e5f-2"]),
        ("/api/v1/regions/430511/articles?role=mentioned", ["0a1b2c3d4e5f-2"]),
        ("/api/v1/regions/430511/articles?role=primary", []),
        ("/api/v1/bylines/%E9%99%88%E6%A0%B7%E4%BE%8B/articles", ["0a1b2c3d4e5f-2", "f00000000000-1"]),
    ],
)
@pytest.mark.parametrize("size", [50, 1])
def test_a_list_is_the_same_in_one_piece_and_in_many(client, shown_archive, address, expected, size):
    found, following = [], address + ("&" if "?" in address else "?") + f"size={size}"
    while following:
        answer = client.get(following)
        found += ids(answer)
        following = answer.json()["next"]
    assert found == expected


def test_places_names_and_newspapers(client, shown_archive):
    within = client.get("/api/v1/regions?within=430900").json()
    assert within == {
        "items": [
            {
                "division": "430923",
                "name": "安化县",
                "level": "county",
                "url": "http://testserver/regions/430923/",
                "articles": {"primary": 1, "mentioned": 0},
            }
        ],
        "next": None,
    }
    assert client.get("/api/v1/regions?name=安化县").json() == within
    assert client.get("/api/v1/regions/430923").json() == within["items"][0] | {
        "lineage": [{"division": "430000", "name": "湖南省"}, {"division": "430900", "name": "益阳市"}],
        "former_names": [],
        "years": [{"year": 2022, "primary": 1, "mentioned": 0}],
    }
    assert client.get("/api/v1/bylines").json() == {
        "items": [{"name": "样例社/范例社", "articles": 1}, {"name": "陈样例", "articles": 2}],
        "next": None,
    }
    assert client.get("/api/v1/bylines?begins=陈").json()["items"] == [{"name": "陈样例", "articles": 2}]
    assert client.get("/api/v1/bylines/样例社/范例社").json() == {
        "name": "样例社/范例社",
        "articles": 1,
        "url": "http://testserver/bylines/%E6%A0%B7%E4%BE%8B%E7%A4%BE/%E8%8C%83%E4%BE%8B%E7%A4%BE/",
        "roles": [{"role": None, "count": 1}],
        "organisations": ["样例社"],
    }
    newspapers = client.get("/api/v1/newspapers").json()["items"]
    assert newspapers == [
        {
            "code": "xbyb",
            "name": "湘北样报",
            "url": "http://testserver/newspapers/xbyb/",
            "home_region": {"division": "430000", "name": "湖南省"},
            "pages": 2,
            "articles": 3,
            "first_date": "2022-10-12",
            "last_date": "2022-10-12",
        }
    ]
    assert client.get("/api/v1/newspapers/xbyb").json() == newspapers[0] | {
        "years": [{"year": 2022, "pages": 1, "articles": 2}, {"year": None, "pages": 1, "articles": 1}]
    }


def test_earlier_identifiers_and_codes_lead_on(client, shown_archive):
    answer = client.get("/api/v1/articles/0a1b2c3d4e5f-1")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/articles/0a1b2c3d4e5f-2")


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/api/v1/articles/nothing", 404, None),
        ("/api/v1/pages/nothing", 404, None),
        ("/api/v1/regions/999999", 404, None),
        ("/api/v1/regions?within=999999", 404, None),
        ("/api/v1/regions/999999/articles", 404, None),
        ("/api/v1/regions/430923/无此镇", 404, None),
        ("/api/v1/bylines/无此人", 404, None),
        ("/api/v1/bylines/无此人/articles", 404, None),
        ("/api/v1/newspapers/nothing", 404, None),
        ("/api/v1/nothing", 404, None),
        ("/api/v1/", 404, None),
        ("/api/v1/articles/0a1b2c3d4e5f-9", 410, None),
        ("/api/v1/pages/0a1b2c3d4e5f-9", 410, None),
        ("/api/v1/regions/43", 422, "code"),
        ("/api/v1/search?size=51", 422, "size"),
        ("/api/v1/search?year=22", 422, "year"),
        ("/api/v1/search?year=2022&year=22", 422, "year"),
        ("/api/v1/search?form=poem", 422, "form"),
        ("/api/v1/search?" + "&".join(f"byline={number}" for number in range(11)), 422, "byline"),
        ("/api/v1/search?q=a%00b", 422, "q"),
        ("/api/v1/search?region=安化", 422, "region"),
        ("/api/v1/search?cursor=***", 422, "cursor"),
        ("/api/v1/search?cursor=abcd", 422, "cursor"),
        ("/api/v1/bylines/a%00b", 422, "name"),
        ("/api/v1/pages?date=yesterday", 422, "date"),
    ],
)
def test_a_problem_is_said_as_one(ask, shown_archive, address, status, parameter):
    answered, kind, told = ask(address)
    named = [error["parameter"] for error in told.get("errors", [])]
    assert (answered, kind, told["status"], named) == (status, PROBLEM, status, [parameter] if parameter else [])
    assert told["detail"]


def test_a_cursor_of_another_list_is_refused(client, shown_archive):
    following = client.get("/api/v1/articles?size=1").json()["next"]
    answer = client.get(following.replace("/articles?", "/pages?"))
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)


def test_only_reading_is_answered(client, shown_archive):
    answer = client.post("/api/v1/articles", {})
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, PROBLEM, "GET, HEAD, OPTIONS")
    options = client.options("/api/v1/articles")
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")


def test_a_head_has_the_headers_and_no_content(client, shown_archive):
    whole, head = client.get("/api/v1/articles"), client.head("/api/v1/articles")
    assert (head.status_code, head.content, head["ETag"], head["Content-Length"]) == (
        200, b"", whole["ETag"], str(len(whole.content)),
    )  # fmt: skip


@pytest.mark.parametrize("address", ["/api/v1/articles/0a1b2c3d4e5f-2", "/api/v1/search?q=龙舟", "/api/v1/archive"])
def test_what_has_not_changed_is_not_sent_again(client, shown_archive, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    since = client.get(address, headers={"if-modified-since": first["Last-Modified"]})
    other = client.get(address, headers={"if-none-match": '"other"'})
    assert [answer.status_code for answer in (first, again, since, other)] == [200, 304, 304, 200]
    assert (again.content, again["ETag"]) == (b"", first["ETag"])


@pytest.mark.parametrize("address", ["/api/v1/articles", "/api/v1/articles/nothing", "/api/v1/openapi.json"])
def test_other_sites_may_read_without_credentials(client, shown_archive, address):
    answer = client.get(address, headers={"origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Set-Cookie" not in answer


def test_pages_of_the_site_are_not_opened_to_other_sites(client, shown_archive):
    assert "Access-Control-Allow-Origin" not in client.get("/", headers={"origin": "https://example.org"})


def test_a_mistake_of_ours_is_a_problem_too(client, shown_archive, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("articles.api.articles.date_list", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/articles")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)


def test_without_an_index_a_search_says_so(client, db, index_folder):
    from tests.factories import make_article

    make_article("无索引")
    answer = client.get("/api/v1/search?q=无")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, PROBLEM, "60")
    assert client.get("/api/v1/archive").json()["index"] is None
