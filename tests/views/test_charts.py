"""Bars of articles a year."""

from articles.views.charts import HEIGHT, LOWEST_BAR, MOST_BARS, WIDTH, Bar, YearBars, year_bars


def test_bars_stand_side_by_side_with_empty_years_between():
    assert year_bars({2020: 10, 2022: 20}) == YearBars(
        (
            Bar(2020, 2020, 10, 40.0, 40.0, 26.67, 40.0),
            Bar(2021, 2021, 0, 146.67, 80.0, 26.67, 0.0),
            Bar(2022, 2022, 20, 253.33, 0.0, 26.67, 80.0),
        )
    )


def test_nothing_has_no_chart():
    assert [year_bars({}), year_bars({0: 7}), year_bars({2022: 0})] == [None, None, None]


def test_a_chart_says_what_it_shows():
    chart = year_bars({0: 3, 2019: 2, 2020: 9, 2022: 9})
    assert (chart.first, chart.last, chart.peak.label, chart.peak.count, chart.total) == (2019, 2022, "2020", 9, 20)
    assert [(bar.label, bar.count) for bar in chart.filled] == [("2019", 2), ("2020", 9), ("2022", 9)]


def test_many_years_share_bars_and_no_article_is_lost():
    counts = {year: year % 7 for year in range(1903, 2027)}
    chart = year_bars(counts)
    assert (chart.bars[0].label, chart.bars[-1].label, len(chart.bars)) == ("1902–1903", "2026–2027", 63)
    assert chart.total == sum(counts.values())


def test_a_chart_is_bounded_whatever_the_years():
    chart = year_bars({1: 1, 9999: 1_000_000})
    inside = all(bar.x >= 0 and bar.x + bar.width <= WIDTH and 0 <= bar.y <= HEIGHT for bar in chart.bars)
    assert (len(chart.bars) <= 2 * MOST_BARS, inside, chart.bars[0].height) == (True, True, LOWEST_BAR)
