"""What every test of the project needs."""

import pytest
from django.utils import translation
from haystack import connections


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Static files under their own names: no test run collects them first."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def default_language():
    """No language left over from a request of an earlier test: Django keeps it for the thread."""
    translation.deactivate()


@pytest.fixture
def index_folder(tmp_path, monkeypatch, settings):
    """An index of the test's own: an empty folder that the engine uses instead of the site's."""
    folder = tmp_path / "index"
    options = {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(folder), "TIMEOUT": 10}
    monkeypatch.setitem(connections.connections_info, "default", options)
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS, "default", options)
    connections.reload("default")
    yield folder
    connections["default"].get_backend().snapshots.close()
    connections.reload("default")


@pytest.fixture
def in_english():
    """Messages as they stand in the code."""
    with translation.override("en"):
        yield
