"""An index of its own for each test."""

import pytest


@pytest.fixture(autouse=True)
def own_index(index_folder):
    """The folder of tests/conftest.py, for every test here."""
    return index_folder
