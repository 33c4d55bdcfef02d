"""Bylines: who signs an article, in which role, for whom.

A byline is a chain of phrases: an organisation, a role, names, and a closing word such as 摄影报道. It stands on a line
of its own before or after the text, in brackets, behind □ or ■, after a dateline, or at the end of the last paragraph.
"""

import functools
import re
from dataclasses import dataclass, replace

from articles.dump.names import name_score, split_glued, split_names
from articles.dump.offices import is_author_note, is_office, is_post, is_workplace, office_score
from articles.dump.types import Byline, Role
from articles.text.chars import CLOSERS, ORNAMENTS, columns, remove_blanks, strip_blanks

# Words that say what somebody did, longest first, as they stand before names.
_BEFORE = (
    ("见习记者", Role.TRAINEE),
    ("实习记者", Role.TRAINEE),
    ("实习生", Role.TRAINEE),
    ("摄影记者", Role.PHOTOGRAPHER),
    ("首席记者", Role.REPORTER),
    ("特约记者", Role.REPORTER),
    ("特派记者", Role.REPORTER),
    ("全媒体记者", Role.REPORTER),
    ("全媒记者", Role.REPORTER),
    ("融媒记者", Role.REPORTER),
    ("融媒体记者", Role.REPORTER),
    ("特约通讯员", Role.CORRESPONDENT),
    ("通讯员", Role.CORRESPONDENT),
    ("特约评论员", Role.AUTHOR),
    ("评论员", Role.AUTHOR),
    ("首席评论员", Role.AUTHOR),
    ("特约撰稿人", Role.AUTHOR),
    ("特约作者", Role.AUTHOR),
    ("撰稿人", Role.AUTHOR),
    ("撰稿", Role.AUTHOR),
    ("撰文", Role.AUTHOR),
    ("执笔", Role.AUTHOR),
    ("作者", Role.AUTHOR),
    ("特约摄影", Role.PHOTOGRAPHER),
    ("摄影报道", Role.PHOTOGRAPHER),
    ("摄影", Role.PHOTOGRAPHER),
    ("供图", Role.PHOTOGRAPHER),
    ("供稿", None),
    ("来稿", None),
    ("口述", None),
    ("采写", None),
    ("译者", None),
    ("策划", None),
    ("统筹", None),
    ("执行", None),
    ("主持人", None),
    ("摄", Role.PHOTOGRAPHER),
    ("整理", Role.COMPILER),
    ("编译", Role.COMPILER),
    ("编辑", Role.EDITOR),
    ("文/图", Role.AUTHOR),
    ("图/文", Role.AUTHOR),
    ("文图", Role.AUTHOR),
    ("图文", Role.AUTHOR),
    ("文", Role.AUTHOR),
    ("图", Role.PHOTOGRAPHER),
    ("记者", Role.REPORTER),
)
_ROLE_OF = dict(_BEFORE)
# "本报记者 " "通讯员：" "文/图 "; one-letter roles only before a space, a slash or a colon, since 文 and 图 are names.
ROLE = re.compile(
    "(?:"
    + "|".join(re.escape(word) + "(?!家|师|学会|协会)" * (word == "摄影") for word, _ in _BEFORE if len(word) > 1)
    + r")[：:/／]?|(?<![\u4e00-\u9fff])(?:文|图|摄)(?=[ ：:/／|])[：:/／|]?"
)

# What a role word opens with: most lines have none of it.
_ROLE_OPENS = re.compile("[" + "".join({word[0]: None for word, _ in _BEFORE}) + "]")


def role_of(word: str) -> Role | None:
    """Return the role that a role word such as 记者： names."""
    return _ROLE_OF[word.rstrip("：:/／|")]


# Words that close a byline: "摄影报道", "/摄", "文/图", "报道", "供稿"; "摄影家" is none.
_CLOSING = re.compile(
    r"[ /／]*(摄影报道|摄影撰文|采写整理|采访整理|综合整理|综合报道|联合报道|图文报道|报道|"
    r"图/文|文/图|图文|文图|摄影|整理|供稿|供图|"
    r"撰文|综合|采写|编译|绘图|漫画|制图|执笔|摄制|摄|绘|文|图|作)$"
)
_CLOSING_ENDS = frozenset("文理道图影稿合写译绘画笔制摄作")
_CLOSING_ROLE = {
    "摄影": Role.PHOTOGRAPHER,
    "摄": Role.PHOTOGRAPHER,
    "摄制": Role.PHOTOGRAPHER,
    "供图": Role.PHOTOGRAPHER,
    "图": Role.PHOTOGRAPHER,
    "整理": Role.COMPILER,
    "采写整理": Role.COMPILER,
    "采访整理": Role.COMPILER,
    "综合整理": Role.COMPILER,
    "综合": Role.COMPILER,
    "编译": Role.COMPILER,
    "文": Role.AUTHOR,
    "撰文": Role.AUTHOR,
    "执笔": Role.AUTHOR,
    "作": Role.AUTHOR,
}
# "采诗人 张三", "口述：李四": an occupation before a name; "负责人 张三" is one of an office.
_OCCUPATION = re.compile("^(?:[\u4e00-\u9fff]{1,2}(?:诗人|作者|作家)|诗人|作者|作家|口述|讲述|讲述人|口述人)[ ：:]+")
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "［": "］", "〔": "〕"}
# "湖南日报·新湖南客户端", "新华社", "本报": what stands before a role.
_MEDIA = re.compile(
    "(?:本报|本刊|本台|本社|本网|新华社|中新社|日报|晚报|时报|早报|商报|都市报|报|网|社|台|客户端|中心|在线|讯)$"
)
_MAX_COLUMNS = 60
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200b\u3000]+")
# "记 者", "通 讯 员": role words set wide.
_WIDE_ROLE = re.compile("记 者|通 讯 员|摄 影(?= )|作 者(?=[ ：:])")
# "张三 文 李四 图", "张三/文 李四/摄": names, then what each did; a single one is a closing word.
_POSTFIXED = re.compile("([^/／]{2,40}?)[ /／]{1,3}(文|图|摄|摄影|整理|供图|绘图|撰文)(?: +|$)")
# "摄影报道", "文/图": the second line of a byline that is set on two; "报道" may be a word of any text.
_CREDIT_ALONE = re.compile("^(?:摄影报道|图文报道|联合报道|摄影撰文|文/图|图/文)$")
# "据新华社", "（综合本报记者报道）", "据《西江晚报》报道": where a text is from; nobody signs. "据他说" is none.
_SOURCE_CREDIT = re.compile(
    r"^(?:据|综合|以上均?据)(?=[^ 。，]{2,24}$)(?:《[^《》]{2,12}》|[\u4e00-\u9fff/／、])*"
    r"(?:社|报|网|台|电|讯|报道|消息|报道组|》|客户端|通讯社)(?:报道|消息|电|讯)?$"
)
# "毛海生　郝建章　荆素梅出席": who was there, below a headline.
_ATTENDS = re.compile("(?:出席|出席并讲话|出席会议|参加|主持|主持会议|讲话|作报告|致辞|到会|陪同|颁奖)$")
# "［英］" before an author's name.
_NATION = re.compile(r"^[［\[（(〔【][\u4e00-\u9fff]{1,3}[］\])）〕】](?=[\u4e00-\u9fff])")
# "张三（某某大学）": where the person works, behind the name; "张三（女）" too.
_BEHIND = re.compile(r"^(?P<name>[^（()）]{2,16})[（(](?P<place>[^（()）]{1,24})[）)]$")
# "记者王黎）" after a dateline: an opening bracket, and a role or names inside.
_LEAD_BRACKET = re.compile(r"^[ \u3000\u00a0]*[（(]([^（()）]{2,60})[）)]")
# "记者李维平报道：" "记者唐维红、李四 报道" "记者张三 通讯员李四报道:"; names end at 报道 or 摄影报道.
_LEAD_REPORT = re.compile(
    r"^[ \u3000\u00a0]*((?:本报|本台|新华社)?(?:全媒体|见习|实习|首席|特约)?(?:记者|"
    r"通讯员)[^，。：:,、“”]{2,30}?(?:、[^，。：:,“”]{2,12})*?)"
    r"(?:摄影|联合|综合)?报道(?=[：:，, \u3000]|$)"
)
# "本报讯 记者 张三 通讯员 李四 近日…" needs the spaces: role, space, names, two or more spaces or end.
_LEAD_SPACED = re.compile(
    r"^[ \u3000\u00a0]*((?:本报)?(?:全媒体|见习|实习|首席|特约)?(?:记者|通讯员)[ \u3000\u00a0]+[\u4e00-\u9fff]{2,4}"
    r"(?:[ \u3000\u00a0、]+(?:(?:见习|实习)?(?:记者|"
    r"通讯员)[ \u3000\u00a0]*)?[\u4e00-\u9fff]{2,4})*)[ \u3000\u00a0]+(?=[\u4e00-\u9fff“0-9])"
)
# "…圆满结束。（徐国春张雅文）", "…节目。（新华社记者孙参摄）": brackets at the end, after a full stop.
_TAIL_BRACKET = re.compile(r"(?:[。！？…!?”’」』.]|^)[ \u3000\u00a0]*([（(]([^（()）]{2,60})[）)])$")
# "…表演节目。 新华社记者 孙参 摄", "…喜获丰收。 张三 摄影报道": after a full stop and a space, to the end.
_TAIL_PLAIN = re.compile(
    r"[。！？!?”][ \u3000\u00a0]+((?:[^。！？，,；;：:（）()]{0,20}(?:记者|"
    r"通讯员)[ \u3000\u00a0]*)?[\u4e00-\u9fff·\u3000\u00a0 、]{2,40}?"
    r"(?:摄影报道|摄影|/摄|摄|文/图|图/文|供图))$"
)


# "…握手言和。本报记者 张三 通讯员 李四": a desk and its names behind the last full stop; "…。记者走进村里" goes on.
_TAIL_DESK = re.compile(
    r"[。！？!?”][ \u3000\u00a0]*((?:本报|本刊|新华社|[\u4e00-\u9fff]{2,6}(?:报|网))"
    r"(?:见习|实习|首席|特约|全媒体)?(?:记者|通讯员)"
    r"[ \u3000\u00a0：:][\u4e00-\u9fff· \u3000\u00a0、]{2,40})$"
)


@dataclass(frozen=True, slots=True)
class BylineReading:
    """The people of a byline, how sure the reading is (0 to 1), and whether a role word says that it is one."""

    people: tuple[Byline, ...]
    score: float
    has_role: bool
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A byline inside a paragraph: as printed, where it stands, and who it names."""

    start: int
    end: int
    raw: str
    people: tuple[Byline, ...]


@functools.lru_cache(maxsize=4096)
def parse_byline(text: str) -> BylineReading | None:
    """Return the people that a whole line, or the inside of a bracket, names; None if it is no byline.

    A note on where the author works (（作者单位：…）) is a byline that names nobody, and so is 摄影报道 alone.
    """
    stripped = strip_blanks(text)
    if len(stripped) < 2 or columns(stripped) > _MAX_COLUMNS:
        return None
    if is_author_note(stripped) or _CREDIT_ALONE.match(stripped):
        return BylineReading((), 1.0, has_role=True, bracketed=True)
    bracketed = stripped[0] in _BRACKETS and stripped.endswith(_BRACKETS[stripped[0]])
    if bracketed:
        stripped = strip_blanks(stripped[1:-1])
    if bracketed and _SOURCE_CREDIT.match(stripped):
        return BylineReading((), 1.0, has_role=True, bracketed=True)
    stripped = _NATION.sub("", stripped)
    marked = stripped[:1] in ORNAMENTS and bool(stripped)
    stripped = strip_blanks(stripped.lstrip(ORNAMENTS + "—"))
    if not stripped or any(mark in stripped for mark in "。！？!?；“”《》…%@") or _ATTENDS.search(stripped):
        return None
    normal = _WIDE_ROLE.sub(lambda match: match[0].replace(" ", ""), _BLANKS.sub(" ", stripped))
    people, has_role, score = _read_postfixed(normal) or _read_chain(normal)
    if not people and bracketed and (glued := split_glued(normal, loose=True)):
        people, score = tuple(Byline(name) for name in glued), 0.3
    if not people or (bracketed and text.strip()[0] not in "（(" and not has_role):
        return None
    if marked:
        score += 0.35 if text.strip()[0] in "□■" else 0.2
    if bracketed:
        score += 0.2
    return BylineReading(people, min(1.0, score), has_role, bracketed)


def find_lead_byline(text: str, start: int) -> Span | None:
    """Return the byline that stands in a paragraph right after its dateline, which ends at `start`."""
    rest = text[start : start + 160]
    if (match := _LEAD_BRACKET.match(rest)) and (reading := parse_byline(match[1])):
        bracket = match.start() + len(match[0]) - len(match[0].lstrip(" \u3000\u00a0"))
        return Span(start + bracket, start + match.end(), rest[bracket : match.end()], reading.people)
    for pattern in (_LEAD_REPORT, _LEAD_SPACED):
        if (match := pattern.match(rest)) and (reading := parse_byline(match[1])):
            end = match.end(1) if pattern is _LEAD_SPACED else match.end()
            return Span(start + match.start(1), start + end, rest[match.start(1) : end], reading.people)
    return None


def find_tail_byline(text: str) -> Span | None:
    """Return the byline that ends a paragraph, behind its last sentence."""
    base = max(0, len(text) - 80)
    tail = text[base:]
    if match := _TAIL_BRACKET.search(tail):
        reading = parse_byline(match[2])
        if reading and (reading.has_role or reading.score >= 0.5):
            return Span(base + match.start(1), base + match.end(1), match[1], reading.people)
        return None
    for pattern in (_TAIL_PLAIN, _TAIL_DESK):
        if (match := pattern.search(tail)) and (reading := parse_byline(match[1])):
            return Span(base + match.start(1), base + match.end(1), match[1], reading.people)
    return None


def _read_postfixed(text: str) -> tuple[tuple[Byline, ...], bool, float] | None:
    """Return the people of a chain in which what each did stands behind the names; None if it is no such chain."""
    if " " not in text and "/" not in text and "／" not in text:
        return None
    matches = list(_POSTFIXED.finditer(text))
    if len(matches) < 2 or "".join(match[0] for match in matches) != text:
        return None
    people: list[Byline] = []
    for match in matches:
        found, _, _ = _read_chain(match[1].strip())
        if not found:
            return None
        role = _CLOSING_ROLE.get(match[2])
        people += [replace(person, role=person.role or role) for person in found]
    return tuple(people), True, 1.0


def _read_chain(text: str) -> tuple[tuple[Byline, ...], bool, float]:
    """Return the people of a chain of phrases, whether a role was named, and a score."""
    closing_role, closed = None, False
    body = text
    while body[-1:] in _CLOSING_ENDS and (match := _CLOSING.search(body)) and match.start() > 1:
        word = match[1]
        if len(word) == 1 and word in "文图作绘" and body[match.start()] not in " /／":
            break  # 王小文 is a name
        closing_role = _CLOSING_ROLE.get(word, closing_role)
        closed = True
        body = body[: match.start()].rstrip(" /／")
    roles = list(ROLE.finditer(body)) if _ROLE_OPENS.search(body) else []
    if not roles:
        return _read_without_role(body, closing_role, closed)
    people: list[Byline] = []
    head = body[: roles[0].start()].strip()
    organisation = None
    if head:
        before = split_names(head)
        if before and not _MEDIA.search(head):
            people += [Byline(name, closing_role) for name in before]
        elif " " in head and (before := split_names(head.rpartition(" ")[0])) and _MEDIA.search(head):
            people += [Byline(name, closing_role) for name in before]  # 张三 李四 本报记者 王五
            organisation = head.rpartition(" ")[2]
        elif head.count(" ") > 1 and _MEDIA.search(head) and (workers := _read_workers(head.rpartition(" ")[0], None)):
            people += workers  # 某某县委组织部 张三 本报记者 李四
            organisation = head.rpartition(" ")[2]
        elif " " in head and (workers := _read_workers(head, closing_role)):
            people += workers  # 某某医院检验科 张三 口述
        else:
            organisation = remove_blanks(head)
    for index, match in enumerate(roles):
        end = roles[index + 1].start() if index + 1 < len(roles) else len(body)
        role = role_of(match[0])
        segment = body[match.end() : end].strip(" /／|")
        if index + 1 < len(roles) and not segment:
            continue  # 文/图 before names, 记者 通讯员 side by side
        if index + 1 < len(roles) and " " not in segment and _MEDIA.search(segment) and not split_names(segment):
            organisation = segment  # 文/本报记者 张三
            continue
        found, following = _read_names(segment, role, organisation, more=index + 1 < len(roles))
        if found is None:
            return (), True, 0.0
        people += found
        organisation = following
    if not people and head:
        people = _read_offices(body)
    return tuple(people), True, 1.0 if people else 0.0


def _read_names(
    segment: str, role: Role, organisation: str | None, *, more: bool
) -> tuple[list[Byline] | None, str | None]:
    """Return the people of the names after one role, and the organisation of the next role; None if they are none."""
    if not segment:
        return [], None
    names = split_names(segment, named=True)
    if names and not (more and _MEDIA.search(segment)):
        return [Byline(name, role, organisation) for name in names], None
    parts = [part for part in re.split("[ 、，]", segment) if part]
    for cut in range(len(parts) - 1, 0, -1):
        head, rest = " ".join(parts[:cut]), " ".join(parts[cut:])
        names = split_names(head)
        if names and more:  # 记者 张三 某某报通讯员 李四
            return [Byline(name, role, organisation) for name in names], remove_blanks(rest)
        if (names := split_names(rest)) and len(head) >= 2:  # 通讯员 某县供电公司 李四: the place of work
            return [Byline(name, role, remove_blanks(head)) for name in names], None
    return None, None


# "本报评论员", "福建日报记者", "本报驻南京记者": nobody is named, the desk signs.
_BETWEEN_NAMES = re.compile("[ 、，,/／]")
_DESK = re.compile(
    "^(?:本报|本刊|本台|新华社|[\u4e00-\u9fff]{2,8}(?:报|社|台|网))[\u4e00-\u9fff]{0,6}(?:评论员|记者|通讯员|编辑部)$"
)


def is_desk(text: str) -> bool:
    """Return True for 本报评论员 and 福建日报记者: nobody is named, the desk signs."""
    return _DESK.match(text) is not None


def _read_offices(body: str) -> list[Byline]:
    """Return the desks and offices of a line that names no person; [] if any part of it is neither."""
    parts = [part for part in re.split("[ 、]", body) if part]
    if not parts or not all(_DESK.match(part) or is_office(part) for part in parts):
        return []
    return [Byline(part, Role.AUTHOR if part.endswith("评论员") else None) for part in parts]


def _read_without_role(body: str, role: Role | None, closed: bool) -> tuple[tuple[Byline, ...], bool, float]:
    if match := _BEHIND.match(body):
        names = split_names(match["name"])
        place = remove_blanks(match["place"])
        score = 0.8 if is_office(place) or is_post(place) else 0.5
        return tuple(Byline(name, role, place) for name in names), closed, score if names else 0.0
    if match := _OCCUPATION.match(body):
        names = split_names(body[match.end() :])
        return tuple(Byline(name, Role.AUTHOR) for name in names), bool(names), 0.9 if names else 0.0
    names = split_names(body)
    if names and len(names) == 1 and name_score(names[0]) < 0.5:
        return tuple(Byline(name, role) for name in names), closed, 0.9 if closed else 0.25
    if names:
        score = 0.85 if len(names) > 1 else 0.6
        if len(names) == 1 and " " in body:
            score = 0.75  # set wide: 田 鹏
        elif len(names) == 1 and len(names[0]) == 4:
            score = 0.75  # a compound surname, or a name of a minority nationality
        elif any(len(part) >= 4 and part not in names for part in _BETWEEN_NAMES.split(body)):
            # glued names may be a phrase by chance, and likelier so where each is short
            score = 0.55 if any(len(name) == 3 for name in names) else 0.2
        return tuple(Byline(name, role) for name in names), closed, 1.0 if closed else score
    if " " in body and (offices := _read_offices(body)):
        return tuple(offices), closed, 0.8
    if workers := _read_workers(body, role):
        return workers, closed, 0.8
    if workers := _read_workers(body, role, anywhere=True):
        return workers, closed, 0.6
    if len(body) == len(remove_blanks(body)) and body[-1:] not in CLOSERS and (score := office_score(body)):
        return (Byline(body, role),), closed, 0.7 if closed else score
    return (), closed, 0.0


def _are_usual(names: tuple[str, ...], parts: list[str]) -> bool:
    """True for usual names that stand apart: 马到成功 is no two of them."""
    return all(name_score(name) >= 0.8 for name in names) and all(len(part) <= 3 or part in names for part in parts)


def _read_workers(body: str, role: Role | None, *, anywhere: bool = False) -> tuple[Byline, ...]:
    """Return the people of 某某县农业局 张三 or 某某厂工人 李 四: where they work or what they are, and names.

    With `anywhere`, a workplace of any kind will do (选煤厂 张三), if the names are usual ones.
    """
    parts = body.split(" ")
    for cut in range(len(parts) - 1, 0, -1):
        head, tail = "".join(parts[:cut]), " ".join(parts[cut:])
        if not (is_workplace(head) if anywhere else is_office(head) or is_post(head)):
            continue
        if (names := split_names(tail)) and (not anywhere or _are_usual(names, parts[cut:])):
            return tuple(Byline(name, role, head) for name in names)
    for cut in range(1, 0 if anywhere else len(parts)):  # 张三 某某大学教授
        head, tail = " ".join(parts[:cut]), "".join(parts[cut:])
        if is_post(tail) and len(tail) > 3 and (names := split_names(head)):
            return tuple(Byline(name, role, tail) for name in names)
    return ()
