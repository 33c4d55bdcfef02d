"""The environment of the test run, set before Django reads its settings (loaded by -p in pyproject.toml).

Tests never touch a developer's var/ or .env: every variable that settings.py reads is set here. DATABASE_URL_FOR_TESTS
chooses the database; empty means SQLite.
"""

import atexit
import os
import shutil
import tempfile

_var_dir = tempfile.mkdtemp(prefix="newsarchive-tests-")
atexit.register(shutil.rmtree, _var_dir, ignore_errors=True)

os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "DEBUG": "off",
        "SECRET_KEY": "a-key-for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
        "USE_HTTPS": "off",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "DATABASE_URL": os.environ.get("DATABASE_URL_FOR_TESTS", ""),
        "VAR_DIR": _var_dir,
        "MAP_GEOJSON": "",
        "SEARCH_FRESHNESS": "0.1",
        "LOG_LEVEL": "ERROR",
    }
)
