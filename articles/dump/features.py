"""What can be seen of a block by itself and of the page around it: the evidence that the grammar weighs.

No decision is taken here. Every feature is cheap and looks at a bounded number of characters, so that a page's
features take time linear in its length.
"""

import re
from typing import NamedTuple

from articles.dump import heading
from articles.dump.byline import BylineReading, find_lead_byline, find_tail_byline, parse_byline
from articles.dump.dateline import find_dateline
from articles.dump.endings import End, find_end
from articles.dump.furniture import FurnitureKind
from articles.dump.jump import find_jump_to, is_jump_from, is_jump_to
from articles.dump.layout import Block
from articles.dump.lexicon import divide, ends_open, opens_with_place
from articles.dump.quotes import read_quotes
from articles.dump.surroundings import Surroundings, read_surroundings
from articles.dump.types import Byline
from articles.text.chars import CLOSERS, DASHES, NEVER_FIRST, ORNAMENTS, columns, count_ideographs, remove_blanks


class Features(NamedTuple):
    """Evidence about one block. Widths are in columns (a Chinese character is one).

    A named tuple, which is made in a third of the time that a frozen dataclass of so many fields takes.
    """

    width: float
    end: End
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
    furniture: FurnitureKind | None = None
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
    repeats: int = 0
    recurs: bool = False
    paged: bool = False  # names the page on which its article stands, as its neighbour does
    indent: float = 0.0
    gap: int = 0
    legal: int = 0  # 0 none, 1 inside a statute, 2 a chapter heading of one
    verse: bool = False
    row: bool = False
    last: bool = False  # of the page
    dangling: bool = False  # one or two characters after the last comma
    label: bool = False  # 编后, 相关链接: heads a box inside an article
    digits: bool = False
    credited: bool = False  # a photographer's byline follows
    titled: bool = False  # ends as the headline of a notice or a photo story does: 启事, （图片）
    occasion: bool = False  # 某某市举行某某活动: the occasion, which a kicker gives
    spaced: bool = False  # 启　事: single characters set wide
    place_first: bool = False  # opens with a place
    place_colon: bool = False  # 零陵：古城新添“夜读亭”
    editor_note: bool = False  # 编者按 opens an article of its own
    row_next: bool = False  # cells, verse or numbered items follow
    sign_off: bool = False  # the office and the date below a notice
    question: bool = False
    siblings: int = 0  # short lines of the same make nearby, each between two paragraphs
    signs_lead: bool = False  # a byline stands in the paragraph's dateline
    signs_tail: bool = False  # a byline stands behind the paragraph's last sentence
    salutation: bool = False  # 编辑同志：
    genre: bool = False  # ends in what the text is: 某某村的经验, 某某厂见闻
    speaker: bool = False  # 问：, 答：
    news_lead: bool = False  # 记者从某某局获悉
    event: bool = False  # 今起, 开工, 创新高: what a headline says
    couplet: bool = False  # phrases of one length: 湘江奔涌 洞庭扬波
    in_poem: bool = False  # verses follow, and a verse or the poet's name stands above
    after_note: bool = False  # an editor's note stands a few paragraphs above
    close_up: bool = False  # no gap above it, on a page that sets articles apart by gaps
    teasers: bool = False  # the page has a list of teasers
    closing: bool = False  # 据悉, 目前, 下一步: how a last paragraph opens
    placed: bool = False  # a division is named among the first characters
    reporter: bool = False  # 记者 among the first characters
    predicate: bool = False  # a verb, an adverb, a preposition: more than the name of something
    rubrics: int = 0  # how many lines of the page are set as rubrics


_HEADING_REACH = 62


# Parts of speech that a name alone does not have.
_PREDICATES = frozenset("vdpc")
_OPENING_QUOTES = '“「『"‘'
# What the last character of a paragraph is that a byline closes.
_TAIL_ENDS = "）)摄图影"


# "——副题" and "--副题" match; "—" alone does not.
_DASHED = re.compile(r"^(?:[—―─–]{1,3}|-{2,3}|－{1,2})(?=\S)")


_CAPTION = re.compile(
    r"^(?:[▲△▼▽◀▶←→↑↓]|图为|图[①-⑳0-9一二三四五六七八九十]?[：:]|上图|下图|左图|右图|题图|小图|大图|资料图)|(?:摄|摄影报道|/图|供图|资料图片|资料图)[）)]?$"
)


def read_features(blocks: tuple[Block, ...]) -> tuple[Features, ...]:
    """Return the features of each block, in order."""
    return tuple(
        _read_text(block, around) if len(block.text) > _HEADING_REACH else _read_line(block, around)
        for block, around in zip(blocks, read_surroundings(blocks), strict=True)
    )


def _read_text(block: Block, around: Surroundings) -> Features:
    """Return what there is to see of running text: how it opens and how it ends."""
    text = block.text
    end = find_end(text)
    jump = find_jump_to(text)
    if jump is not None:
        end = find_end(text[: jump[0]].rstrip())
    quotes = read_quotes(text)
    dateline = find_dateline(text)
    return Features(
        width=columns(text) if len(text) <= 2 * _HEADING_REACH else float(len(text)),
        end=end,
        full_stop=text.rstrip(CLOSERS).endswith(("。", "．")),
        sentences=text[:-1].rstrip(CLOSERS).count("。"),
        commas=9,
        dashed=text[0] in DASHES and _DASHED.match(text) is not None,
        ornament=text[0] in ORNAMENTS,
        numbered=heading.NUMBERED.match(text) is not None,
        never_first=text[0] in NEVER_FIRST,
        opens_quote=text[0] in _OPENING_QUOTES,
        quote_open=quotes[-1:] == "“",
        closes_first=quotes[:1] == "”",
        dateline=dateline is not None or (text[0] in "（(记本" and find_lead_byline(text, 0) is not None),
        furniture=around.furniture,
        ends_in_jump=jump is not None,
        caption=len(text) <= 130 and not around.listed and _CAPTION.search(text) is not None,
        time_lead=heading.TIME_LEAD.match(text) is not None,
        repeats=around.repeats,
        recurs=around.recurs,
        indent=block.indent,
        gap=block.gap,
        legal=around.legal,
        row=around.row,
        last=around.last,
        credited=around.credited,
        place_first=text[0] in ORNAMENTS and opens_with_place(text.lstrip(ORNAMENTS)),
        editor_note=heading.EDITOR_NOTE.match(text) is not None,
        row_next=around.row_next,
        signs_lead=(dateline is not None or text[0] in "（(记")
        and find_lead_byline(text, dateline.end if dateline else 0) is not None,
        signs_tail=text[-1] in _TAIL_ENDS and find_tail_byline(text) is not None,
        speaker=heading.SPEAKER.match(text) is not None,
        news_lead=heading.NEWS_LEAD.match(text) is not None,
        after_note=around.after_note,
        close_up=around.close_up,
        teasers=around.teasers,
        closing=heading.CLOSING.match(text) is not None,
        placed=heading.PLACED.search(text[:24]) is not None,
        reporter="记者" in text[:60],
        rubrics=around.rubrics,
    )


def _read_line(block: Block, around: Surroundings) -> Features:
    text = block.text
    width = columns(text)
    end = find_end(text)
    ends_in_jump = len(text) > 12 and find_jump_to(text) is not None
    if ends_in_jump:
        end = find_end(text[: find_jump_to(text)[0]].rstrip())
    byline = parse_byline(text) if end in (End.OPEN, End.CLOSER) else None
    if byline is None and around.verse_next and 2 <= len(text) <= 4 and count_ideographs(text) == len(text):
        byline = BylineReading((Byline(text),), 0.6, False, False)  # a poet's pen name
    if around.heads_rows and byline is not None and not byline.has_role:
        byline = None
    if byline is None and around.pen_name:
        byline = BylineReading((Byline(remove_blanks(text)),), 0.7, False, False)
    like_heading = width <= 45 and end in (End.OPEN, End.CLOSER, End.SENTENCE, End.DASH)
    inner = text[:-1]
    quotes = read_quotes(text)
    bare = remove_blanks(text.strip(ORNAMENTS))
    return Features(
        width=width,
        end=end,
        full_stop=text.rstrip(CLOSERS).endswith(("。", "．")),
        sentences=inner.rstrip(CLOSERS).count("。"),
        commas=(text.count("，") + text.count(",")),
        dashed=_DASHED.match(text) is not None,
        ornament=text[0] in ORNAMENTS,
        numbered=heading.NUMBERED.match(text) is not None,
        bracketed=text[0] in "（([【［〔" and text[-1] in "）)]】］〕" and len(text) > 2,
        never_first=text[0] in NEVER_FIRST,
        opens_quote=text[0] in _OPENING_QUOTES,
        quote_open=quotes[-1:] == "“",
        closes_first=quotes[:1] == "”",
        byline=byline,
        photo_credit=heading.PHOTO_CREDIT.search(text) is not None,
        dateline=find_dateline(text) is not None
        or (text[0] in "（(记本" and len(text) > 30 and find_lead_byline(text, 0) is not None),
        furniture=around.furniture,
        jump_to=is_jump_to(text),
        jump_from=is_jump_from(text),
        ends_in_jump=ends_in_jump,
        caption=width <= 130 and not around.listed and _CAPTION.search(text) is not None,
        pictures=width <= 45 and text.startswith("图为"),
        short_caption=width <= 24
        and end is End.SENTENCE
        and inner.count("。") == 0
        and heading.SPEAKER.match(text) is None,
        time_lead=heading.TIME_LEAD.match(text) is not None,
        subject=like_heading and (heading.names_subject(text, bare) or any(stem in text for stem in around.stems)),
        parallel=like_heading and heading.is_parallel(text),
        open_word=like_heading and end is End.OPEN and ends_open(bare),
        narrative=heading.NARRATIVE.search(text) is not None,
        repeats=around.repeats,
        recurs=around.recurs,
        paged=around.paged,
        indent=block.indent,
        gap=block.gap,
        legal=around.legal,
        verse=around.verse,
        row=around.row,
        last=around.last,
        dangling=like_heading and heading.DANGLING.search(text) is not None,
        label=around.heads_rows or (heading.LABEL.match(text) is not None),
        digits=like_heading and any(character.isdigit() for character in text),
        credited=around.credited,
        spaced=heading.SPACED.match(text) is not None,
        place_first=(like_heading or text[0] in ORNAMENTS) and opens_with_place(text.lstrip(ORNAMENTS)),
        place_colon=like_heading and heading.PLACE_COLON.match(text) is not None,
        editor_note=heading.EDITOR_NOTE.match(text) is not None,
        row_next=around.row_next,
        sign_off=around.sign_off,
        question=text.rstrip(CLOSERS).endswith(("？", "?")),
        siblings=around.siblings,
        titled=heading.TITLED.search(remove_blanks(text)) is not None,
        occasion=like_heading and heading.OCCASION.search(text) is not None,
        signs_lead=_signs_lead(text),
        signs_tail=len(text) > 20 and text[-1] in _TAIL_ENDS and find_tail_byline(text) is not None,
        salutation=len(text) <= 24 and heading.SALUTATION.match(text) is not None,
        genre=like_heading and heading.GENRE.search(text) is not None,
        speaker=heading.SPEAKER.match(text) is not None,
        news_lead=heading.NEWS_LEAD.match(text) is not None,
        event=like_heading
        and width <= 26
        and text[0] not in ORNAMENTS
        and text.count("，") < 2
        and heading.EVENT.search(text) is not None,
        couplet=like_heading and heading.is_parallel(text, equal=True),
        in_poem=around.in_poem,
        after_note=around.after_note,
        close_up=around.close_up,
        teasers=around.teasers,
        closing=heading.CLOSING.match(text) is not None,
        placed=heading.PLACED.search(text[:24]) is not None,
        reporter="记者" in text[:60],
        predicate=like_heading and bare != "" and not _PREDICATES.isdisjoint(divide(bare)[1]),
        rubrics=around.rubrics,
    )


def _signs_lead(text: str) -> bool:
    """True if a byline stands at the head of the paragraph, behind its dateline or alone."""
    if len(text) < 20:
        return False
    dateline = find_dateline(text)
    return (dateline is not None or text[0] in "（(记") and find_lead_byline(
        text, dateline.end if dateline else 0
    ) is not None
