"""The site as it runs in production: gunicorn with two workers in front of the database of this test run."""

import os
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
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

PROJECT = Path(__file__).resolve().parents[2]
STAFF, PASSWORD = "clerk", "a-password-for-tests"


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
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


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
