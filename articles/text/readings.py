"""How characters are read: pypinyin, imported where it is first needed."""

import os
from functools import cache
from types import ModuleType


@cache
def load_pypinyin() -> ModuleType:
    """Return the package without its dictionary of phrases, which takes 40 MB; characters read the same."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin
    import pypinyin.style

    return pypinyin
