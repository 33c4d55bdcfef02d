"""What can be seen of a block by itself and of the page around it: the evidence that the grammar weighs.

No decision is taken here. Every feature is cheap and looks at a bounded number of characters, so that a page's
features take time linear in its length.
"""

import re

from articles.dump import heading
from articles.dump.byline import BylineReading, find_lead_byline, find_tail_byline, parse_byline
from articles.dump.dateline import find_dateline
from articles.dump.endings import End, find_end
from articles.dump.jump import find_jump_to, is_jump_from, is_jump_to
from articles.dump.layout import Block
from articles.dump.lexicon import divide, ends_open, opens_with_place
from articles.dump.quotes import read_quotes
from articles.dump.surroundings import Surroundings, mark_surroundings
from articles.dump.types import Byline
from articles.text.chars import CLOSERS, DASHES, NEVER_FIRST, ORNAMENTS, columns, count_ideographs, remove_blanks


class Features(Surroundings):
    """Evidence about one block. Widths are in columns (a Chinese character is one).

    As with surroundings, an attribute is set only where what it stands for holds; `vars` names what was seen.
    """

    width: float = 0.0
    end: End = End.OPEN
    full_stop: bool = False  # ends in 。, which no heading does
    sentences: int = 0  # full stops inside
    commas: int = 0
    dashed: bool = False
    ornament: bool = False
    numbered: bool = False
    bracketed: bool = False
    never_first: bool = False
    opens_quote: bool = False
    quote_open: bool = False  # more opening than closing quotation marks
    closes_first: bool = False  # a closing quotation mark comes before any opening one
    byline: BylineReading | None = None
    photo_credit: bool = False
    dateline: bool = False
    jump_to: bool = False
    jump_from: bool = False
    ends_in_jump: bool = False
    caption: bool = False
    pictures: bool = False  # 图为某某人在某处: a caption, or the end of a photo story's text
    short_caption: bool = False
    time_lead: bool = False
    subject: bool = False
    parallel: bool = False
    open_word: bool = False
    narrative: bool = False  # 了, 说, 表示: running text rather than a heading
    indent: float = 0.0
    gap: int = 0
    dangling: bool = False  # one or two characters after the last comma
    label: bool = False  # 编后, 相关链接: heads a box inside an article
    digits: bool = False
    titled: bool = False  # ends as the headline of a notice or a photo story does: 启事, （图片）
    occasion: bool = False  # 某某市举行某某活动: the occasion, which a kicker gives
    spaced: bool = False  # 启　事: single characters set wide
    place_first: bool = False  # opens with a place
    place_colon: bool = False  # 零陵：古城新添“夜读亭”
    question: bool = False
    signs_lead: bool = False  # a byline stands in the paragraph's dateline
    signs_tail: bool = False  # a byline stands behind the paragraph's last sentence
    salutation: bool = False  # 编辑同志：
    genre: bool = False  # ends in what the text is: 某某村的经验, 某某厂见闻
    speaker: bool = False  # 问：, 答：
    news_lead: bool = False  # 记者从某某局获悉
    event: bool = False  # 今起, 开工, 创新高: what a headline says
    couplet: bool = False  # phrases of one length: 湘江奔涌 洞庭扬波
    closing: bool = False  # 据悉, 目前, 下一步: how a last paragraph opens
    placed: bool = False  # a division is named among the first characters
    reporter: bool = False  # 记者 among the first characters
    predicate: bool = False  # a verb, an adverb, a preposition: more than the name of something


_HEADING_REACH = 62
_HEADING = 45
_HEADING_ENDS = frozenset((End.OPEN, End.CLOSER, End.SENTENCE, End.DASH))
# Parts of speech that a name alone does not have.
_PREDICATES = frozenset("vdpc")
_OPENING_QUOTES = '“「『"‘'
# A block that opens with none of these has no mark in front.
_MARKS_FIRST = frozenset(DASHES + ORNAMENTS + NEVER_FIRST + _OPENING_QUOTES)
# What the last character of a paragraph is that a byline closes.
_TAIL_ENDS = "）)摄图影"


# "——副题" and "--副题" match; "—" alone does not.
_DASHED = re.compile(r"^(?:[—―─–]{1,3}|-{2,3}|－{1,2})(?=\S)")


_CAPTION = re.compile(
    r"^(?:[▲△▼▽◀▶←→↑↓]|图为|图[①-⑳0-9一二三四五六七八九十]?[：:]|上图|下图|左图|右图|题图|小图|大图|资料图)|(?:摄|摄影报道|/图|供图|资料图片|资料图)[）)]?$"
)
# What a caption opens or ends with; most lines need no closer look.
_CAPTION_OPENERS = frozenset("▲△▼▽◀▶←→↑↓图上下左右题小大资")
_CAPTION_ENDS = frozenset("摄道图片）)")


def read_features(blocks: tuple[Block, ...]) -> tuple[Features, ...]:
    """Return the features of each block, in order."""
    features = tuple(Features() for _ in blocks)
    mark_surroundings(blocks, features)
    for block, f in zip(blocks, features, strict=True):
        _see_outside(block, f)
        if len(block.text) > _HEADING_REACH:
            _see_text(block.text, f)
        else:
            _see_line(block.text, f)
    return features


def _see_outside(block: Block, f: Features) -> None:
    """See what any block has: where it is set, the marks at its ends, how it opens."""
    text = block.text
    first = text[0]
    f.indent, f.gap = block.indent, block.gap
    closed = text.rstrip(CLOSERS)
    if closed.endswith(("。", "．")):
        f.full_stop = True
    if "。" in text:
        f.sentences = text[:-1].rstrip(CLOSERS).count("。")
    if first in _MARKS_FIRST:
        if first in DASHES and _DASHED.match(text):
            f.dashed = True
        if first in ORNAMENTS:
            f.ornament = True
        if first in NEVER_FIRST:
            f.never_first = True
        if first in _OPENING_QUOTES:
            f.opens_quote = True
    if quotes := read_quotes(text):
        if quotes[-1] == "“":
            f.quote_open = True
        if quotes[0] == "”":
            f.closes_first = True
    if first in heading.NUMBERED_OPENERS and heading.NUMBERED.match(text):
        f.numbered = True
    if first in heading.TIME_OPENERS and heading.TIME_LEAD.match(text):
        f.time_lead = True
    if first in heading.NEWS_OPENERS and heading.NEWS_LEAD.match(text):
        f.news_lead = True
    if heading.is_closing(text):
        f.closing = True
    if heading.opens_speech(text):
        f.speaker = True
    if heading.PLACED.search(text[:24]):
        f.placed = True
    if "记者" in text[:60]:
        f.reporter = True


def _see_text(text: str, f: Features) -> None:
    """See what there is to see of running text: how it opens and how it ends."""
    first, size = text[0], len(text)
    f.width = columns(text) if size <= 2 * _HEADING_REACH else float(size)
    f.commas = 9
    jump = find_jump_to(text)
    if jump is not None:
        f.ends_in_jump = True
    f.end = find_end(text if jump is None else text[: jump[0]].rstrip())
    dateline = find_dateline(text)
    if dateline is not None or (first in "（(记本" and find_lead_byline(text, 0) is not None):
        f.dateline = True
    signs_from = dateline.end if dateline else 0
    if (dateline is not None or first in "（(记") and find_lead_byline(text, signs_from) is not None:
        f.signs_lead = True
    if text[-1] in _TAIL_ENDS and find_tail_byline(text) is not None:
        f.signs_tail = True
    if size <= 130 and not f.listed and _is_caption(text):
        f.caption = True
    if f.ornament and opens_with_place(text.lstrip(ORNAMENTS)):
        f.place_first = True


def _see_line(text: str, f: Features) -> None:
    """See what there is to see of a line that may be a heading, a byline, a caption or a short paragraph."""
    first, final, size = text[0], text[-1], len(text)
    width = f.width = columns(text)
    jump = find_jump_to(text) if size > 12 else None
    if jump is not None:
        f.ends_in_jump = True
    end = f.end = find_end(text if jump is None else text[: jump[0]].rstrip())
    if is_jump_to(text):
        f.jump_to = True
    if is_jump_from(text):
        f.jump_from = True
    byline = _read_byline(text, f)
    if byline is not None:
        f.byline = byline
    if commas := text.count("，") + text.count(","):
        f.commas = commas
    if first in "（([【［〔" and final in "）)]】］〕" and size > 2:
        f.bracketed = True
    if final in heading.CREDIT_ENDS and heading.PHOTO_CREDIT.search(text):
        f.photo_credit = True
    dateline = find_dateline(text)
    if dateline is not None or (first in "（(记本" and size > 30 and find_lead_byline(text, 0) is not None):
        f.dateline = True
    if (
        size >= 20
        and (dateline is not None or first in "（(记")
        and find_lead_byline(text, dateline.end if dateline else 0) is not None
    ):
        f.signs_lead = True
    if size > 20 and final in _TAIL_ENDS and find_tail_byline(text) is not None:
        f.signs_tail = True
    if width <= 130 and not f.listed and _is_caption(text):
        f.caption = True
    if width <= 24 and end is End.SENTENCE and not f.sentences and not f.speaker and "。" not in text[:-1]:
        f.short_caption = True
    if heading.NARRATIVE.search(text):
        f.narrative = True
    if f.heads_rows or (size <= heading.LONGEST_LABEL and heading.LABEL.match(text)):
        f.label = True
    if size > 2 and text[1] in " \u3000\u00a0" and heading.SPACED.match(text):
        f.spaced = True
    if final in "？?" or text.rstrip(CLOSERS).endswith(("？", "?")):
        f.question = True
    if final in heading.TITLED_ENDS and heading.TITLED.search(remove_blanks(text)):
        f.titled = True
    if size <= 24 and final in "：:！!" and heading.SALUTATION.match(text):
        f.salutation = True
    if width <= _HEADING and text.startswith("图为"):
        f.pictures = True
    if width <= _HEADING and end in _HEADING_ENDS:
        _see_heading(text, f)
    elif f.ornament and opens_with_place(text.lstrip(ORNAMENTS)):
        f.place_first = True


def _see_heading(text: str, f: Features) -> None:
    """See what a heading might say, and how it is set."""
    first, final = text[0], text[-1]
    bare = remove_blanks(text.strip(ORNAMENTS))
    if heading.names_subject(text, bare) or any(stem in text for stem in f.stems):
        f.subject = True
    if heading.is_parallel(text):
        f.parallel = True
        if heading.is_parallel(text, equal=True):
            f.couplet = True
    if bare:
        if f.end is End.OPEN and ends_open(bare):
            f.open_word = True
        if not _PREDICATES.isdisjoint(divide(bare)[1]):
            f.predicate = True
    if heading.DANGLING.search(text[-3:]):
        f.dangling = True
    if not text.isalpha() and any(map(str.isdigit, text)):
        f.digits = True
    if opens_with_place(text.lstrip(ORNAMENTS)):
        f.place_first = True
    if ("：" in text or ":" in text) and heading.PLACE_COLON.match(text):
        f.place_colon = True
    if final in heading.OCCASION_ENDS and heading.OCCASION.search(text):
        f.occasion = True
    if final in heading.GENRE_ENDS and heading.GENRE.search(text):
        f.genre = True
    if f.width <= 26 and first not in ORNAMENTS and text.count("，") < 2 and heading.EVENT.search(text):
        f.event = True


def _read_byline(text: str, f: Features) -> BylineReading | None:
    """Return who signs in the line, if it is one that signs; a name that no list knows is known by its place."""
    byline = parse_byline(text) if f.end in (End.OPEN, End.CLOSER) else None
    if byline is None and f.verse_next and 2 <= len(text) <= 4 and count_ideographs(text) == len(text):
        byline = BylineReading((Byline(text),), 0.6, False, False)  # a poet's pen name
    if byline is not None and f.heads_rows and not byline.has_role:
        byline = None
    if byline is None and f.pen_name:
        byline = BylineReading((Byline(remove_blanks(text)),), 0.7, False, False)
    return byline


def _is_caption(text: str) -> bool:
    return (text[0] in _CAPTION_OPENERS or text[-1] in _CAPTION_ENDS) and _CAPTION.search(text) is not None
