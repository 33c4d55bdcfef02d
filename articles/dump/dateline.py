"""Datelines: 本报讯, 本报长沙1月10日电, 新华社北京…电, 某某日报10月11日讯.

A dateline opens the lead paragraph and names an agency or a paper, often a place and a date, and closes with 讯 or 电.
The text of the paragraph keeps it; the fields are copies.
"""

import functools
import re
from dataclasses import dataclass

_DAY = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = rf"(?:(?:[0-9０-９]{{4}}年)?{_DAY}月{_DAY}日|{_DAY}日)"
_AGENCY = (
    r"(?:本报|本刊|本台|本网|本社|新华社|新华网|中新社|中新网|中国新闻社|中央社|路透社|美联社|法新社|塔斯社|"
    r"[\u4e00-\u9fff·•“”]{1,14}?(?:日报|晚报|时报|早报|晨报|商报|都市报|导报|周报|农民报|报社|报|网|客户端|在线|电视台|广播电台|融媒体?|融媒体中心|新闻|云|通讯社|社))"
)
# "本报讯", "据新华社北京１月２日电", "【新华社十四日讯】", "科技日报兰州6月11日电" match at the start of a paragraph;
# "本报讯员" would too if it were printed, "据报道" and "本报记者" do not.
_DATELINE = re.compile(
    rf"^(?P<open>[【\[（(〔]?)(?P<lead>据|又据)?(?P<agency>{_AGENCY}(?:[·•／/ ]{_AGENCY})?)"
    rf"[ \u3000\u00a0]*(?P<place>[\u4e00-\u9fff]{{2,12}}?)??[ \u3000\u00a0]*(?P<date>{_DATE})?[ \u3000\u00a0]*"
    r"(?P<kind>专电|急电|快讯|综合电|综合讯|综合消息|消息|讯|电)(?P<close>[】\]）)〕]?)"
)
# "本报北京１月２日电" has them; "本报讯电影" must not be read as 电 + 影.
_NOT_AFTER = re.compile(r"^(?:员|息|子|影|力|视|话|网|脑|商|信|站|厂)")
# "拉萨讯:" after a first dateline; "通讯:" is none.
_SECOND = re.compile(r"^[\u4e00-\u9fff]{2,6}(?<!通)(?:讯|电)[：:]")
_LONGEST = 44


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline as printed, where it ends in its paragraph, and its parts (None where they are not printed)."""

    raw: str
    end: int
    agency: str
    place: str | None
    day: str | None


@functools.lru_cache(maxsize=1024)
def find_dateline(text: str) -> Dateline | None:
    """Return the dateline that opens the paragraph `text`, which has no leading blanks; None if there is none."""
    match = _DATELINE.match(text[: _LONGEST + 4])
    if match is None or match.end() > _LONGEST:
        return None
    kind, date = match["kind"], match["date"]
    rest = text[match.end() : match.end() + 2]
    if not match["close"] and date is None and _NOT_AFTER.match(rest):
        return None
    if date is None and match["agency"].endswith("新闻"):
        return None
    if date is None and match["place"] and match["place"][-1] in "员者来悉闻":
        return None
    if date is None and kind in ("消息", "快讯") and match["agency"] not in ("本报", "新华社", "本台"):
        return None
    if (
        date is None
        and match["place"]
        and kind == "电"
        and not match["close"]
        and rest[:1] not in ("", " ", "\u3000", "（", "(")
    ):
        return None
    end = match.end()
    if match["close"] and (second := _SECOND.match(text[end : end + 10])):
        end += second.end() - 1
    return Dateline(text[:end], end, match["agency"], match["place"] or None, date)
