"""An index of its own for each test."""

import pytest
from haystack import connections


@pytest.fixture(autouse=True)
def index_folder(tmp_path, monkeypatch, settings):
    """An empty folder that the engine uses instead of the site's."""
    folder = tmp_path / "index"
    options = {**settings.HAYSTACK_CONNECTIONS["default"], "PATH": str(folder), "TIMEOUT": 10}
    monkeypatch.setitem(connections.connections_info, "default", options)
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS, "default", options)
    connections.reload("default")
    yield folder
    connections["default"].get_backend().snapshots.close()
    connections.reload("default")
