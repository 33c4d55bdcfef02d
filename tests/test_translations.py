"""No text of the interface lacks its Chinese, and the compiled catalogue is that of the written one."""

import ast
import re
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
CATALOGUE = PROJECT / "articles" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
# In a template turned into calls: gettext(u'Search'), ngettext(u"%(n)s page", …), pgettext(u'button', u'Search')
CALL = re.compile(
    r"""\bn?(?P<context>p?)gettext\(\s*(?P<first>u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
    r"""(?:\s*,\s*(?P<second>u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")))?"""
)


def texts_of_code() -> set[tuple[str, str]]:
    """(context, text) of every marked text in Python code."""
    found = set()
    for path in [*(PROJECT / "articles").rglob("*.py"), *(PROJECT / "newsarchive").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                constants = [part.value for part in node.args if isinstance(part, ast.Constant)]
                if node.func.id in PLAIN and constants and isinstance(constants[0], str):
                    found.add(("", constants[0]))
                if node.func.id in WITH_CONTEXT:
                    found.add((constants[0], constants[1]))
    return found


def texts_of_templates() -> set[tuple[str, str]]:
    """(context, text) of every marked text in templates."""
    found = set()
    for path in (PROJECT / "templates").rglob("*.*"):
        for call in CALL.finditer(templatize(path.read_text(encoding="utf-8"))):
            first, second = (ast.literal_eval(part) if part else "" for part in call.group("first", "second"))
            found.add((first, second) if call["context"] else ("", first))
    return found


def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_the_search_for_marked_texts_finds_them():
    assert ("", "page dump") in texts_of_code()
    assert ("dump status", "failed") in texts_of_code()
    assert ("", "Read and store") in texts_of_templates()
    assert ("button", "Search") in texts_of_templates()


def test_every_marked_text_is_in_the_catalogue():
    known = {(entry.msgctxt or "", entry.msgid) for entry in catalogue() if not entry.obsolete}
    assert sorted((texts_of_code() | texts_of_templates()) - known) == []


def test_everything_is_translated():
    entries = catalogue()
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []


def test_placeholders_are_kept():
    """%(count)s stands in the Chinese where it stands in the English."""
    placeholder = re.compile(r"%\(\w+\)[sd]")
    wrong = []
    for entry in catalogue():
        for english, chinese in zip(
            [entry.msgid_plural or entry.msgid], [*entry.msgstr_plural.values()] or [entry.msgstr], strict=True
        ):
            if set(placeholder.findall(english)) != set(placeholder.findall(chinese)):
                wrong.append(entry.msgid)
    assert wrong == []


def test_the_compiled_catalogue_is_up_to_date():
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    as_pairs = lambda entries: {  # noqa: E731
        (entry.msgctxt, entry.msgid, entry.msgstr, tuple(sorted(entry.msgstr_plural.items()))) for entry in entries
    }
    assert as_pairs(compiled) == as_pairs(entry for entry in catalogue() if not entry.obsolete)
