"""How fast the site answers: python -m bench.site [--write] [--keep FOLDER] [ARTICLES]

Fills an archive of invented articles (100,000 unless told otherwise) with its index, measures calls inside a process,
then serves it with gunicorn's two workers and asks for pages at a steady rate, first with nothing else going on, then
while an ingest runs. Everything runs on the same machine, the asking too. --keep uses the folder again if it is
filled. SQLite. Prints tables in Markdown; --write puts them into docs/search.md.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path
from urllib.parse import quote

from bench.report import machine, quantile, table, write_section

PROJECT = Path(__file__).resolve().parents[1]
RATE = 10  # requests a second
CLIENTS = 8
SECONDS = 30
INGESTED = 120
_WORDS = (
    "发展",
    "旅游",
    "乡村振兴",
    "基层 党建",
    '"营商环境"',
    "旅游 或 景区",
    "发展 -经济",
    "作者:王伟",
    "防汛",
    "标题:党建",
    "惊蛰",
    "经济 日期:2019..2022",
)
_PLACES = ("430000", "430100", "430900", "430923", "430700", "431300")
Asked = dict[str, list[float]]


def main(size: int, folder: Path, write: bool) -> None:
    """Fill, measure, print."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings", "VAR_DIR": str(folder), "DATABASE_URL": "", "DEBUG": "off",
        "SECRET_KEY": "only-for-measuring" * 4, "USE_HTTPS": "off", "ALLOWED_HOSTS": "127.0.0.1", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    done = folder / f"filled-{size}"
    if not done.exists():
        _run(environment, "-c", f"import django; django.setup(); from bench.archive import fill; fill({size})")
        _run(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        done.touch()
    begun = machine()
    calls = "import django, json; django.setup(); from bench.calls import measure; print(json.dumps(measure()))"
    measured = json.loads(_run(environment, "-c", calls).splitlines()[-1])
    ids = "import django, json; django.setup(); from articles.models import Article; "
    ids += "print(json.dumps(list(Article.objects.order_by('pk').values_list('public_id', flat=True)[::499][:200])))"
    public_ids = json.loads(_run(environment, "-c", ids).splitlines()[-1])
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "newsarchive/gunicorn.py", "newsarchive.wsgi"], cwd=PROJECT,
        env=environment | {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"},
    )  # fmt: skip
    try:
        _wait_for(port)
        _ask(port, public_ids, lambda since: since > SECONDS / 3)
        alone = _ask(port, public_ids, lambda since: since > SECONDS)
        with tempfile.TemporaryDirectory(prefix="bench-site-dumps-") as dumps:
            command = [sys.executable, "manage.py", "ingest", "--newspaper", "csrb", *_make_dumps(Path(dumps))]
            begun_ingest = time.perf_counter()
            ingest = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
            beside = _ask(port, public_ids, lambda since: ingest.poll() is not None)
            took = time.perf_counter() - begun_ingest
    finally:
        server.terminate()
        server.wait()
    text = _report(size, begun, measured, alone, beside, took)
    print(text)
    if write:
        write_section("site", text)


def _report(size: int, begun: str, measured: dict, alone: Asked, beside: Asked, took: float) -> str:
    from bench.calls import rows

    pages = {
        name: [f"{quantile(times[name], share):.0f}" for times in (alone, beside) for share in (0.5, 0.95)]
        for name in alone
    }
    columns = ["p50 alone", "p95 alone", "p50 during ingest", "p95 during ingest"]
    return "\n\n".join([
        f"### The whole request, {size:,} articles",
        f"Measured on: {begun}. {RATE} requests a second; the ingest read {INGESTED} pages in {took:.0f} s.",
        table("calls inside a process, ms", ["p50", "p95", "longest"], rows(measured)),
        table("pages of the site, ms", columns, pages),
    ])  # fmt: skip


def _run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments], cwd=PROJECT, env=environment, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def _ask(port: int, public_ids: list[str], is_over) -> Asked:
    """Ask for pages, each kind in turn, at a steady rate until it is over; return milliseconds by kind.

    A request that waits for a client to be free has waited since its turn came.
    """
    addresses = {
        "home": ["/"],
        "search": [f"/search/?q={quote(text)}" for text in _WORDS],
        "region": [f"/regions/{code}/" for code in _PLACES],
        "article": [f"/articles/{public_id}/" for public_id in public_ids],
    }
    kinds, turns, started = list(addresses), count(), time.perf_counter()
    asked: Asked = {kind: [] for kind in kinds}
    lock = threading.Lock()

    def client() -> None:
        while True:
            with lock:
                turn = next(turns)
            due = started + turn / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            if is_over(time.perf_counter() - started):
                return
            kind = kinds[turn % len(kinds)]
            address = addresses[kind][turn // len(kinds) % len(addresses[kind])]
            _get(port, address)
            with lock:
                asked[kind].append((time.perf_counter() - due) * 1000)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return asked


def _get(port: int, address: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")


def _make_dumps(folder: Path) -> list[str]:
    """Pages like the samples, each with a line of its own, so that none is taken for one that is there already."""
    samples = sorted((PROJECT / "samples").glob("*.txt"))
    paths = []
    for number in range(INGESTED):
        path = folder / f"csrb202401{number % 28 + 1:02d}_{number // 28 + 1:02d}.txt"
        path.write_bytes(samples[number % len(samples)].read_bytes() + f"\nNo. {number}\n".encode())
        paths.append(str(path))
    return paths


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            _get(port, "/help/")
            return
        except ConnectionError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn did not start")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-site-") as temporary:
        kept = options.keep or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        main(options.articles, kept.resolve(), options.write)
