"""Dates as sources give them: a day, a month or only a year, and how firm that is."""

import calendar
import re
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Firmness(models.TextChoices):
    """How much of a date its source confirms."""

    DAY = "day", _("day confirmed")
    DAY_UNVERIFIED = "day-unverified", _("day not verified")
    MONTH = "month", _("only the month is known")
    YEAR = "year", _("only the year is known")
    YEAR_UNVERIFIED = "year-unverified", _("year not verified")


class NotADateError(ValueError):
    """A date that is not written as ISO 8601, or that the calendar does not have."""


def last_possible_day(text: str, *, not_after: date | None = None) -> date:
    """The last day that `text` (2020, 2023-11 or 2023-11-02) can mean, but none after `not_after`.

    A State that joined "in 2020" was certainly Party when the year ended, and so the last day is the one
    that never claims too much. A day written in full is taken as it stands.
    """
    match = _PARTIAL.fullmatch(text)
    if not match:
        raise NotADateError(f"{text!r} is not a date. Write it as 2025-03-06, 2025-03 or 2025.")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day is not None:
            return date(year or 0, month or 0, day)
        month = month or 12
        last = date(year or 0, month, calendar.monthrange(year or 0, month)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise NotADateError(f"{text!r} is not in the calendar.") from error
    return min(last, not_after) if not_after else last


def first_possible_day(text: str) -> date:
    """The first day that `text` can mean."""
    return last_possible_day("-".join([*text.split("-"), "01", "01"][:3]))


def parse_day(text: str) -> date:
    """A whole day, as ISO 8601 writes it; anything else raises NotADateError."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise NotADateError(f"{text!r} is not a day. Write days as ISO 8601: 2025-03-06.")
    return last_possible_day(text)
