"""What the documents name is there, and what is there is named in the documents."""

import re
from pathlib import Path

from articles.dump.problems import ProblemKind
from articles.ingest.wording import PROBLEMS

PROJECT = Path(__file__).resolve().parents[1]
COMMANDS = sorted(path.stem for path in (PROJECT / "articles/management/commands").glob("[!_]*.py"))
DOCUMENTS = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), PROJECT / "samples" / "README.md"]
# env.str("SECRET_KEY" in settings.py, os.environ.get("BIND" in gunicorn.py
READS_VARIABLE = re.compile(r"""(?:env\.\w+|os\.environ\.get)\(\s*"([A-Z_]+)\"""")
# | `ingest` | reads files … in a table of commands
COMMAND_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
# [docs/search.md](docs/search.md), not [x](https://…)
RELATIVE_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def test_every_command_is_in_both_readmes():
    for readme in ("README.md", "README.zh-CN.md"):
        assert sorted(COMMAND_ROW.findall(read(readme))) == COMMANDS


def test_every_setting_is_in_the_example():
    variables = set(READS_VARIABLE.findall(read("newsarchive/settings.py") + read("newsarchive/gunicorn.py")))
    example = set(re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE))
    superuser = {name for name in example if name.startswith("DJANGO_SUPERUSER_")}
    assert variables == example - superuser
    assert len(superuser) == 3


def test_every_problem_kind_is_described():
    text = read("docs/dump-format.md")
    missing = [kind.value for kind in ProblemKind if f"`{kind.value}`" not in text]
    assert missing == []
    assert {kind.value for kind in ProblemKind} < set(PROBLEMS)


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{document.relative_to(PROJECT)}: {link}"
        for document in DOCUMENTS
        for link in RELATIVE_LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / link).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (PROJECT / "docs" / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
