"""The examples of docs/api.md are asked, and answer as the document shows."""

import json
import re
from pathlib import Path

import pytest

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
# curl 'http://127.0.0.1:8000/api/v1/…' and the JSON below it
EXAMPLE = re.compile(r"    curl 'http://127\.0\.0\.1:8000(/[^']+)'\n\n```json\n(.*?)```", re.DOTALL)
# What differs from one archive to the next.
CHANGING = {"updated_at", "parsed_at", "version"}
# ?cursor=WyJhcnRpY2xlcyIsMV0: it holds the key of a row
CURSOR = re.compile(r"(?<=[?&]cursor=)[\w-]+")


def without_changing(value):
    if isinstance(value, dict):
        return {name: without_changing(each) for name, each in value.items() if name not in CHANGING}
    if isinstance(value, list):
        return [without_changing(each) for each in value]
    return CURSOR.sub("…", value) if isinstance(value, str) else value


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "shown"), EXAMPLE.findall(DOCUMENT))
def test_an_example_answers_as_shown(client, shown_archive, address, shown):
    told = client.get(address, headers={"host": "127.0.0.1:8000"}).json()
    assert without_changing(told) == without_changing(json.loads(shown))


def test_there_is_an_example_for_each_kind_of_answer():
    asked = {address.partition("?")[0].split("/")[3] for address, _shown in EXAMPLE.findall(DOCUMENT)}
    assert asked == {"archive", "articles", "bylines", "newspapers", "pages", "regions", "search"}
