"""Bars of a chart, laid out on the server: where each stands in a drawing of fixed size. Pure; templates draw them."""

from collections.abc import Mapping
from dataclasses import dataclass

# The drawing's own units; the page scales it.
WIDTH, HEIGHT = 320, 80
# Part of a bar's place that stays empty beside it.
GAP = 0.2
# More bars than these cannot be told apart: then one stands for several years.
MOST_BARS = 64
STEPS = (1, 2, 5, 10, 20, 50, 100)
# A count that is not zero is seen, however small it is beside the largest.
LOWEST_BAR = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the years it stands for (both in), their count, and its rectangle in the drawing."""

    first: int
    last: int
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def label(self) -> str:
        """2022, or 2020–2024 where it stands for several years."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class YearBars:
    """A chart of counts by year, from the first year with a count to the last, years without one in between."""

    bars: tuple[Bar, ...]

    @property
    def first(self) -> int:
        return self.bars[0].first

    @property
    def last(self) -> int:
        return self.bars[-1].last

    @property
    def peak(self) -> Bar:
        """The highest bar, the earliest of equal ones."""
        return max(self.bars, key=lambda bar: bar.count)

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def filled(self) -> tuple[Bar, ...]:
        """The bars that stand for anything, for the table beside the drawing."""
        return tuple(bar for bar in self.bars if bar.count)


def year_bars(counts: Mapping[int, int]) -> YearBars | None:
    """The chart of `counts`, {2022: 31}; None for nothing. Years that a calendar lacks (0: no date) are left out."""
    years = {year: count for year, count in counts.items() if year > 0 and count > 0}
    if not years:
        return None
    first, last = min(years), max(years)
    step = next((step for step in STEPS if last - first < MOST_BARS * step), STEPS[-1])
    if step > 1:
        first -= first % step
    sums: dict[int, int] = dict.fromkeys(range(first, last + 1, step), 0)
    for year, count in years.items():
        sums[year - (year - first) % step] += count
    highest = max(sums.values())
    place = WIDTH / len(sums)
    # Few bars stay slender, as in a longer chart.
    width = min(place * (1 - GAP), WIDTH / 12)
    bars = []
    for number, (start, count) in enumerate(sums.items()):
        height = max(HEIGHT * count / highest, LOWEST_BAR) if count else 0.0
        x = place * number + (place - width) / 2
        bars.append(
            Bar(
                start, start + step - 1, count,
                round(x, 2), round(HEIGHT - height, 2), round(width, 2), round(height, 2),
            )
        )  # fmt: skip
    return YearBars(tuple(bars))
