"""Days, months and years counted as treaties count them."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in the treaty's own unit: 180 days are not six months."""

    n: int
    unit: Unit

    def after(self, day: date) -> date:
        """The day on which the period ends when it runs from `day`; that day itself is not counted."""
        match self.unit:
            case Unit.DAYS:
                return day + timedelta(days=self.n)
            case Unit.MONTHS:
                return same_day_months_after(day, months=self.n)
            case Unit.YEARS:
                return same_day_months_after(day, months=12 * self.n)


def same_day_months_after(day: date, *, months: int) -> date:
    """The day of the same number, so many months later; the month's last day where it has no such number.

    31 August and six months is the last day of February. The treaties are silent; this is the common rule of
    civil reckoning, written down in the European Convention on the Calculation of Time-Limits
    (Basel, 16 May 1972, ETS 76), art. 4(2).
    """
    first = first_of_month_after(day, months=months)
    _, days_in_month = calendar.monthrange(first.year, first.month)
    return first.replace(day=min(day.day, days_in_month))


def first_of_month_after(day: date, *, months: int) -> date:
    """The first day of the month that comes so many months after the month of `day`."""
    years, month_index = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month_index + 1, 1)
