"""The articles of a place and of a name in their order, found by the numbers that are kept of them."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Left

from articles.models import Article, ArticleRegion, Byline, Newspaper, Region, RegionCount

# Newest issue first and, within it, as the newspaper runs: page 1 before page 2. What has no date comes last, and equal
# dates fall the same way every time.
NEWEST_FIRST = (
    F("dump__issue_date").desc(nulls_last=True),
    F("dump__page_no").asc(nulls_last=True),
    "-dump_id",
    "order_no",
)

# From so many articles on, the newest are looked for month by month and not among all of them.
MANY_ARTICLES = 500

# Rungs of a county's path. A county has a hundred places in it at the most, what lies above has thousands.
COUNTY_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles one newspaper has of one month (202210; 0: no date) in a role."""

    role: str
    month: int
    newspaper: str
    newspaper_name: str
    count: int

    @property
    def year(self) -> int:
        """The year; 0 without a date."""
        return self.month // 100


@dataclass(frozen=True, slots=True)
class SignedTally:
    """How many articles with one name a newspaper has of one month (202210; 0: no date)."""

    month: int
    newspaper: str
    newspaper_name: str
    count: int

    @property
    def year(self) -> int:
        """The year; 0 without a date."""
        return self.month // 100


@dataclass(frozen=True, slots=True)
class Choice:
    """The articles of a place that a reader asks for; None lets all pass."""

    role: str
    year: int | None
    newspaper: str | None

    def takes(self, tally: Tally, *, any_year=False, any_newspaper=False) -> bool:
        """Whether these articles are among them, whatever their year or newspaper if any will do."""
        return (
            tally.role == self.role
            and (any_year or self.year in (None, tally.year))
            and (any_newspaper or self.newspaper in (None, tally.newspaper))
        )


def tally(path: str) -> list[Tally]:
    """All numbers of the place with this `entity_path`: one query for the tabs, the filters and the list's length."""
    rows = RegionCount.objects.filter(path=path, articles__gt=0).order_by()
    return [Tally(*row) for row in rows.values_list("role", "month", "newspaper__code", "newspaper__name", "articles")]


def tally_signed(name: str) -> list[SignedTally]:
    """All numbers of the name, none if it is unused: a query that reads an index alone, and one for the newspapers."""
    rows = Byline.objects.filter(name=name).order_by().values_list("month", "newspaper")
    counts = list(rows.annotate(Count("article", distinct=True)))
    papers = Newspaper.objects.in_bulk({newspaper for _month, newspaper, _count in counts})
    return [
        SignedTally(month, papers[newspaper].code, papers[newspaper].name, count) for month, newspaper, count in counts
    ]


def choose_current(rows: Iterable[Region]) -> Region:
    """The row in force, else the one that was in force last. `rows` must not be empty."""
    return max(rows, key=lambda row: (row.valid_to is None, row.valid_to or 0, row.valid_from))


def choose_as_of(rows: Sequence[Region], day: date | None) -> Region:
    """The row that was in force in the year of `day`, else the one that choose_current gives."""
    if day is not None:
        then = [row for row in rows if row.valid_from <= day.year and day.year <= (row.valid_to or day.year)]
        if then:
            return max(then, key=lambda row: row.valid_from)
    return choose_current(rows)


def sum_by_role(tallies: Iterable[Tally]) -> Counter[str]:
    """How many articles the place has in each role."""
    totals: Counter[str] = Counter()
    for item in tallies:
        totals[item.role] += item.count
    return totals


def count_by_month(choice: Choice, tallies: Iterable[Tally]) -> Counter[int]:
    """How many articles of the choice each month has."""
    by_month: Counter[int] = Counter()
    for item in tallies:
        if choice.takes(item):
            by_month[item.month] += item.count
    return by_month


def choose_role(asked: str, totals: Mapping[str, int]) -> str:
    """The role that a reader asks for; with no word of theirs the articles about the place, if there are any."""
    if asked in ArticleRegion.Role.values:
        return asked
    about, mentioned = totals[ArticleRegion.Role.PRIMARY], totals[ArticleRegion.Role.MENTIONED]
    return ArticleRegion.Role.MENTIONED if mentioned and not about else ArticleRegion.Role.PRIMARY


def find_articles(
    path: str, choice: Choice, by_month: Counter[int], start: int, size: int
) -> tuple[QuerySet[Article], int]:
    """The articles among which `size` from `start` on stand, and how many of the whole list come before these.

    `path` is the place's `entity_path`, `by_month` what count_by_month gives for the choice. The order is NEWEST_FIRST.
    """
    many = by_month.total() >= MANY_ARTICLES
    articles = _find_placed(path, choice, many).order_by(*NEWEST_FIRST)
    if not many:
        return articles, 0
    months, skipped = choose_months(by_month, start, size)
    return articles.filter(_appeared_in(months)), skipped


def count_signed(tallies: Iterable[SignedTally], newspaper: str | None = None, year: int | None = None) -> Counter[int]:
    """How many articles with the name each month has, in the newspaper and the year or in all."""
    by_month: Counter[int] = Counter()
    for item in tallies:
        if newspaper in (None, item.newspaper) and year in (None, item.year):
            by_month[item.month] += item.count
    return by_month


def find_signed(
    name: str, newspaper: str | None, by_month: Mapping[int, int], start: int, size: int
) -> tuple[QuerySet[Article], int]:
    """As find_articles, of a name: in one newspaper, or in all if it is None.

    `by_month` is what count_signed gives for the newspaper.
    """
    months, skipped = choose_months(by_month, start, size)
    signatures = find_signatures(name, months)
    if newspaper:
        signatures = signatures.filter(newspaper__code=newspaper)
    return Article.objects.filter(pk__in=signatures.values("article")).order_by(*NEWEST_FIRST), skipped


def find_signatures(name: str, months: Sequence[int]) -> QuerySet[Byline]:
    """Where the name stands in these months, which follow one another as choose_months gives them; 0 is no date."""
    signatures = Byline.objects.filter(name=name).order_by()
    return signatures.filter(month__range=(months[-1], months[0])) if months else signatures.none()


def choose_months(by_month: Mapping[int, int], start: int, size: int) -> tuple[list[int], int]:
    """The months, newest first and undated last, that hold `size` articles from `start` on, and how many come before.

    `by_month` says how many articles each month has.
    """
    months, skipped, seen = [], 0, 0
    for month in sorted(by_month, reverse=True):
        seen += by_month[month]
        if seen <= start:
            skipped = seen
            continue
        months.append(month)
        if seen >= start + size:
            break
    return months, skipped


def _appeared_in(months: Sequence[int]) -> Q:
    """The condition that an article is of the time from the last of `months` to the first; 0 stands for no date."""
    dated = [month for month in months if month]
    condition = Q()
    if dated:
        (first_year, first_month), (last_year, last_month) = divmod(dated[-1], 100), divmod(dated[0], 100)
        last_day = monthrange(last_year, last_month)[1]
        condition = Q(
            dump__issue_date__gte=date(first_year, first_month, 1),
            dump__issue_date__lte=date(last_year, last_month, last_day),
        )
    return condition | Q(dump__issue_date__isnull=True) if 0 in months else condition


def _find_placed(path: str, choice: Choice, many: bool) -> QuerySet[Article]:
    """The articles of the choice in the place at `path`; an article once, however many places within it has.

    `many` says whether to look at each article of a time for its places, or at the places for their articles.
    """
    placements = ArticleRegion.objects.filter(role=choice.role)
    if many:
        if path.count("/") >= COUNTY_DEPTH and connection.vendor != "sqlite":
            # Few enough to be listed, and then PostgreSQL knows how many articles they have. SQLite would look for each
            # article at each of them.
            within = Region.objects.filter(lies_within(path, "entity_path")).order_by()
            placements = placements.filter(region__in=list(within.values_list("pk", flat=True)))
        else:
            # No index serves this condition, on purpose: PostgreSQL would start from all places within instead of from
            # the articles of the time, since it expects a prefix to match far fewer.
            placements = placements.annotate(within=Left("region__entity_path", len(path))).filter(within=path)
        articles = Article.objects.filter(Exists(placements.filter(article=OuterRef("pk"))))
    else:
        placements = placements.filter(lies_within(path, "region__entity_path"))
        articles = Article.objects.filter(pk__in=placements.values("article"))
    if choice.year:
        articles = articles.filter(dump__issue_date__year=choice.year)
    if choice.newspaper:
        articles = articles.filter(dump__newspaper__code=choice.newspaper)
    return articles


def lies_within(path: str, field: str) -> Q:
    """The condition that the path in `field` is `path` or lies below it."""
    if connection.vendor == "sqlite":
        # SQLite uses no index for LIKE with an escape. "0" is what follows "/" in its order of bytes.
        return Q(**{f"{field}__gte": path, f"{field}__lt": path.removesuffix("/") + "0"})
    return Q(**{f"{field}__startswith": path})
