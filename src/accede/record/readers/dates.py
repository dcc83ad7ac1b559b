"""Dates as files write them, brought to partial ISO 8601. What the calendar does not have is refused."""

import calendar
import re
from datetime import date

from accede.record.readers.reading import FileRefusedError
from accede.told import marked as _

# No treaty and no vote on record is older; an earlier year is a slip or an empty cell of some program.
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ISO_ADVICE = _("Write it as 2025-03-06, 2025-03 or 2025.")


def from_iso(text: str, *, line: int, column: str) -> str:
    """2025-03-06, 2025-03 or 2025 as it stands, checked against the calendar."""
    match = _ISO.fullmatch(text)
    if not match:
        raise FileRefusedError(
            _("%(text)s is not a date.", text=repr(text)), line=line, column=column, advice=_ISO_ADVICE
        )
    year, month, day = (int(part or 1) for part in match.groups())
    checked(year, month, day, text=text, line=line, column=column)
    return text


def whole_day(text: str, *, line: int, column: str) -> str:
    """2025-03-06 and nothing less."""
    given = from_iso(text, line=line, column=column)
    if len(given) != len("2025-03-06"):
        raise FileRefusedError(
            _("%(text)s is not a day.", text=repr(text)), line=line, column=column, advice=_ISO_ADVICE
        )
    return given


def from_words(day: str, month: str, year: str, *, line: int, column: str) -> str:
    """3 Dec 2008 as 2008-12-03. A year in two digits is refused, since it may be of either century."""
    text = f"{day} {month} {year}"
    if len(year) != len("2008"):
        raise FileRefusedError(
            _("The year of %(text)s does not have four digits.", text=repr(text)),
            line=line,
            column=column,
            advice=_("Write it out: 3 Dec 2008."),
        )
    number = _MONTHS.get(month.casefold().rstrip("."))
    if number is None:
        raise FileRefusedError(
            _("%(month)s is not an English month.", month=repr(month)), line=line, column=column
        )
    return checked(int(year), number, int(day), text=text, line=line, column=column).isoformat()


def checked(year: int, month: int, day: int, *, text: str, line: int, column: str) -> date:
    """The day, if the calendar has it and the record could."""
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise FileRefusedError(
            _("%(text)s is not in the calendar.", text=repr(text)),
            line=line,
            column=column,
            advice=_("Mend the date."),
        ) from error
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise FileRefusedError(
            _(
                "%(text)s lies outside the years %(first)s to %(last)s.",
                text=repr(text),
                first=EARLIEST_YEAR,
                last=LATEST_YEAR,
            ),
            line=line,
            column=column,
            advice=_("Mend the date."),
        )
    return found
