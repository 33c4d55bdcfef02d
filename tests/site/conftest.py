"""The site as it runs in production: gunicorn with two workers in front of the database of this test run."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
STAFF, PASSWORD = "clerk", "a-password-for-tests"

# An address that led to an article of the newest page once.
WITHDRAW = """
from articles.models import Dump, WithdrawnIdentifier
page = Dump.objects.order_by("issue_date").exclude(issue_date=None).last()
WithdrawnIdentifier.objects.create(
    public_id="withdrawn", page_id=page.public_id, newspaper=page.newspaper, issue_date=page.issue_date
)
"""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# The browser must not speak to anybody but the site.
SILENT = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: its address, its environment for commands, and its staff account."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str, stdin: str | None = None) -> str:
        """What a management command prints; a command that fails fails the test."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        status, _headers, body = self.ask(path)
        return status, body.decode()

    def ask(self, path: str, **headers: str) -> tuple[int, Message, bytes]:
        """Status, headers and body of an answer; `if_none_match="…"` sends that header."""
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        # Chinese in an address as a browser sends it.
        address = self.url + quote(path, safe="/?&=%:+#")
        try:
            with urllib.request.urlopen(urllib.request.Request(address, headers=asked), timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def find_link(self, path: str, pattern: str) -> str:
        """What the first group of `pattern` matches on a page."""
        return re.search(pattern, self.get(path)[1])[1]


def fresh_database(var_dir: Path) -> str:
    """The address of an empty database beside the one of this test run; empty for SQLite."""
    server = os.environ["DATABASE_URL"]
    if not server:
        return ""
    name = f"site_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The site with the sample pages in it, as `make demo` sets it up."""
    var_dir = tmp_path_factory.mktemp("site") / "var"
    port = free_port()
    running = Site(
        f"http://127.0.0.1:{port}",
        {
            **os.environ,
            "VAR_DIR": str(var_dir),
            "DATABASE_URL": fresh_database(var_dir),
            "BIND": f"127.0.0.1:{port}",
            "WEB_WORKERS": "2",
            "DJANGO_SUPERUSER_USERNAME": STAFF,
            "DJANGO_SUPERUSER_EMAIL": "clerk@localhost",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        },
    )
    for command in (
        ["migrate", "--verbosity", "0"],
        ["load_regions"],
        ["load_newspapers", "samples/newspapers.csv"],
        ["ingest", *sorted(str(page) for page in (PROJECT / "samples").glob("*.txt"))],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["ensure_staff"],
        ["shell", "--verbosity", "0", "-c", WITHDRAW],
    ):
        running.manage(*command)
    log = (var_dir.parent / "gunicorn.log").open("wb")
    gunicorn = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "newsarchive/gunicorn.py", "newsarchive.wsgi"],
        cwd=PROJECT,
        env=running.environment,
        stdout=log,
        stderr=log,
    )
    try:
        wait_until_healthy(running, gunicorn)
        yield running
    finally:
        gunicorn.terminate()
        gunicorn.wait(timeout=30)
        log.close()
        shutil.rmtree(var_dir, ignore_errors=True)


def wait_until_healthy(running: Site, gunicorn: subprocess.Popen) -> None:
    for _attempt in range(300):
        assert gunicorn.poll() is None, "gunicorn has stopped; see its log"
        try:
            if running.get("/healthz")[0] == 200:
                return
        except urllib.error.URLError:
            pass
        time.sleep(0.1)
    raise AssertionError("the site did not become healthy")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Of a module, for other tests may not ask the database while Playwright runs."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("REQUIRE_BROWSER is set, and there is no Chromium.")
        pytest.skip("no Chromium on this machine: install chromium and fonts-noto-cjk to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SILENT)
        yield browser
        browser.close()
