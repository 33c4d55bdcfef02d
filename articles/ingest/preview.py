"""A reading as JSON: what a dump would become, for the command line, the tests and score.py."""

from collections.abc import Iterable

from articles.dump.as_json import page_as_json
from articles.dump.explain import Explanation
from articles.gazetteer.types import Place, Placement
from articles.ingest.reading import Reading


def reading_as_json(reading: Reading) -> dict:
    """The page's JSON (see docs/dump-format.md) with the issue it belongs to and each article's regions."""
    result = page_as_json(reading.page)
    imprint = reading.imprint
    result["dump"] |= {
        "newspaper": imprint.newspaper or imprint.newspaper_code,
        "issue_date": imprint.issue_date
        and {
            "date": imprint.issue_date.date.isoformat(),
            "precision": imprint.issue_date.precision.value,
            "source": imprint.issue_date.source.value,
            "evidence": imprint.issue_date.evidence,
        },
        "page_no": imprint.page_no,
        "page_name": imprint.page_name,
    }
    for article, placement in zip(result["articles"], reading.placements, strict=True):
        article["regions"] = _regions_as_json(placement)
    return result


def _regions_as_json(placement: Placement) -> list[dict]:
    primary = [_place_as_json(placement.primary, "primary")] if placement.primary else []
    return primary + [_place_as_json(place, "mentioned") for place in placement.mentioned]


def _place_as_json(place: Place, role: str) -> dict:
    return {
        "code": place.division.code,
        "name": place.division.name,
        "path": place.division.path,
        "zone": place.zone,
        "role": role,
        "confidence": round(place.confidence, 2),
        "evidence": list(place.evidence),
    }


def reading_as_text(reading: Reading) -> str:
    """A short account for a terminal: the issue, each article with its parts, furniture and problems."""
    page, result = reading.page, reading_as_json(reading)
    dump = result["dump"]
    issue_date = dump["issue_date"]
    lines = [
        f"{dump['lines']} lines, {dump['encoding']}, parser {dump['parser']}, {len(page.articles)} articles",
        f"newspaper: {dump['newspaper'] or '-'}   page: {dump['page_no'] or '-'} {dump['page_name'] or ''}".rstrip(),
        "date: -"
        if issue_date is None
        else "date: {date} (to the {precision}, from {source}: {evidence})".format(**issue_date),
    ]
    for number, article in enumerate(result["articles"], start=1):
        lines += ["", *_article_as_lines(number, article)]
    lines += ["", f"furniture: {len(page.furniture)} lines"]
    lines += [f"  {furniture.line:>5}  {furniture.text}" for furniture in page.furniture]
    lines += [f"problems: {len(page.problems)}"]
    lines += [f"  {problem.line or '-':>5}  {problem.kind}: {problem.message}" for problem in page.problems]
    return "\n".join(lines)


def _article_as_lines(number: int, article: dict) -> list[str]:
    where = ", ".join(f"{first}-{last}" for first, last in article["lines"])
    paragraphs = [text for section in article["sections"] for text in section["paragraphs"]]
    crossheads = [section["crosshead"] for section in article["sections"] if section["crosshead"]]
    places = ", ".join(
        f"{place['zone'] or place['name']} ({place['role']}, {place['confidence']})" for place in article["regions"]
    )
    facts = [
        ("kicker", article["kicker"]),
        ("headline", article["headline"]),
        ("deck", article["deck"]),
        ("byline", ", ".join(byline["name"] for byline in article["bylines"])),
        ("dateline", article["dateline"]),
        ("crossheads", " | ".join(crossheads)),
        ("places", places),
        ("jump to", article["jump_to"]),
        ("jump from", article["jump_from"]),
        ("begins", (paragraphs or [""])[0][:40]),
        ("ends", (paragraphs or [""])[-1][-40:]),
    ]
    head = (
        f"[{number}] lines {where}: {article['form']}, {len(paragraphs)} paragraphs, confidence {article['confidence']}"
        + (", cut off" if article["truncated"] else "")
    )
    return [head, *(f"    {label + ':':<12}{text}" for label, text in facts if text)]


def explained_as_json(explained: Iterable[Explanation]) -> list[dict]:
    """What each block was read as and why: `margin`, `fits` and `reasons` in natural-logarithm odds."""
    return [
        {
            "lines": list(each.line_nos),
            "kind": each.kind.value,
            "margin": each.margin,
            "fits": {kind.value: score for kind, score in each.fits},
            "rival": each.rival.value,
            "evidence": list(each.evidence),
            "reasons": dict(each.reasons),
        }
        for each in explained
    ]


def explained_as_lines(explained: Iterable[Explanation]) -> list[str]:
    """The same for a terminal, three lines a block."""
    lines = []
    for each in explained:
        fits = ", ".join(f"{kind.value} {score:g}" for kind, score in each.fits)
        lines += [
            "",
            f"{each.line_nos[0]:>5}  {each.kind.value} by {each.margin:g}: {each.text[:50]}",
            f"       fits {fits}; {', '.join(each.evidence)}",
            f"       rather than {each.rival.value}: {reasons_as_text(each)}",
        ]
    return lines


def reasons_as_text(explanation: Explanation) -> str:
    """What weighs most for the kind (above 0) and for its rival (below 0)."""
    return ", ".join(f"{name} {weight:+g}" for name, weight in explanation.reasons)
