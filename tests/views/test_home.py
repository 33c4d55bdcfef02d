"""The front page: figures, and this day in other years."""

from datetime import date

import pytest

from articles.models import Dump
from articles.views.anniversaries import Anniversary, find_anniversary, list_days_around
from articles.views.home import Figures, sum_up
from articles.views.issues import count_years, find_readable
from tests.factories import make_article, make_dump, make_newspaper

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


def found(first_year=2000, last_year=2026, today=TODAY):
    anniversary = find_anniversary(today, first_year, last_year)
    return anniversary.exact, [page.issue_date for page in anniversary.pages]


def test_this_day_in_other_years_comes_newest_first():
    for day in (date(2019, 11, 24), date(2021, 11, 24), date(2021, 11, 23), TODAY):
        make_dump(issue_date=day)
    assert found() == (True, [date(2021, 11, 24), date(2019, 11, 24)])


def test_without_such_pages_the_days_around_it_do():
    for day in (date(2019, 11, 17), date(2021, 12, 1), date(2020, 11, 16), date(2022, 12, 2)):
        make_dump(issue_date=day)
    assert found() == (False, [date(2021, 12, 1), date(2019, 11, 17)])


def test_pages_that_are_known_to_the_month_only_or_were_not_read_are_of_no_day():
    make_dump(issue_date=date(2020, 11, 24), precision="month", source="text")
    make_dump(issue_date=date(2021, 11, 24), status=Dump.Status.FAILED)
    assert found() == (False, [])


def test_an_archive_without_dates_has_no_anniversary():
    assert find_anniversary(TODAY, None, None) == Anniversary(TODAY, False, ())


def test_29_february_is_28_february_where_there_is_none():
    assert list_days_around(date(2024, 2, 29), [2023, 2020], 0) == [date(2023, 2, 28), date(2020, 2, 29)]


def test_the_first_days_of_a_year_reach_into_the_one_before():
    days = list_days_around(date(2026, 1, 2), [2025], 7)
    assert (days[0], days[-1], len(days)) == (date(2024, 12, 26), date(2025, 1, 9), 15)


def test_the_archive_in_figures():
    newspaper = make_newspaper()
    for day in (date(2020, 5, 4), date(2022, 10, 12), None):
        make_article(dump=make_dump(newspaper=newspaper, issue_date=day))
    make_dump(issue_date=None)
    make_dump(status=Dump.Status.FAILED)
    assert sum_up(count_years(find_readable())) == Figures(4, 3, 2, date(2020, 5, 4), date(2022, 10, 12))


def test_the_front_page_says_when_other_years_have_nothing(client):
    make_dump(issue_date=None)
    assert "The archive holds no page from these days in other years." in client.get("/en/").text


def test_the_front_page_draws_the_years_and_says_them(client):
    for year, articles in ((2020, 1), (2022, 3)):
        dump = make_dump(issue_date=date(year, 5, 4))
        for _each in range(articles):
            make_article(dump=dump)
    text = client.get("/en/").text
    label = "Articles a year from 2020 to 2022; most in 2022: 3"
    assert [f'role="img" aria-label="{label}"' in text, text.count("<rect"), 'href="/en/dates/2022/"' in text] == [
        True,
        2,
        True,
    ]
