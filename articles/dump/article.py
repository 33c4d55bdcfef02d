"""A draft read as an Article: its bylines, dateline, jumps, form, cut and confidence."""

import math
import re
from dataclasses import replace

from articles.dump.damage import Reader
from articles.dump.dateline import find_dateline
from articles.dump.endings import End, find_end
from articles.dump.features import Features
from articles.dump.forms import classify_form
from articles.dump.jump import find_jump_from, find_jump_to
from articles.dump.offices import is_office
from articles.dump.segment import Draft, Part, Passage
from articles.dump.signers import find_lead_signers, find_tail_signers, read_signers
from articles.dump.types import Article, Byline, Form, Section
from articles.text.chars import remove_blanks, strip_blanks

_UNCUT_FORMS = frozenset({Form.VERSE, Form.TABLE, Form.LIST, Form.LAW})


def read_article(draft: Draft, features: dict[int, Features], ordinals: dict[int, int], reader: Reader) -> Article:
    """Return the article of a draft.

    `features` are those of the blocks, by the number of their first line; `ordinals` count the non-blank lines;
    `reader` makes damaged text legible, character for character, so that what is found is cut from the stored text.
    """
    jump_to, jump_from = _take_jumps(draft, reader)
    body = [features[passage.line] for passage in draft.passages if passage.line in features]
    form = classify_form(
        _legible(draft, reader),
        verse=bool(body) and sum(f.verse for f in body) > 0.5 * len(body),
        rows=bool(body) and sum(f.row for f in body) > 0.5 * len(body),
    )
    dateline, bylines, raw = _read_signers(draft, reader)
    headline, deck = _split_headline(_join(draft.headlines), _join(draft.decks))
    return Article(
        kicker=_join(draft.kickers),
        headline=headline,
        deck=deck,
        byline_raw=raw,
        bylines=bylines,
        dateline=dateline,
        sections=tuple(
            Section(part.crosshead, tuple(passage.text for passage in part.passages if passage.text))
            for part in draft.parts
        ),
        captions=tuple(draft.captions),
        jump_to=jump_to,
        jump_from=jump_from,
        form=form,
        truncated=_is_cut(draft, form, reader) and not (body and body[-1].sign_off),
        confidence=_confidence(draft),
        lines=_ranges(draft.line_nos, ordinals),
    )


def _legible(draft: Draft, reader: Reader) -> Draft:
    """Return the draft with all its texts legible, to be looked at and not to be stored."""
    if not (reader.traditional or reader.some):
        return draft
    return replace(
        draft,
        **{
            name: [reader.legible(text) for text in getattr(draft, name)]
            for name in ("kickers", "headlines", "decks", "bylines", "signatures", "captions")
        },
        parts=[
            Part(part.crosshead, [Passage([reader.legible(item.text)], item.line) for item in part.passages])
            for part in draft.parts
        ],
    )


def _join(texts: list[str]) -> str | None:
    return " ".join(texts) or None


# "深山四十年——记护林员某某" is a headline with its deck; "1998——2000年回顾" and a headline that ends in —— are not.
_INLINE_DECK = re.compile(
    r"^(?P<headline>[^—―─]{3,}[^—―─0-9０-９])(?P<deck>(?:[—―─]{2,3}|－{2}|--)[^—―─0-9０-９][^—―─]{4,})$"
)


def _split_headline(headline: str | None, deck: str | None) -> tuple[str | None, str | None]:
    """Return headline and deck, taken apart where both stand on one line."""
    if headline and not deck and (match := _INLINE_DECK.match(headline)):
        return match["headline"].rstrip(), match["deck"]
    return headline, deck


def _take_jumps(draft: Draft, reader: Reader) -> tuple[str | None, str | None]:
    """Take jumps that stand inside the first or last paragraph out of it, and return both jumps of the article."""
    jump_to, jump_from = draft.jump_to, draft.jump_from
    passages = draft.passages
    if passages and jump_to is None and (span := find_jump_to(reader.legible(passages[-1].text))):
        text = passages[-1].text
        jump_to = text[span[0] : span[1]]
        passages[-1].fragments = [text[: span[0]].rstrip()]
    if passages and jump_from is None and (span := find_jump_from(reader.legible(passages[0].text))):
        text = passages[0].text
        jump_from = text[span[0] : span[1]]
        passages[0].fragments = [strip_blanks(text[span[1] :])]
    return jump_to, jump_from


def _read_signers(draft: Draft, reader: Reader) -> tuple[str | None, tuple[Byline, ...], str | None]:
    """Return the dateline, the people who sign, and their line as printed: above, in the lead, at the end, below."""
    people: list[Byline] = []
    printed: list[str] = []

    def add(raw: str, found: tuple[Byline, ...]) -> None:
        printed.append(raw)
        found = _as_printed(found, raw, reader)
        people.extend(person for person in found if person.name not in {other.name for other in people})

    for raw in draft.bylines:
        add(raw, read_signers(reader.legible(raw)) or (Byline(remove_blanks(raw)),))
    dateline = None
    passages = draft.passages
    if passages:
        first = passages[0].text
        shown = reader.legible(first)
        found = find_dateline(shown)
        dateline = first[: found.end] if found else None
        if span := find_lead_signers(shown, found.end if found else 0):
            add(first[span.start : span.end], span.people)
    for part in draft.parts:
        text = part.passages[-1].text if part.passages else ""
        if span := find_tail_signers(reader.legible(text), last=part is draft.parts[-1]):
            add(text[span.start : span.end], span.people)
    for raw in draft.signatures:
        add(raw, read_signers(reader.legible(raw)))
    return dateline, tuple(people), _join(printed)


def _as_printed(people: tuple[Byline, ...], raw: str, reader: Reader) -> tuple[Byline, ...]:
    """Return the people with their names cut from the stored text, where they were read in a legible one."""
    printed = remove_blanks(raw)
    shown = reader.legible(printed)
    if shown == printed:
        return people

    def cut(text: str) -> str:
        at = shown.find(text)
        return printed[at : at + len(text)] if at >= 0 else text

    return tuple(
        replace(person, name=cut(person.name), organisation=person.organisation and cut(person.organisation))
        for person in people
    )


# "1999年6月2日", "咨询电话：2213668", "特此公告", "…在京举行。　　研究会秘书处": how a notice or a letter closes.
_CLOSING = re.compile(
    r"(?:[0-9０-９一二三四五六七八九十〇○零]{1,4}[年月日](?:于[\u4e00-\u9fff]{2,8})?|[0-9０-９X\-—]{5,}|"
    r"^(?:特此|此致|谨此|此启|敬礼)[\u4e00-\u9fff]{0,4}|[。！？][ \u3000]{2,}[\u4e00-\u9fff]{2,16})$"
)
_SHORT = 26


def _is_cut(draft: Draft, form: Form, reader: Reader) -> bool:
    """True if the text stops in mid-sentence."""
    passages = [reader.legible(passage.text) for passage in draft.passages]
    if not passages or form in _UNCUT_FORMS:
        return False
    text = passages[-1]
    if span := find_tail_signers(text, last=True):
        text = strip_blanks(text[: span.start]) or text
    end = find_end(text)
    if end is End.CLOSER:
        return len(text) > 40 and text[-1] not in "）)"
    if end not in (End.OPEN, End.COMMA, End.COLON):
        return False
    if _CLOSING.search(text) or (len(text) <= _SHORT and is_office(remove_blanks(text))):
        return False
    # Lines of a poem or a list close with nothing as well.
    short = [len(passage) <= _SHORT and find_end(passage) is not End.SENTENCE for passage in passages]
    return not (short[-1] and len(passages) > 2 and sum(short) * 2 > len(passages))


def _confidence(draft: Draft) -> float:
    """Return how sure the reading is, from 0 to 1: that of its least sure line, from the margin in log odds."""
    margin = min((item.margin for item in draft.labelled), default=0.0)
    return round(1 / (1 + math.exp(-max(0.0, min(margin, 12.0)))), 2)


def _ranges(line_nos: list[int], ordinals: dict[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the inclusive ranges of sorted lines; a range runs across blank lines, never across another's line."""
    ranges: list[list[int]] = []
    for line_no in sorted(line_nos):
        if ranges and ordinals[line_no] == ordinals[ranges[-1][1]] + 1:
            ranges[-1][1] = line_no
        else:
            ranges.append([line_no, line_no])
    return tuple((start, end) for start, end in ranges)
