"""Who signs, once a line is known to be a byline: any name is taken, where `parse_byline` asks for likely ones.

`parse_byline` decides whether a line looks like a byline; it must not take a headline for one. Where the page has said
so already (the grammar, a bracket behind the last full stop, 摄), the names need not be likely: 扎恩古丽, 买 琴 and
团宣 sign, too, and what stands before a name is the place or the office of its bearer.
"""

import re
from dataclasses import replace

from articles.dump.byline import ROLE, Span, find_lead_byline, find_tail_byline, is_desk, parse_byline, role_of
from articles.dump.lexicon import load_lexicon
from articles.dump.names import is_name, is_transliterated, name_score, split_glued, split_names
from articles.dump.offices import is_author_note, is_office, is_post, is_workplace
from articles.dump.types import Byline, Role
from articles.text.chars import ORNAMENTS, remove_blanks, strip_blanks

_BLANKS = re.compile("[ \t\u00a0\u2000-\u200b\u3000]+")
_OUTER = re.compile(r"^[（(\[【［〔](?P<inner>.*)[）)\]】］〕]$")
# "（文）", "（余杭塘河边住户）" behind a name; "（浙江）" before one.
_NOTE = re.compile(r"[（(\[【［〔][^（()）】\]］〕]{0,30}[）)\]】］〕]")
# What stands behind the names and names nobody: "答复", "等九人", "发自浙江", "摘自《…》", "2016-08-19 07:12".
_TAIL = re.compile(
    r"(?:[ /／]*(?:答复|提供|供稿|供图|整理|搜集整理|搜集|采写|辑|词|曲|唱|文|图|摄影报道|摄影|摄|报道|公布|画|作|译|"
    r"编译|撰文|录音)|[ ]*编译自.*|"
    r"[ ]*等[一二三四五六七八九十百0-9]*(?:名|位|户|人)?[\u4e00-\u9fff]{0,3}|"
    r"[ ]*发自[\u4e00-\u9fff]{2,6}|[ ]*摘自.*|[ ]*(?:时间[：:]?)?[0-9]{4}[-年/.][0-9 :：\-/月日.]+)$"
)
# "来源：某某日报 作者：" before the names.
_SOURCE = re.compile(r"(?:来源|稿源|出处)[：:][^ ：:]{2,16}(?: |$)")
_LABEL = re.compile(r"^(?:文|图|摄|作者|记者|口述|讲述|整理|版式|题图|插图|图片|执笔|统筹|策划)[：:/／|]")
_BETWEEN = re.compile("[ 、，,；;/／|｜&＆]+")
_IDEOGRAPHS = re.compile("^[\u3400-\u4dbf\u4e00-\u9fff〇·•・‧]+$")
# Where somebody is from or works: 北辛庄乡, 初轧厂, 西岭镇林业站, 三中队, 城关二小; 陈小村 is a name and asked first.
_PLACE_ENDS = tuple("省市县区乡镇村屯社部局厅办委院校厂矿站所队处科组团室系班旗盟州营连排旅署库港段司会馆店中小")
# Those of them that close a name of three characters as well.
_NAME_ENDS = "中小班营连旗盟港馆司团科"
# "作者：", "本文作者系": what an author's note opens with.
_AUTHOR_LABEL = re.compile(r"^(?:本文)?(?:作者|笔者)(?:单位|简介|均?系|均?为|是|分别为)?(?P<colon>[：:])?")
_RANKS = re.compile(
    r"^(?:上将|中将|少将|大校|上校|中校|少校|大尉|上尉|中尉|少尉|准尉|战士|民兵|民警|读者|网友|市民|村民|居民|农民|学生|家长|教师|妇女队长|队长|社员|工人|女工|职工|干部|媒体人|市长|县长|省长|区长)$"
)
# "（完）" behind the last full stop signs nothing.
_NO_SIGNERS = frozenset(
    "完 略 笑 图 表 续 下 上 文 注 未完 待续 未完待续 图片 附图 组图 资料图片 连载 节选 摘要".split()
)
# "（图片由镇文旅服务站提供）" says where something is from, not who signs.
_SOURCES = ("图片", "照片", "资料", "数据", "本文", "本版", "据")
_LONGEST = 4
# Words that a list of names may hold and that name nobody.
_NOBODY = frozenset(
    "版式 题图 插图 摄影 制图 美编 统筹 策划 答复 指导 指导老师 本报 本刊 本台 本网 晨报 晚报 日报".split()
)
# A place that the word list knows so well is rarely a person's name: 沈阳, 江西; 惠东 may be.
_WELL_KNOWN = -11.5
# "本报" and "《西部人才》" right before 记者.
_MEDIA = re.compile(
    "(?:本报|本刊|本台|本网|新华社|《[^《》]{2,12}》|[\u4e00-\u9fff]{1,10}(?:报|网|台|社|客户端|在线))(?:驻[\u4e00-\u9fff]{2,4})?$"
)
# Characters set wide: "沈 坤", "孙　文　伯", "黎 民 晨 光".
_WIDE = re.compile(
    r"(?<![\u4e00-\u9fff])(?!(?<=[/／])[文图摄])[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff])+"
    r"(?:(?![\u4e00-\u9fff])|(?=摄影|报道))"
)
# "吕丹文" "辛悦图" of a run; in "孙文伯" 文 stands behind one character only.
_DONE = re.compile("[\u4e00-\u9fff]{2,}?[文图摄](?=[\u4e00-\u9fff]{3}|$)|[\u4e00-\u9fff]+")
_PAIRS = re.compile("[\u4e00-\u9fff]{1,2}")


def read_signers(text: str) -> tuple[Byline, ...]:
    """Return the people and offices that a line known to be a byline names, in printed order."""
    stripped = _close_up(strip_blanks(text))
    bare = stripped.strip("（()）")
    if is_author_note(stripped):
        return _read_author_note(bare)
    if len(bare) >= 4 and (is_office(bare) or (len(bare) >= 5 and is_workplace(bare) and not split_names(bare))):
        return (Byline(bare),)
    reading = parse_byline(stripped)
    if reading is not None and not reading.people:
        return ()  # 摄影报道 alone
    if reading is not None and _is_likely(reading.people) and not _leaves_out(stripped, reading.people):
        return _without_places(reading.people, text)
    return _read_freely(stripped)


def read_bracket(text: str) -> tuple[Byline, ...]:
    """Return who signs in a bracket behind an article's last full stop; () where it is a remark."""
    inner = strip_blanks(text).strip("（()）[]【】")
    if not inner or len(inner) > 40 or inner in _NO_SIGNERS or any(mark in inner for mark in "。！？!?；“”《》…%：:"):
        return ()
    if any(character.isdigit() for character in inner) or inner.startswith(_SOURCES):
        return ()
    people = read_signers(text)
    return people if all(len(person.name) <= 16 for person in people) else ()


_BLANK = "[ \u3000\u00a0]*"
_HAN = "[\u4e00-\u9fff·]"
# "（记者 买 琴）" right behind a dateline.
_LEAD_BRACKET = re.compile(r"^[^（()）。，“”]{0,14}(?P<bracket>[（(](?P<inner>[^（()）]{2,60})[）)])")
# "记者仉卫民从省委讲师团获悉" right behind a dateline: the reporter's name ends at the preposition.
_LEAD_REPORTER = re.compile(
    rf"^{_BLANK}(?P<all>(?:本报)?(?:全媒体|见习|实习)?记者{_BLANK}(?P<name>{_HAN}(?:[ \u3000\u00a0]?{_HAN}){{1,2}}))"
    rf"{_BLANK}(?=从|近日|昨日|昨天|昨|今日|今天|日前|[0-9]{{1,2}}[月日]|报道)"
)
_TAIL_BRACKET = re.compile(rf"[。！？…!?”’」』.]{_BLANK}(?P<bracket>[（(][^（()）]{{1,40}}[）)])$")
# "…枸杞。热依拉 摄", "…驶出车站。新华社记者祝安邦摄", "…的94%。记者 夏侯瑾"; "他走进会场拍摄" has no full stop before.
_TAIL_CREDIT = re.compile(
    rf"[。！？!?”]{_BLANK}(?P<credit>(?:{_HAN}{{0,10}}(?:记者|通讯员){_BLANK})?"
    rf"{_HAN}{{1,6}}(?:[ \u3000\u00a0、]+{_HAN}{{1,4}}){{0,3}}[ \u3000\u00a0/／]*(?:摄影报道|摄影|摄)|"
    rf"[■□◆]{_BLANK}{_HAN}{{2,4}}|(?:视觉|图片)?供图[/／：:]{_HAN}{{2,5}}|"
    rf"(?:本报|本刊)?(?:记者|通讯员)(?:[ \u3000\u00a0]+{_HAN}{{2,4}}){{1,4}})$"
)


def find_lead_signers(text: str, start: int) -> Span | None:
    """Return the byline that stands in a lead right behind its dateline, which ends at `start`."""
    rest = text[start : start + 80]
    if match := _LEAD_BRACKET.match(rest):
        signs = (start > 0 and not match.start("bracket")) or ROLE.search(match["inner"]) is not None
        if signs and (people := read_signers(match["inner"])):
            return Span(start + match.start("bracket"), start + match.end("bracket"), match["bracket"], people)
    if (span := find_lead_byline(text, start)) is not None:
        return span
    if start and (match := _LEAD_REPORTER.match(rest)) and is_name(name := remove_blanks(match["name"])):
        people = (Byline(name, Role.REPORTER),)
        return Span(start + match.start("all"), start + match.end("all"), match["all"], people)
    return None


def find_tail_signers(text: str, *, last: bool) -> Span | None:
    """Return the byline behind a paragraph's last sentence; in an article's last one any name will do."""
    base = max(0, len(text) - 80)
    tail = text[base:]
    if match := _TAIL_BRACKET.search(tail):
        span = find_tail_byline(text)
        if span is not None and _is_likely(span.people):
            return replace(span, people=_without_places(span.people, span.raw))
        if last and (people := read_bracket(match["bracket"])):
            return Span(base + match.start("bracket"), len(text), match["bracket"], people)
        return span
    if (span := find_tail_byline(text)) is not None:
        return span
    if (match := _TAIL_CREDIT.search(tail)) and (people := read_signers(match["credit"])):
        return Span(base + match.start("credit"), len(text), match["credit"], people)
    return None


def _leaves_out(text: str, people: tuple[Byline, ...]) -> bool:
    """True if a name of three characters was taken for a part of somebody's office: 县教育局 董永福 县一小 桑榆."""
    named = {person.name for person in people}
    tokens = _BETWEEN.split(_BLANKS.sub(" ", text.strip("（()） ")))
    return any(len(token) == 3 and is_name(token) and token not in named and not _is_place(token) for token in tokens)


def _is_likely(people: tuple[Byline, ...]) -> bool:
    return all(is_name(person.name) or is_office(person.name) or is_desk(person.name) for person in people)


def _without_places(people: tuple[Byline, ...], raw: str) -> tuple[Byline, ...]:
    """Return the people without those that are places or posts before a name, and names taken apart put together.

    What is set wide in print (惠　东) is a name, though a place has it too.
    """
    kept: list[Byline] = []
    place: str | None = None
    for at, person in enumerate(people):
        if person.name in _NOBODY:
            continue
        before_name = at + 1 < len(people) and is_name(people[at + 1].name)
        if before_name and person.name in raw and _is_place(person.name):
            place = person.name
            continue
        if _RANKS.match(person.name) and len(people) > 1:
            continue
        if kept and _is_torn(kept[-1].name, person.name) and kept[-1].role == person.role:
            kept[-1] = replace(kept[-1], name=kept[-1].name + person.name)
            continue
        kept.append(replace(person, organisation=person.organisation or place))
        place = None
    return tuple(kept)


def _is_torn(first: str, second: str) -> bool:
    """True for 扎西 and 卓玛, one name taken for two; 边玉 and 巴雅尔 are two."""
    whole = is_transliterated(first) or is_transliterated(second)
    return is_transliterated(first + second) and not (whole and is_name(first))


def _is_place(text: str) -> bool:
    """True for 湖北, 自贡, 焦化厂, 五小: where somebody is from, if a name follows; 罗兰 is likelier a name."""
    lexicon = load_lexicon()
    may_be_name = len(text) == 3 and is_name(text) and text[-1] in _NAME_ENDS
    if text.endswith(_PLACE_ENDS) and not may_be_name:
        return True
    if _RANKS.match(text) is not None:
        return True
    known = lexicon.tags.get(text) == "ns" or text in lexicon.places
    return known and (not is_name(text) or lexicon.log_share.get(text, lexicon.floor) > _WELL_KNOWN)


def _close_up(text: str) -> str:
    """Return the text with names that are set wide closed up, so that 文 in 孙 文 伯 is not taken for a role."""
    return _WIDE.sub(_close_run, text)


def _close_run(match: re.Match[str]) -> str:
    """Return names that are set wide, each closed up; 文, 图 and 摄 behind two characters or more say what they did."""
    closed = []
    for piece in _DONE.findall(remove_blanks(match[0])):
        names, done = (piece[:-1], piece[-1:]) if piece[-1] in "文图摄" and len(piece) > 2 else (piece, "")
        closed += [names] if len(names) <= 3 else split_glued(names, loose=True) or _PAIRS.findall(names)
        closed += [done] if done else []
    return " ".join(closed)


def _read_author_note(text: str) -> tuple[Byline, ...]:
    """Return who is named at the end of 作者系某某局干部 张三, or by 作者：张三; a workplace alone names nobody."""
    match = _AUTHOR_LABEL.match(text)
    parts = _BLANKS.sub(" ", text[match.end() :] if match else text).strip().split(" ")
    for cut in range(len(parts)):
        names = split_names(" ".join(parts[cut:]))
        if names and (cut or (match and match["colon"])):
            return tuple(Byline(name, Role.AUTHOR, "".join(parts[:cut]) or None) for name in names)
    return ()


def _read_freely(text: str) -> tuple[Byline, ...]:
    text = _BLANKS.sub(" ", text)
    if match := _OUTER.match(text):
        text = match["inner"]
    text = strip_blanks(_SOURCE.sub(" ", text).strip(ORNAMENTS + "—-・· "))
    text = _AUTHOR_LABEL.sub("", text)
    inner = [match[0] for match in _NOTE.finditer(text)]
    text = strip_blanks(_NOTE.sub(" ", text))
    while (match := _TAIL.search(text)) and match.start() > 1:
        text = text[: match.start()].rstrip(" /／")
    people: list[Byline] = []
    role: Role | None = None
    paper: str | None = None
    at = 0
    # Names behind a role word are of that role, those before the first of none; 本报 stands before the next role word.
    for match in [*ROLE.finditer(text), None]:
        segment = text[at : match.start() if match else len(text)]
        media = _MEDIA.search(segment) if match else None
        found = _read_segment(segment[: media.start()] if media else segment, role, last=match is None)
        people += [replace(person, organisation=person.organisation or paper) for person in found]
        paper = media[0] if media else None
        if match:
            role = role_of(match[0])
            at = match.end()
    for note in inner:
        if "摄" in note and (reading := parse_byline(note.strip("（()）"))):
            people += reading.people
    return tuple(dict.fromkeys(people))


def _read_segment(text: str, role: Role | None, *, last: bool) -> list[Byline]:
    """Return the names of one stretch: each with the place or office that stands before it."""
    tokens = [_LABEL.sub("", token) for token in _BETWEEN.split(text.strip(" 　:：/／|—"))]
    tokens = [token for token in tokens if token and token not in _NOBODY]
    people: list[Byline] = []
    place: str | None = None
    for at, token in enumerate(tokens):
        behind = at + 1 < len(tokens)
        if _IDEOGRAPHS.match(token) is None:
            place = token if behind else place
        elif behind and _is_place(token) and not (is_name(token) and len(token) == 3):
            place = token
        elif _looks_like_name(token, alone=len(tokens) == 1, role=role):
            people.append(Byline(token, role, place))
            place = None
        elif last and not behind and not people and is_office(token):
            people.append(Byline(token, role, place))
        elif split := _split_place(token):
            people.append(Byline(split[1], role, split[0]))
        elif not behind and not people and len(token) >= 4 and token.endswith(_PLACE_ENDS) and last:
            people.append(Byline(token, role))
        elif behind:
            place = token
    return people


def _looks_like_name(token: str, *, alone: bool, role: Role | None) -> bool:
    size = len(token)
    if is_name(token) or is_transliterated(token):
        return True
    if token.endswith("老师") and size <= 4:
        return True
    if "·" in token and size <= 13:
        return True
    return (
        (size <= 3 or (size <= _LONGEST and role is not None))
        and not is_post(token)
        and not (size > 2 and token.endswith(_PLACE_ENDS))
    )


def _split_place(token: str) -> tuple[str, str] | None:
    """Return 湖北黄石 and 郦安 of 湖北黄石郦安: a place or an office, and the name that is left."""
    for size in (3, 2):
        place, name = token[:-size], token[-size:]
        if len(place) >= 2 and name_score(name) >= 0.5 and (_is_place(place) or is_office(place)):
            return place, name
    return None
