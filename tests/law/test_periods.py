from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.law.periods import Period, Unit, first_of_month_after, same_day_months_after

any_day = st.dates(date(1960, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2012-08-31", 6, "2013-02-28"),  # no 31st of February: its last day
        ("2011-08-31", 6, "2012-02-29"),
        ("2024-09-06", 6, "2025-03-06"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-11-30", 3, "2026-02-28"),
    ],
)
def test_same_day_months_after_falls_back_to_the_last_day(day, months, expected):
    assert same_day_months_after(date.fromisoformat(day), months=months) == date.fromisoformat(expected)


@given(any_day, st.integers(1, 120))
def test_first_of_month_after_is_a_first_day_so_many_months_on(day, months):
    first = first_of_month_after(day, months=months)
    assert first.day == 1
    assert (first.year * 12 + first.month) - (day.year * 12 + day.month) == months


@given(any_day, st.integers(1, 400), st.sampled_from(Unit))
def test_a_period_ends_after_it_begins(day, n, unit):
    assert Period(n, unit).after(day) > day


def test_180_days_are_not_six_months():
    begins = date(2024, 2, 1)
    assert Period(180, Unit.DAYS).after(begins) == date(2024, 7, 30)
    assert Period(6, Unit.MONTHS).after(begins) == date(2024, 8, 1)
