from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.dates import Days, parse_days

YEAR_2022 = Days(date(2022, 1, 1), date(2022, 12, 31))
OCTOBER = Days(date(2022, 10, 1), date(2022, 10, 31))
THE_11TH = Days(date(2022, 10, 11), date(2022, 10, 11))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2022", YEAR_2022),
        ("２０２２年", YEAR_2022),
        ("2022-10", OCTOBER),
        ("2022年10月", OCTOBER),
        ("2022/10", OCTOBER),
        ("2022.10", OCTOBER),
        ("2022-10-11", THE_11TH),
        ("2022年10月11日", THE_11TH),
        ("20221011", THE_11TH),
        ("2024-2", Days(date(2024, 2, 1), date(2024, 2, 29))),
        ("2022-01..2022-06", Days(date(2022, 1, 1), date(2022, 6, 30))),
        ("2022-06..2022-01", Days(date(2022, 1, 1), date(2022, 6, 30))),
        ("2021~2022", Days(date(2021, 1, 1), date(2022, 12, 31))),
        ("2021～2022", Days(date(2021, 1, 1), date(2022, 12, 31))),
        ("2021至2022年10月", Days(date(2021, 1, 1), date(2022, 10, 31))),
        ("2021-2022", Days(date(2021, 1, 1), date(2022, 12, 31))),
        ("2022…2022-10", Days(date(2022, 1, 1), date(2022, 12, 31))),
        ("2022-10..", Days(date(2022, 10, 1), None)),
        ("..2022-10", Days(None, date(2022, 10, 31))),
        ("", None),
        ("..", None),
        ("昨天", None),
        ("10月11日", None),
        ("2022-13", None),
        ("2022-02-30", None),
        ("0000", None),
        ("2022..昨天", None),
        ("2020..2021..2022", None),
    ],
)
def test_parse_days(text, days):
    assert parse_days(text) == days


@given(st.text(alphabet="0123456789-/.年月日~至 ", max_size=24))
def test_parse_days_never_raises_and_keeps_the_order(text):
    days = parse_days(text)
    if days and days.start and days.end:
        assert days.start <= days.end
