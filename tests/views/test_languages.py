"""What readers see in Chinese is Chinese: every string of the public pages has its translation."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

CATALOGUE = Path(settings.BASE_DIR) / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"

# msgid "…" followed by msgstr "" and a blank line: an entry without a translation
UNTRANSLATED = re.compile(r'^msgid (?!"")(.*(?:\n".*")*)\n(?:msgid_plural .*\n)?msgstr(?:\[0\])? ""\n\n', re.MULTILINE)


def test_no_entry_of_the_catalogue_is_empty_or_fuzzy():
    text = CATALOGUE.read_text(encoding="utf-8") + "\n\n"
    assert (UNTRANSLATED.findall(text), "#, fuzzy" in text) == ([], False)


@pytest.mark.parametrize("message", ["Local News Archive", "Newest articles", "Newest pages", "For staff"])
def test_the_compiled_catalogue_is_in_use(message):
    with override("zh-hans"):
        assert gettext(message) != message
