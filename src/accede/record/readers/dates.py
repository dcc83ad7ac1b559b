"""Dates as files write them, brought to partial ISO 8601. What the calendar does not have is refused."""

import calendar
import re
from datetime import date

from accede.record.readers.reading import FileRefusedError

# No treaty and no vote on record is older; an earlier year is a slip or an empty cell of some program.
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ISO_ADVICE = "Write it as 2025-03-06, 2025-03 or 2025."


def from_iso(text: str, *, line: int, column: str) -> str:
    """2025-03-06, 2025-03 or 2025 as it stands, checked against the calendar."""
    match = _ISO.fullmatch(text)
    if not match:
        raise FileRefusedError(f"{text!r} is not a date.", line=line, column=column, advice=_ISO_ADVICE)
    year, month, day = (int(part or 1) for part in match.groups())
    checked(year, month, day, text=text, line=line, column=column)
    return text


def whole_day(text: str, *, line: int, column: str) -> str:
    """2025-03-06 and nothing less."""
    given = from_iso(text, line=line, column=column)
    if len(given) != len("2025-03-06"):
        raise FileRefusedError(f"{text!r} is not a day.", line=line, column=column, advice=_ISO_ADVICE)
    return given


def from_words(day: str, month: str, year: str, *, line: int, column: str) -> str:
    """3 Dec 2008 as 2008-12-03. A year in two digits is refused, since it may be of either century."""
    text = f"{day} {month} {year}"
    if len(year) != len("2008"):
        raise FileRefusedError(
            f"The year of {text!r} does not have four digits.",
            line=line,
            column=column,
            advice="Write it out: 3 Dec 2008.",
        )
    number = _MONTHS.get(month.casefold().rstrip("."))
    if number is None:
        raise FileRefusedError(f"{month!r} is not an English month.", line=line, column=column)
    return checked(int(year), number, int(day), text=text, line=line, column=column).isoformat()


def checked(year: int, month: int, day: int, *, text: str, line: int, column: str) -> date:
    """The day, if the calendar has it and the record could."""
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise FileRefusedError(
            f"{text!r} is not in the calendar.", line=line, column=column, advice="Mend the date."
        ) from error
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise FileRefusedError(
            f"{text!r} lies outside the years {EARLIEST_YEAR} to {LATEST_YEAR}.",
            line=line,
            column=column,
            advice="Mend the date.",
        )
    return found
