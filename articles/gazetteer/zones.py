"""Zones (经开区, 高新区, 湘江新区, 自贸区): places of their own kind that lie in a division and have no code.

A zone is its division and its name: whatever a text calls it, 株洲经济技术开发区 and 株洲国家级经开区 are 株洲经开区.
"""

import re
from functools import cache

from articles.gazetteer.aliases import list_written_aliases
from articles.gazetteer.divisions import PROVINCE
from articles.gazetteer.shortform import short_form
from articles.gazetteer.types import Division

# The kinds of zones by the names they go by. What is as often no zone at all (新城, 示范区) is one only where
# data/aliases.csv has its name.
KINDS = {
    "经开区": ("经济技术开发区", "经济开发区", "经开区"),
    "高新区": ("高新技术产业开发区", "高新技术产业园区", "高新技术开发区", "高新区"),
    "自贸片区": ("自由贸易试验区", "自贸试验区", "自贸片区", "自贸区"),
    "综保区": ("综合保税区", "综保区"),
    "产业开发区": ("产业开发区",),
    "工业集中区": ("工业集中区",),
    "工业园": ("工业园区", "工业园"),
    "产业园": ("产业园区", "产业园"),
    "旅游度假区": ("旅游度假区",),
    "管理区": ("管理区",),
}
FREE_TRADE = "自贸片区"
FREE_TRADE_OF_PROVINCE = "自贸试验区"

_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
AREA = "片区"
# Matches 国家级经开区 after 株洲, 市高新区 after 株洲; not 高新技术企业, and not 产业园 in 产业园艺
# or 管理区 in 管理区域.
ZONE_AFTER = re.compile(
    f"[省市县区]?(?:国家级|国家|省级)?(?P<kind>{'|'.join(sorted(_KIND_OF, key=len, reverse=True))}|{AREA})(?![艺林域])"
)
ZONE_STARTS = "".join({name[0] for name in (*_KIND_OF, AREA, *"国省市县区")})  # few names have one of them after them
# Before a name with 片区 after it. Matches 自由贸易试验区 in 自由贸易试验区长沙片区; not 老城区.
FREE_TRADE_BEFORE = re.compile("(?:自由贸易试验区|自贸试验区|自贸区)$")


def find_zone(text: str, start: int, end: int, division: Division) -> tuple[str, int] | None:
    """The name of the zone that goes by the name of `division` at start:end, and where what names it ends.

    株洲经开区 for 株洲国家级经开区; None where no zone follows.
    """
    if text[end : end + 1] not in ZONE_STARTS or not (match := ZONE_AFTER.match(text, end)):
        return None
    kind = match["kind"]
    if kind == AREA and not FREE_TRADE_BEFORE.search(text, max(0, start - 8), start):
        return None
    kind = FREE_TRADE if kind == AREA else _KIND_OF[kind]
    if division.level == PROVINCE:  # provinces have one kind of zones alone
        return (_stem(division) + FREE_TRADE_OF_PROVINCE, match.end()) if kind == FREE_TRADE else None
    return own_name(_stem(division) + kind), match.end()


def _stem(division: Division) -> str:
    return short_form(division.name, division.level) or division.name


def own_name(name: str) -> str:
    """The name under which a zone is kept that data/aliases.csv has under another; else the name itself."""
    return _own_names().get(name, name)


@cache
def _own_names() -> dict[str, str]:
    return {alias.name: alias.zone for alias in list_written_aliases() if alias.zone}
