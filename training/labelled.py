"""The kinds of the lines of a page that is labelled as JSON: its label, aligned with its lines."""

import json
from collections.abc import Mapping
from pathlib import Path

from articles.dump.accuracy import normalize_text
from articles.dump.decode import decode_dump
from articles.dump.kinds import LineKind
from articles.dump.lines import split_lines


def read_labelled(path: Path) -> tuple[str, dict[int, LineKind]]:
    """Return a page's text and the kinds of its lines that its label, at `path`, tells, by line number."""
    raw = next(near for near in (path.with_suffix(".txt"), Path("samples") / f"{path.stem}.txt") if near.exists())
    text = decode_dump(raw.read_bytes()).text
    label = json.loads(path.read_text("utf-8"))
    return text, align_label(text, label)


def align_label(text: str, label: Mapping) -> dict[int, LineKind]:
    """Return the kind of each line that the label accounts for."""
    lines = {line.line_no: normalize_text(line.text) for line in split_lines(text) if not line.is_blank}
    furniture = {normalize_text(item if isinstance(item, str) else item["text"]) for item in label.get("furniture", [])}
    # A headline that stands outside of its article, too, announces it.
    headlines = {normalize_text(article["headline"]) for article in label["articles"] if article["headline"]}
    kinds: dict[int, LineKind] = {}
    left = list(lines)
    for article in label["articles"]:
        wanted = _wanted(article)
        while left and wanted:
            line = lines[left[0]]
            at = next((at for at, (_, whole, _) in enumerate(wanted) if line and _opens(whole, line)), None)
            if at is None and (line in furniture or not line):
                kinds[left.pop(0)] = LineKind.TEASER if line in headlines else LineKind.FURNITURE
                continue
            if at is None:
                break
            kind, whole, follow = wanted.pop(at)
            kinds[left.pop(0)] = kind
            rest = whole[len(line) :]
            if rest:
                wanted.insert(0, (follow, rest.lstrip(), follow))
    for no in left:
        if lines[no] in furniture or not lines[no]:
            kinds[no] = LineKind.TEASER if lines[no] in headlines else LineKind.FURNITURE
    return kinds


def _opens(whole: str, line: str) -> bool:
    return bool(whole) and (whole.startswith(line) or normalize_text(whole).startswith(line))


def _wanted(article: Mapping) -> list[tuple[LineKind, str, LineKind]]:
    """Return what the article is made of: its kind, its text, and the kind of a line that goes on with it."""
    wanted = []

    def add(kind: LineKind, text: str | None, follow: LineKind | None = None) -> None:
        if text:
            wanted.append((kind, normalize_text(text), follow or kind))

    add(LineKind.JUMP_FROM, article.get("jump_from"))
    for part, kind in (("kicker", LineKind.KICKER), ("headline", LineKind.HEADLINE), ("deck", LineKind.DECK)):
        add(kind, article.get(part))
    position = article.get("byline_position") or ""
    if position.startswith("own_line") or not position:
        add(LineKind.BYLINE if position != "own_line_after" else LineKind.SIGNATURE, article.get("byline_raw"))
    first = True
    for section in article["sections"]:
        add(LineKind.CROSSHEAD, section["crosshead"], LineKind.CROSSHEAD_2)
        for paragraph in section["paragraphs"]:
            lead = first and not article.get("headline") and not article.get("jump_from")
            add(LineKind.LEAD if lead else LineKind.PARAGRAPH, paragraph, LineKind.CONTINUATION)
            first = False
    for caption in article.get("captions") or []:
        add(LineKind.CAPTION, caption)
    add(LineKind.SIGNATURE, article.get("author_note"))
    add(LineKind.JUMP_TO, article.get("jump_to"))
    return wanted
