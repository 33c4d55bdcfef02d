"""A result over time as bars that are links: years, the months of one, the days of one. Pure; the template draws it."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from articles.search import SearchPage, SearchRequest
from articles.search.request import MAX_VALUES
from articles.views.facets import build_search_url, choose, drop, find_chosen, label_day

# More bars than these cannot be told apart: then one stands for several years.
MOST_BARS = 31
STEPS = (1, 2, 5, 10, 20, 50, 100)
# The drawing is so high, and so wide as it has bars; a count that is not zero is seen, however small it is.
HEIGHT = 100
LOWEST_BAR = 2
# Of many bars not each can have its label below.
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for in words and in short, its count, where a click leads (nowhere without articles)."""

    label: str
    short: str
    count: int
    url: str
    chosen: bool
    # Of the rectangles, in the drawing's own units, as the drawing wants them.
    column: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars, what they count by, the way to the larger span (`up`), and how many articles are in none of them."""

    title: str
    bars: tuple[Bar, ...]
    up: str
    up_label: str
    undated: int
    # "few" fits a phone; "many" is scrolled there.
    size: str

    @property
    def filled(self) -> tuple[Bar, ...]:
        """The bars that stand for anything, for the table beside the drawing."""
        return tuple(bar for bar in self.bars if bar.count)


@dataclass(frozen=True, slots=True)
class _Span:
    """A bar before it is drawn."""

    label: str
    short: str
    count: int
    asked: SearchRequest | None
    chosen: bool = False


def build_timeline(asked: SearchRequest, found: SearchPage) -> Timeline | None:
    """The result by day, by month or by year, as closely as it is limited; None where no article has a date.

    The counts leave the chosen year, month and day out, as those beside the result do; the bars are those within.
    """
    by_year = {int(value.value): value.count for value in found.years}
    by_month = {value.value: value.count for value in found.months}
    by_day = {value.value: value.count for value in found.days}
    undated = 0 if find_chosen(asked, "year") else found.total - sum(by_year.values())
    if by_day:
        month = found.days[0].value[:7]
        title, spans = _("Articles by day: %(month)s") % {"month": label_day(month)}, _days(asked, month, by_day)
        undated = by_month.get(month, 0) - sum(by_day.values())
        up, up_label = drop(replace(asked, year=(), day=None, month=month), "month"), month[:4]
    elif by_month:
        year = found.months[0].value[:4]
        title, spans = _("Articles by month: %(year)s") % {"year": year}, _months(asked, year, by_month)
        undated = by_year.get(int(year), 0) - sum(by_month.values()) + undated
        up, up_label = drop(replace(asked, month=None, day=None), "year"), _("all years")
    elif by_year:
        title, spans, up, up_label = _("Articles by year"), _years(asked, by_year), asked, ""
    else:
        return None
    # What was not chosen but follows from the result leads nowhere up.
    leads_up = bool(up_label) and bool(find_chosen(asked, "year"))
    most = max(span.count for span in spans)
    return Timeline(
        title=title,
        bars=tuple(_draw(place, span, most) for place, span in enumerate(spans)),
        up=build_search_url(up) if leads_up else "",
        up_label=up_label if leads_up else "",
        undated=undated,
        size="few" if len(spans) <= MOST_LABELS else "many",
    )


def _draw(column: int, span: _Span, most: int) -> Bar:
    height = max(LOWEST_BAR, span.count / most * HEIGHT) if span.count else 0
    return Bar(
        label=span.label,
        short=span.short,
        count=span.count,
        url=build_search_url(span.asked) if span.count and span.asked else "",
        chosen=span.chosen,
        column=column,
        y=f"{HEIGHT - height:.1f}",
        height=f"{height:.1f}",
    )


def _days(asked: SearchRequest, month: str, counts: dict[str, int]) -> list[_Span]:
    days = [f"{month}-{day:02d}" for day in range(1, monthrange(int(month[:4]), int(month[5:]))[1] + 1)]
    return [_span(asked, "day", day, counts, day[8:].lstrip("0")) for day in days]


def _months(asked: SearchRequest, year: str, counts: dict[str, int]) -> list[_Span]:
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    return [_span(asked, "month", month, counts, month[5:].lstrip("0")) for month in months]


def _span(asked: SearchRequest, name: str, value: str, counts: dict[str, int], short: str) -> _Span:
    chosen = value in find_chosen(asked, name)
    if chosen:
        leads_to = drop(asked, name, value)
    elif name == "year" and len(asked.year) >= MAX_VALUES:
        leads_to = None
    else:
        leads_to = choose(asked, name, value)
    return _Span(label_day(value), short, counts.get(value, 0), leads_to, chosen)


def _years(asked: SearchRequest, counts: dict[int, int]) -> list[_Span]:
    first, last = min(counts), max(counts)
    step = next((step for step in STEPS if (last // step) - (first // step) < MOST_BARS), STEPS[-1])
    starts = range(first // step * step, last + 1, step)
    spacing = -(-len(starts) // MOST_LABELS)
    spans = []
    for place, start in enumerate(starts):
        end = start + step - 1
        count = sum(counts.get(year, 0) for year in range(start, end + 1))
        short = str(start) if place % spacing == 0 else ""
        if step == 1:
            spans.append(_span(asked, "year", str(start), {str(start): count}, short))
        else:
            free = replace(asked, year=(), month=None, day=None)
            within = replace(free, date_from=date(start or 1, 1, 1), date_to=date(end, 12, 31), page_no=1)
            spans.append(_Span(f"{start}–{end}", short, count, within))
    return spans
