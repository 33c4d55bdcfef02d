"""A result over time as bars."""

from datetime import date

import pytest

from articles.search import FacetValue, SearchPage, SearchRequest
from articles.views.timeline import MOST_BARS, build_timeline


def values(counts):
    return tuple(FacetValue(value, value, count) for value, count in counts.items())


def found(asked, total, **counts):
    return SearchPage(asked, (), total, 1, **{name: values(own) for name, own in counts.items()})


def drawn(timeline):
    return [(bar.label, bar.short, bar.count, bar.url.partition("?")[2]) for bar in timeline.bars]


def test_years_without_articles_stand_between():
    asked = SearchRequest("a", page_no=3)
    timeline = build_timeline(asked, found(asked, 9, years={"2022": 4, "2020": 2}))
    assert drawn(timeline) == [
        ("2020", "2020", 2, "q=a&year=2020"),
        ("2021", "2021", 0, ""),
        ("2022", "2022", 4, "q=a&year=2022"),
    ]
    assert (timeline.up, timeline.undated, timeline.size) == ("", 3, "few")
    assert [(bar.y, bar.height) for bar in timeline.bars] == [("50.0", "50.0"), ("100.0", "0.0"), ("0.0", "100.0")]
    assert [bar.count for bar in timeline.filled] == [2, 4]


def test_a_long_time_is_shown_in_steps_that_lead_to_spans():
    asked = SearchRequest("a")
    timeline = build_timeline(asked, found(asked, 3, years={"1949": 1, "1953": 1, "2022": 1}))
    assert len(timeline.bars) <= MOST_BARS
    assert drawn(timeline)[0] == ("1945–1949", "1945", 1, "q=a&from=1945-01-01&to=1949-12-31")
    assert drawn(timeline)[1][:3] == ("1950–1954", "", 1)
    assert sum(bar.count for bar in timeline.bars) == 3


@pytest.mark.parametrize("first", ["1990", "1992", "1949", "1801", "0001"])
def test_every_year_is_in_one_bar(first):
    asked = SearchRequest()
    timeline = build_timeline(asked, found(asked, 2, years={first: 1, "2022": 1}))
    assert (sum(bar.count for bar in timeline.bars), len(timeline.bars) <= MOST_BARS) == (2, True)


def test_the_months_of_a_chosen_year(in_english):
    asked = SearchRequest("a", year=(2022,))
    timeline = build_timeline(asked, found(asked, 6, years={"2022": 6, "2021": 9}, months={"2022-03": 4}))
    assert drawn(timeline)[2] == ("March 2022", "3", 4, "q=a&month=2022-03")
    assert (len(timeline.bars), timeline.title) == (12, "Articles by month: 2022")
    assert (timeline.up, timeline.up_label, timeline.undated) == ("/en/search/?q=a", "all years", 2)


def test_the_months_of_the_only_year_lead_nowhere_up_and_count_what_has_no_date():
    asked = SearchRequest("a")
    timeline = build_timeline(asked, found(asked, 9, years={"2022": 6}, months={"2022-03": 4}))
    assert (timeline.up, timeline.undated) == ("", 5)


def test_the_days_of_a_chosen_month_with_the_chosen_one(in_english):
    asked = SearchRequest("a", day=date(2022, 2, 3))
    counts = {"years": {"2022": 6}, "months": {"2022-02": 5}, "days": {"2022-02-03": 2, "2022-02-28": 2}}
    timeline = build_timeline(asked, found(asked, 2, **counts))
    assert (len(timeline.bars), timeline.size, timeline.undated) == (28, "many", 1)
    assert [bar.chosen for bar in timeline.filled] == [True, False]
    assert [bar.url for bar in timeline.filled] == ["/en/search/?q=a&month=2022-02", "/en/search/?q=a&day=2022-02-28"]
    assert (timeline.up, timeline.up_label) == ("/en/search/?q=a&year=2022", "2022")


def test_without_dates_there_are_no_bars():
    asked = SearchRequest("a")
    assert build_timeline(asked, found(asked, 9)) is None
