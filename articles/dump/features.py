"""What can be seen of a block by itself and of the page around it: the evidence that the grammar weighs.

No decision is taken here. Every feature is cheap and looks at a bounded number of characters, so that a page's features
take time linear in its length.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

from articles.dump.byline import BylineReading, find_lead_byline, parse_byline
from articles.dump.dateline import find_dateline
from articles.dump.furniture import FurnitureKind, classify_furniture
from articles.dump.jump import find_jump_to, is_jump_from, is_jump_to
from articles.dump.layout import Block, Layout
from articles.dump.lexicon import count_places, ends_open, opens_with_place
from articles.dump.types import Byline
from articles.text.chars import CLOSERS, NEVER_FIRST, ORNAMENTS, columns, count_ideographs, remove_blanks


class End(IntEnum):
    """How a block ends."""

    OPEN = 0  # in a word: nothing closes it
    SENTENCE = 1  # 。！？…… and what may stand behind them
    CLOSER = 2  # a closing quotation mark or bracket with no full stop before it
    COMMA = 3  # ，or 、
    COLON = 4
    SEMICOLON = 5
    DASH = 6


@dataclass(frozen=True, slots=True)
class Features:
    """Evidence about one block. Widths are in columns (a Chinese character is one)."""

    width: float
    end: End
    full_stop: bool  # ends in 。, which no heading does
    sentences: int  # full stops inside
    commas: int
    dashed: bool
    ornament: bool
    numbered: bool
    bracketed: bool
    never_first: bool
    opens_quote: bool
    quote_open: bool  # more opening than closing quotation marks
    closes_first: bool  # a closing quotation mark comes before any opening one
    byline: BylineReading | None
    photo_credit: bool
    dateline: bool
    furniture: FurnitureKind | None
    jump_to: bool
    jump_from: bool
    ends_in_jump: bool
    caption: bool
    short_caption: bool
    time_lead: bool
    subject: bool
    parallel: bool
    open_word: bool
    narrative: bool  # 了, 说, 表示: running text rather than a heading
    repeats: int
    recurs: bool
    indent: float
    gap: int
    legal: int  # 0 none, 1 inside a statute, 2 a chapter heading of one
    verse: bool
    row: bool
    last: bool  # of the page
    dangling: bool  # one or two characters after the last comma
    label: bool  # 编后, 相关链接: heads a box inside an article
    digits: bool
    credited: bool  # a photographer's byline follows
    titled: bool  # ends as the headline of a notice or a photo story does: 启事, （图片）
    occasion: bool  # 某某市举行某某活动: the occasion, which a kicker gives
    spaced: bool  # 启　事: single characters set wide
    place_first: bool  # opens with a place
    place_colon: bool  # 零陵：古城新添“夜读亭”
    editor_note: bool  # 编者按 opens an article of its own
    row_next: bool  # cells, verse or numbered items follow
    sign_off: bool  # the office and the date below a notice
    question: bool
    siblings: int  # short lines of the same make nearby, each between two paragraphs
    signs_lead: bool  # a byline stands in the paragraph's dateline
    couplet: bool  # phrases of one length: 湘江奔涌 洞庭扬波
    rubrics: int  # how many lines of the page are set as rubrics


_HEADING_REACH = 62
# "——副题" and "--副题" match; "—" alone does not.
_DASHED = re.compile(r"^(?:[—―─–]{1,3}|-{2,3}|－{1,2})(?=\S)")
# "（某某）" at the end of a paragraph: the sentence has ended before it.
_LAST_BRACKET = re.compile(r"[（(][^（()）]{1,60}[）)]$")
# "一、" "（二）" "1." "第三章" "之一" match; "一是" and "2022年" do not.
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9０-９]{1,2}(?:[、．]|\.(?![0-9]))|第[一二三四五六七八九十]{1,3}[章节编]|[①-⑳]|[●■]?(?:其|之)[一二三四五六七八九十](?:[：:\s]|$))"
)
# "近日，" "10月11日," "今年以来" "连日来" open a lead; "去年总产量" is a heading's.
_TIME_LEAD = re.compile(
    r"^(?:“|记者|在)?(?:近日|日前|连日来|近期|近来|近年来|今年以来|年初以来|昨日|昨天|今天|今日|前天|目前|眼下|当前|新年|[上本]周|[上下本]?月初?|[今去]年[春夏秋冬0-9]|[今去]年，|[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?|[0-9０-９]{1,2}日|进入|自[0-9]|[0-9０-９]{4}年)"
)
# A place, an office or a firm named by its ending: 沐三村, 北塔区, 县公安局, 湖南工程学院.
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{1,6}(?:省|市(?!场|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!愁|亲|土)|村|州|街道|社区|局|厅|院|委|公司|集团|大学|学院|学校|中学|小学|医院|银行|法院|检察院|政府|部队|协会|支队)")
# ",强" at the end of a line: a heading is not divided there.
_DANGLING = re.compile(r"[，,、][^，,、“”]{1,2}$")
# Boxes inside an article are headed so; "链接两岸" is a headline.
_LABEL = re.compile(r"^[【\[■●◆★]?(?:编后|编后语|编后话|编余|相关链接|新闻链接|链接|新闻背景|背景|背景链接|名词解释|记者手记|采访手记|专家点评|点评|短评|小贴士|延伸阅读|人物简介|作者简介|后记|尾声|附|附表|目录|结语|引子)[】\]：:]?$")
# "怀化市" in a lead: the place of the news is then known by its short form, 怀化, in the headline.
_PLACE_STEM = re.compile(r"([\u4e00-\u9fff]{2,4})(?:省|市(?!场|民|值|面)|县|区(?!域|别|块|分|间)|镇|乡(?!村|愁|亲|土|贤)|村(?!民|级|庄)|州)")
_STEM_REACH = 150
_NOT_SUBJECT = re.compile(r"小区$|园区$|山区$|城市|超市|都市$|上市|退市|股市|楼市|入市|夜市|集市|新区$|景区$|乡村|农村|城乡|山乡$|水乡$|家乡$|故乡$|老乡$|侨乡$|橙乡$|片区|库区|灾区|老区$|全[省市县区镇乡村州]|[我该本各两一几多][省市县区镇乡村州]|[个些小老]村$|[0-9个]社区$|^小镇$|^古[镇村]$")
_CAPTION = re.compile(r"^(?:[▲△▼▽◀▶←→↑↓]|图为|图[①-⑳0-9一二三四五六七八九十]?[：:]|上图|下图|左图|右图|题图|小图|大图|资料图)|(?:摄|摄影报道|/图|供图|资料图片|资料图)[）)]?$")
_PHOTO_CREDIT = re.compile(r"(?:摄影报道|摄|摄影|供图|文/图|图/文|图文报道)[）)]?$")
# "某某县招聘启事", "某某大桥通车（图片）"; 启事栏 ends otherwise.
_TITLED = re.compile(r"(?:启事|公告|通告|声明|讣告|（图片）|\(图片\)|（组图）|\(组图\)|（附图）|图片新闻)$")
# "某某区举行第四次某某活动": who holds what.
# "启　事", "山 歌"; "田 鹏" is one too, and names are told apart elsewhere.
_SPACED = re.compile(r"^[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff]){1,3}$")
# "零陵：古城新添夜读亭": a place of two to five characters heads a brief.
_PLACE_COLON = re.compile(r"^[★●■◆]?[\u4e00-\u9fff]{2,5}[：:][^：:]{5,}$")
# "编者按：", "【编者按】", "编者按" alone; 编后 stands below an article and is a box of it.
_EDITOR_NOTE = re.compile(r"^[【（(\[]?(?:本报)?(?:编者按|编者的话|开栏的话|开栏语|编前|编者前言)(?:[】）)\]：:\s]|$)")
# "一、村里的事，…": the first of several.
_FIRST_ITEM = re.compile(r"^(?:一、|[（(]一[）)]|1[．.、](?![0-9])|第一条|①)")
_OCCASION = re.compile(r"(?:举行|举办|召开|开展|启动|举办).{2,}(?:活动|会议|大会|论坛|仪式|座谈会|沙龙|展览|会|赛|节|展|周|月)$")
_NARRATIVE = re.compile(r"了(?!不|解|却|得)|[，,]?(?:他|她|我|你)们?(?:说|表示|认为|告诉)|(?:表示|介绍说?|告诉记者|据悉|据了解|说道)$")
_LEGAL_ITEM = re.compile(r"^第[一二三四五六七八九十百零〇0-9０-９]{1,6}条(?!件|约|例|理|款|路)")
_LEGAL_HEAD = re.compile(r"^(?:第[一二三四五六七八九十]{1,3}[章节编]|附则|总则|目录|序言)")
_LEGAL_TITLE = re.compile(r"(?:法|条例|规定|办法|细则|章程|准则|规则|公约|决定|实施意见|守则|公报)(?:[（(].{1,12}[）)])?$")
_QUOTES = {"“": 1, "‘": 0, "「": 1, "『": 1, "”": -1, "」": -1, "』": -1}


def read_features(blocks: tuple[Block, ...], layout: Layout) -> tuple[Features, ...]:
    """Return the features of each block, in order."""
    keys = [remove_blanks(block.text).lstrip(ORNAMENTS) if len(block.text) <= _HEADING_REACH else "" for block in blocks]
    counts = Counter(keys)
    last_at = {key: at for at, key in enumerate(keys)}
    legal = _find_legal(blocks)
    verse = _find_verse(blocks)
    rows = _find_rows(blocks)
    stems = _find_place_stems(blocks)
    furniture = [classify_furniture(block.text) for block in blocks]
    signed = _find_sign_offs(blocks, furniture)
    siblings = _count_siblings(blocks)
    rubrics = sum(kind is FurnitureKind.RUBRIC for kind in furniture)
    return tuple(
        _read(
            block,
            _Surroundings(
                repeats=counts[key] if key else 1,
                recurs=bool(key) and last_at[key] > at,
                legal=legal[at],
                verse=verse[at],
                row=rows[at],
                stems=stems[at],
                furniture=furniture[at],
                rubrics=rubrics,
                last=at + 1 == len(blocks),
                credited=_is_credited(blocks, at),
                row_next=at + 1 < len(blocks) and (rows[at + 1] or verse[at + 1] or _is_first_item(blocks[at + 1].text)),
                verse_next=at + 1 < len(blocks) and verse[at + 1] and not verse[at],
                sign_off=signed[at],
                siblings=siblings[at],
            ),
        )
        for at, (block, key) in enumerate(zip(blocks, keys, strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What only the rest of the page tells about a block."""

    repeats: int
    recurs: bool
    legal: int
    verse: bool
    row: bool
    stems: frozenset[str]
    furniture: FurnitureKind | None
    rubrics: int
    last: bool
    credited: bool
    row_next: bool
    verse_next: bool
    sign_off: bool
    siblings: int


def _read(block: Block, around: _Surroundings) -> Features:
    text = block.text
    short = len(text) <= _HEADING_REACH
    width = columns(text) if len(text) <= 2 * _HEADING_REACH else float(len(text))
    end = find_end(text)
    ends_in_jump = len(text) > 12 and find_jump_to(text) is not None
    if ends_in_jump:
        end = find_end(text[: find_jump_to(text)[0]].rstrip())
    byline = parse_byline(text) if short and end in (End.OPEN, End.CLOSER) else None
    if byline is None and around.verse_next and 2 <= len(text) <= 4 and count_ideographs(text) == len(text):
        byline = BylineReading((Byline(text),), 0.6, False, False)  # a poet's pen name
    heading = short and width <= 45 and end in (End.OPEN, End.CLOSER, End.SENTENCE, End.DASH)
    inner = text[:-1]
    return Features(
        width=width,
        end=end,
        full_stop=text.rstrip(CLOSERS).endswith(("。", "．")),
        sentences=inner.rstrip(CLOSERS).count("。"),
        commas=(text.count("，") + text.count(",")) if short else 9,
        dashed=_DASHED.match(text) is not None,
        ornament=text[0] in ORNAMENTS,
        numbered=_NUMBERED.match(text) is not None,
        bracketed=text[0] in "（([【［〔" and text[-1] in "）)]】］〕" and len(text) > 2,
        never_first=text[0] in NEVER_FIRST,
        opens_quote=text[0] in "“「『\"‘",
        quote_open=text.count("“") + text.count("「") > text.count("”") + text.count("」"),
        closes_first=_closes_first(text),
        byline=byline,
        photo_credit=short and _PHOTO_CREDIT.search(text) is not None,
        dateline=find_dateline(text) is not None
        or (text[0] in "（(记本" and len(text) > 30 and find_lead_byline(text, 0) is not None),
        furniture=around.furniture,
        jump_to=short and is_jump_to(text),
        jump_from=short and is_jump_from(text),
        ends_in_jump=ends_in_jump,
        caption=width <= 130 and _CAPTION.search(text) is not None,
        short_caption=width <= 24 and end is End.SENTENCE and inner.count("。") == 0,
        time_lead=_TIME_LEAD.match(text) is not None,
        subject=heading and (names_subject(text) or any(stem in text for stem in around.stems)),
        parallel=heading and _is_parallel(text),
        open_word=heading and end is End.OPEN and ends_open(text),
        narrative=short and _NARRATIVE.search(text) is not None,
        repeats=around.repeats,
        recurs=around.recurs,
        indent=block.indent,
        gap=block.gap,
        legal=around.legal,
        verse=around.verse,
        row=around.row,
        last=around.last,
        dangling=heading and _DANGLING.search(text) is not None,
        label=short and _LABEL.match(text) is not None,
        digits=heading and any(character.isdigit() for character in text),
        credited=around.credited,
        spaced=_SPACED.match(text) is not None,
        place_first=(heading or text[0] in ORNAMENTS) and opens_with_place(text.lstrip(ORNAMENTS)),
        place_colon=heading and _PLACE_COLON.match(text) is not None,
        editor_note=_EDITOR_NOTE.match(text) is not None,
        row_next=around.row_next,
        sign_off=around.sign_off,
        question=text.rstrip(CLOSERS).endswith(("？", "?")),
        siblings=around.siblings,
        titled=short and _TITLED.search(remove_blanks(text)) is not None,
        occasion=heading and _OCCASION.search(text) is not None,
        signs_lead=_signs_lead(text),
        couplet=heading and _is_parallel(text, equal=True),
        rubrics=around.rubrics,
    )


def find_end(text: str) -> End:
    """Return how `text`, which has no blanks at its end, ends."""
    bare = text.rstrip(CLOSERS)
    if not bare:
        return End.CLOSER
    if bare != text and (bracket := _LAST_BRACKET.search(text)) and bracket.start():
        before = find_end(text[: bracket.start()].rstrip())
        if before is End.SENTENCE:
            return before
    last = bare[-1]
    if last in "。！？!?…．" or (last == "." and not text[-2:-1].isdigit()):
        return End.SENTENCE
    if bare != text:
        return End.CLOSER
    if last in "，,、":
        return End.COMMA
    if last in "：:":
        return End.COLON
    if last in "；;":
        return End.SEMICOLON
    return End.DASH if last in "—―─–" else End.OPEN


def names_subject(text: str) -> bool:
    """Return True if the heading names a place, an office or a firm: who or where the news is about."""
    if any(not _NOT_SUBJECT.search(match[0]) for match in _SUBJECT.finditer(text)):
        return True
    return count_places(text) > 0


def _is_credited(blocks: tuple[Block, ...], at: int) -> bool:
    """True if the next block, or the one after it, is a byline that ends in 摄 or 摄影报道, with bylines only between."""
    for block in blocks[at + 1 : at + 3]:
        if len(block.text) > 40 or parse_byline(block.text) is None:
            return False
        if _PHOTO_CREDIT.search(block.text):
            return True
    return False


def _is_first_item(text: str) -> bool:
    return _FIRST_ITEM.match(text) is not None


def _find_sign_offs(blocks: tuple[Block, ...], furniture: list[FurnitureKind | None]) -> list[bool]:
    """Mark the date below a notice or a statute, and the short lines right above it: the office, its telephone."""
    marks = [False] * len(blocks)
    for at, kind in enumerate(furniture):
        if kind is not FurnitureKind.DATE or at < 2:
            continue
        above = at - 1
        while above > at - 4 and len(blocks[above].text) <= 30 and find_end(blocks[above].text) in (End.OPEN, End.CLOSER):
            above -= 1
        if above < at - 1 and above > at - 4 and find_end(blocks[above].text) is End.SENTENCE:
            marks[above + 1 : at + 1] = [True] * (at - above)
    return marks


def _count_siblings(blocks: tuple[Block, ...]) -> list[int]:
    """Return for each short line between two paragraphs how many others of its make stand within forty blocks.

    The make: a question, or a number of phrases apart by spaces; plain lines have no siblings.
    """
    makes: list[str | None] = []
    for at, block in enumerate(blocks):
        inside = 0 < at < len(blocks) - 1 and len(block.text) <= 30 and len(blocks[at - 1].text) > 12 < len(blocks[at + 1].text)
        makes.append(_make(block.text) if inside else None)
    counts = [0] * len(blocks)
    at_of: dict[str, list[int]] = {}
    for at, make in enumerate(makes):
        if make is not None:
            at_of.setdefault(make, []).append(at)
    for places in at_of.values():
        low = high = 0
        for index, at in enumerate(places):
            while places[low] < at - 40:
                low += 1
            high = max(high, index)
            while high + 1 < len(places) and places[high + 1] <= at + 40:
                high += 1
            counts[at] = high - low
    return counts


def _make(text: str) -> str | None:
    if text[-1] in "？?":
        return "?" if sum(text.count(mark) for mark in "。！？!?") == 1 and "“" not in text[:1] else None
    phrases = text.split()
    if len(phrases) >= 2 and max(map(len, phrases)) <= 12:
        return f"{len(phrases)} phrases"
    return None


def _is_parallel(text: str, *, equal: bool = False) -> bool:
    """True for 湘江奔涌 洞庭扬波: phrases of like length, or of one length, apart by spaces."""
    sizes = [len(part.strip("“”‘’《》")) for part in text.split()]
    return len(sizes) >= 2 and max(sizes) - min(sizes) <= (0 if equal else 2) and max(sizes) <= 9


def _signs_lead(text: str) -> bool:
    """True if a byline stands at the head of the paragraph, behind its dateline or alone."""
    if len(text) < 20:
        return False
    dateline = find_dateline(text)
    return (dateline is not None or text[0] in "（(记") and find_lead_byline(text, dateline.end if dateline else 0) is not None


def _closes_first(text: str) -> bool:
    close, start = text.find("”"), text.find("“")
    return close >= 0 and (start < 0 or close < start)


def _find_legal(blocks: tuple[Block, ...]) -> list[int]:
    """Mark the blocks of a statute: from its title, through the contents list, to its last numbered item."""
    marks = [0] * len(blocks)
    items = [at for at, block in enumerate(blocks) if _LEGAL_ITEM.match(block.text)]
    if len(items) < 3:
        return marks
    runs: list[list[int]] = []
    for at in items:
        if runs and at - runs[-1][-1] <= 25:
            runs[-1].append(at)
        else:
            runs.append([at])
    floor = 0
    for run in runs:
        if len(run) < 3:
            continue
        start = run[0]
        for at in range(run[0] - 1, max(floor, run[0] - 60) - 1, -1):
            text = blocks[at].text
            if len(text) <= 40 and _LEGAL_TITLE.search(text) and not text.startswith("第"):
                start = at + 1
                break
        for at in range(start, run[-1] + 1):
            heading = len(blocks[at].text) <= 24 and _LEGAL_HEAD.match(blocks[at].text)
            marks[at] = 2 if heading else 1
        floor = run[-1] + 1
        # In a contents list one chapter follows another: there they are rows. A section may follow its chapter.
        for at in range(start, run[-1]):
            here, following = blocks[at].text, blocks[at + 1].text
            if marks[at] == marks[at + 1] == 2 and here.startswith("第") and not ("章" in here[:5] and "节" in following[:5]):
                marks[at] = 1
    return marks


_VERSE_MIN, _VERSE_MAX = 3, 18


def _find_verse(blocks: tuple[Block, ...]) -> list[bool]:
    """Mark runs of four or more short lines of like length, as poems are set."""
    marks = [False] * len(blocks)
    start = 0
    for at in range(len(blocks) + 1):
        inside = at < len(blocks) and _VERSE_MIN <= len(blocks[at].text) <= _VERSE_MAX and _is_verse_line(blocks[at].text)
        if inside and (at == start or blocks[at].gap <= blocks[start].gap + 1):
            continue
        run = range(start, at)
        closed = sum(blocks[i].text[-1] in "，。！？；,;!?、" for i in run)
        halted = sum(blocks[i].text[-1] in "，；,;、" for i in run)
        if len(run) >= 4 and closed >= 0.5 * len(run) and halted >= 0.2 * len(run):
            first_closed = next(i for i in run if blocks[i].text[-1] in "，。！？；,;!?、")
            for i in run[first_closed - start if first_closed - start <= 3 else 0 :]:
                # the heading of what follows may stand right below the last line, and closes with no mark
                marks[i] = any(blocks[k].text[-1] in "，。！？；,;!?、" for k in range(i, at))
        elif (opening := _after_poet(blocks, run)) is not None:
            closed_at = [i for i in run if i >= opening and blocks[i].text[-1] in "，。！？；,;!?、"]
            end = closed_at[-1] + 1 if closed_at else at
            if end - opening >= 4:
                marks[opening:end] = [True] * (end - opening)
        start = at + 1 if not inside else at
    return marks


def _after_poet(blocks: tuple[Block, ...], run: range) -> int | None:
    """Return where the verses start in a run of unclosed lines: behind a title and the poet's name; else None."""
    for at in run[:3]:
        reading = parse_byline(blocks[at].text)
        if reading is not None and len(reading.people) == 1 and reading.score >= 0.5 and not _OFFICIAL.match(blocks[at].text):
            return at + 1
    return None


# A reporter's byline stands above a story, not above a poem.
_OFFICIAL = re.compile(r"^(?:本报|新华社|见习|实习|首席|全媒体)|记者|通讯员")


def _is_verse_line(text: str) -> bool:
    return (
        text[0] not in "（([【" + ORNAMENTS
        and not any(mark in text for mark in "：:（(％%")
        and not any(c.isdigit() for c in text)
        and classify_furniture(text) is None
    )


# "一等奖\t某某县", "张三 男 汉族 42岁": three or more cells.
_CELLS = re.compile(r"\S+(?:\t+| {2,}|\u3000+|[|｜])\S+")


# "一等奖：张三、李四", "地点：县体育馆"; a run of three is a list.
_LABELLED_ROW = re.compile(r"^[^：:，。“”]{1,9}[：:]\S")


def _find_rows(blocks: tuple[Block, ...]) -> list[bool]:
    """Mark runs of three or more lines that are set in cells, apart by tabs, rules or wide blanks."""
    labelled = [
        len(block.text) <= 80
        and _LABELLED_ROW.match(block.text) is not None
        and find_end(block.text) is not End.SENTENCE
        and classify_furniture(block.text) is None
        for block in blocks
    ]
    marks = [len(block.text) <= 120 and len(re.findall(r"(?:\t+| {2,}|\u3000+|[|｜])(?=\S)", block.text)) >= 2 for block in blocks]
    for at, mark in enumerate(marks):
        around = marks[max(0, at - 2) : at + 3]
        if mark and sum(around) < 3:
            marks[at] = mark and sum(marks[max(0, at - 1) : at + 2]) >= 2
    start = 0
    for at in range(len(blocks) + 1):
        if at < len(blocks) and labelled[at]:
            continue
        if at - start >= 3:
            marks[start:at] = [True] * (at - start)
        start = at + 1
    return marks


def _find_place_stems(blocks: tuple[Block, ...]) -> list[frozenset[str]]:
    """Return for each block the short forms of places that the next long block opens with."""
    stems: list[frozenset[str]] = []
    following: frozenset[str] = frozenset()
    for block in reversed(blocks):
        stems.append(following)
        if len(block.text) > 40:
            found = (match[1] for match in _PLACE_STEM.finditer(block.text[:_STEM_REACH]))
            following = frozenset(stem[-size:] for stem in found for size in (2, 3) if len(stem) >= size)
    stems.reverse()
    return stems
