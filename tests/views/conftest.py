"""What every test of the readers' pages needs."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Static files under their own names: no test run collects them first."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # WhiteNoise warns where there is no such folder
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
