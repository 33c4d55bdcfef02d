"""What every test of the project needs."""

import pytest
from django.utils import translation
from haystack import connections
from hypothesis import settings as properties

# The suite asks the same examples every time, and no clock decides; `make fuzz` asks others, and more of them.
properties.register_profile("repeatable", derandomize=True, deadline=None)
properties.register_profile("fuzz", deadline=None, max_examples=2000, print_blob=True)
properties.load_profile("repeatable")


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
