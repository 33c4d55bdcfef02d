"""Which place staff mean by what they type: a name of any year, a short form, a code, or the initials of the pinyin."""

import re

from django.conf import settings
from django.db.models import Q, QuerySet

from articles.browsing import choose_current
from articles.models import Region

# 430923 安化县, 430923/平口镇; not 安化县 or 4309
WITH_CODE = re.compile(r"([0-9]{6}(?:/\S+)?)(?:\s.*)?")
# ahx; not 安化
LETTERS = re.compile(r"[A-Za-z]+")

SUGGESTIONS = 12


def find_named(text: str) -> list[Region]:
    """The places that go by exactly this name, code or initials, likeliest first; none, one or several."""
    text = text.strip()
    if match := WITH_CODE.fullmatch(text):
        return _current(Region.objects.of_place(match[1]))
    if LETTERS.fullmatch(text):
        return _current(Region.objects.filter(initials=text.lower()))
    return _current(Region.objects.filter(Q(name=text) | Q(aliases__name=text)).distinct())


def suggest_places(text: str) -> list[Region]:
    """The places whose name, other name or initials begin like this, likeliest first; a handful."""
    text = text.strip()
    if not text:
        return []
    if LETTERS.fullmatch(text):
        found = Region.objects.filter(initials__startswith=text.lower())
    elif match := WITH_CODE.fullmatch(text):
        found = Region.objects.of_place(match[1])
    else:
        found = Region.objects.filter(Q(name__startswith=text) | Q(aliases__name__startswith=text)).distinct()
    return _current(found)[:SUGGESTIONS]


def describe_place(region: Region) -> str:
    """The place so that nobody can mistake it, as find_named reads it back: 430923 安化县 (湖南省 益阳市)."""
    above, parent = [], region.parent
    while parent:
        above.insert(0, parent.name)
        parent = parent.parent
    name = f"{region.division} {region.name}" if region.code else region.division
    return f"{name} ({' '.join(above)})" if above else name


def _current(found: QuerySet[Region]) -> list[Region]:
    """One row for each place among `found`, that in force: those in use before those gone, those at home first."""
    paths = set(found.order_by().values_list("entity_path", flat=True))
    # A letter or two begin thousands of names: those at home and the larger ones are looked at.
    nearest = sorted(paths, key=lambda path: (not _at_home(path), path.count("/"), path))[: 4 * SUGGESTIONS]
    rows: dict[str, list[Region]] = {}
    for row in Region.objects.filter(entity_path__in=nearest).select_related("parent__parent__parent"):
        rows.setdefault(row.entity_path, []).append(row)
    return sorted(map(choose_current, rows.values()), key=_rank)


def _rank(region: Region) -> tuple:
    return region.valid_to is not None, not _at_home(region.entity_path), region.level, region.entity_path


def _at_home(path: str) -> bool:
    return path.startswith(f"{settings.HOME_REGION}/")
