"""The site under gunicorn with two workers, as a reader's browser and a monitor would ask it."""

import json
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.site.conftest import PROJECT

LABELS = sorted((PROJECT / "tests" / "samples").glob("*.json"))
GIVEN_ADDRESS = re.compile(r'href="(/[^"#]*)"')  # a link of our own: href="/regions/430000/", not href="#content"
PAGE = """\
丰水镇新渡口启用

本报讯10月11日,丰水镇的新渡口启用,第{number}班渡船载着学生过河上学。渡口由镇里和村里合建,两岸各修了候船亭。

“过河不用再绕远路了。”村民贺船工说。
"""


def search(site, query: str, **parameters: str) -> str:
    address = "/search/?q=" + quote(query) + "".join(f"&{name}={quote(value)}" for name, value in parameters.items())
    status, page = site.get(address)
    assert status == 200
    return page


def article_addresses(page: str) -> set[str]:
    return {address for address in GIVEN_ADDRESS.findall(page) if address.startswith("/articles/")}


def test_every_linked_page_answers(site):
    """Two steps from the front page in both languages: nothing is broken, nothing is a stranger's."""
    seen: dict[str, int] = {}
    frontier = {"/", "/en/"}
    for _step in range(3):
        following: set[str] = set()
        for address in sorted(frontier - seen.keys()):
            status, page = site.get(address.replace("&amp;", "&"))
            seen[address] = status
            assert not re.search(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)', page), f"{address} asks another host"
            kept = [
                link
                for link in GIVEN_ADDRESS.findall(page)
                if not link.startswith(("/static/", "/en/admin/", "/admin/"))
            ]
            following |= set(kept[:40])
        frontier = following
    assert {address: status for address, status in seen.items() if status != 200} == {}
    assert len(seen) > 100


def test_what_is_not_there_is_said_politely(site):
    for address in ("/nothing/", "/articles/ffffffffffff-1/", "/regions/999999/", "/en/pages/ffffffffffff/"):
        status, page = site.get(address)
        assert (status, "<h1" in page) == (404, True)


def test_a_reader_finds_articles_by_word_by_place_and_by_byline(site):
    label = json.loads(LABELS[-1].read_text(encoding="utf-8"))
    article = next(each for each in label["articles"] if each["bylines"] and each["headline"])
    name, headline = article["bylines"][0]["name"], article["headline"]
    by_phrase = article_addresses(search(site, f'"{headline}"'))
    assert len(by_phrase) >= 1
    assert by_phrase <= article_addresses(search(site, f"作者:{name}"))
    status, page = site.get(f"/bylines/{quote(name)}/")
    assert status == 200
    assert by_phrase <= article_addresses(page)
    status, page = site.get("/regions/430000/")
    assert status == 200


def test_both_workers_see_a_new_page_at_once_and_lose_it_at_once(site, tmp_path):
    before = article_addresses(search(site, "丰水镇"))
    assert before == set()
    site.manage("ingest", "-", stdin=PAGE.format(number=1))
    answers = [article_addresses(search(site, "丰水镇")) for _each in range(8)]
    assert [len(answer) for answer in answers] == [1] * 8
    public_id = answers[0].pop().strip("/").split("/")[1].split("-")[0]
    site.manage(
        "shell",
        "-c",
        "from articles.models import Dump; from articles.tasks import withdraw_dumps;"
        f"withdraw_dumps([Dump.objects.get(public_id='{public_id}').pk])",
    )
    assert [article_addresses(search(site, "丰水镇")) for _each in range(8)] == [set()] * 8


def test_searching_goes_on_while_pages_come_in_and_the_index_is_rebuilt(site, tmp_path):
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(PAGE.format(number=number + 100), encoding="utf-8")
    stop = threading.Event()

    def read_on() -> list[tuple[int, int]]:
        answers = []
        while not stop.is_set():
            status, page = site.get("/search/?q=" + quote("村"))
            answers.append((status, len(article_addresses(page))))
        return answers

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read_on) for _each in range(2)]
        try:
            site.manage("ingest", str(tmp_path))
            site.manage("rebuild_index", "--noinput")
        finally:
            stop.set()
        answers = [answer for reader in readers for answer in reader.result()]
    assert {status for status, _hits in answers} == {200}
    assert min(hits for _status, hits in answers) > 0
    site.manage("sync_index")
    assert len(article_addresses(search(site, "渡船 候船亭", sort="newest"))) == 20


def test_it_does_not_start_without_a_secret_key(site):
    environment = site.environment | {"SECRET_KEY": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt"])
def test_what_machines_ask(site, path):
    assert site.get(path)[0] == 200
