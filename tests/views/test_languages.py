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


# {% translate "Help" %}, {% translate 'Help' context "…" %}; not {% blocktranslate %}
TRANSLATE = re.compile(r"""{% translate (?:"([^"]+)"|'([^']+)')""")


def test_every_plain_string_of_the_public_templates_is_in_the_catalogue():
    known = set(re.findall(r'^msgid "(.+)"$', CATALOGUE.read_text(encoding="utf-8").replace('"\n"', ""), re.MULTILINE))
    templates = Path(settings.BASE_DIR) / "templates"
    files = [*templates.glob("*.html"), *templates.glob("parts/*.html")]
    used = {
        double or single for file in files for double, single in TRANSLATE.findall(file.read_text(encoding="utf-8"))
    }
    assert (len(files) > 20, used - known) == (True, set())
