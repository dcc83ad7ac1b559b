from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accede.record.partial_dates import NotADateError, first_possible_day, last_possible_day, parse_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03-06", date(2025, 3, 6), date(2025, 3, 6)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_partial_date_reaches_from_its_first_day_to_its_last(text, first, last):
    assert (first_possible_day(text), last_possible_day(text)) == (first, last)


def test_partial_date_reaches_no_further_than_asked():
    assert last_possible_day("2026", not_after=date(2026, 3, 1)) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-2-3",
        "2025-02-30",
        "2025-13",
        "0000",
        "0000-01-01",
        "20250306",
        "06/03/2025",
        "2025-03-06T00:00",
        "2025-03-06\n",
        "٢٠٢٥-٠٣-٠٥",
        "today",
        "2025-W10-4",
    ],
)
@pytest.mark.parametrize("read", [parse_day, last_possible_day])
def test_what_is_not_iso_8601_is_refused(read, text):
    with pytest.raises(NotADateError) as refusal:
        read(text)
    assert repr(text) in str(refusal.value)


@pytest.mark.parametrize("text", ["2025", "2025-03"])
def test_day_must_be_whole(text):
    with pytest.raises(NotADateError, match="Write days as ISO 8601"):
        parse_day(text)


@given(st.dates())
def test_day_is_read_as_it_is_written(day):
    assert parse_day(day.isoformat()) == day
