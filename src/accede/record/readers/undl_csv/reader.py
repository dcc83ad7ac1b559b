"""Reads the UN Digital Library's voting data, roll-call by roll-call, whatever its length."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from accede.record.readers import dates, opening, tables
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import (
    Cast,
    FileRefusedError,
    Format,
    Participant,
    Progress,
    Publication,
    Reading,
    RollCallRow,
    Subject,
)
from accede.told import marked as _

LARGEST = 1024 * MEGABYTE
MOST_VOTES = 250  # of one roll-call; there were never more Members than 193

NEEDED = (
    "undl_id",
    "ms_code",
    "ms_name",
    "ms_vote",
    "date",
    "resolution",
    "title",
    "total_yes",
    "total_no",
    "total_abstentions",
    "total_non_voting",
    "undl_link",
)
# Known and not used. `vote_note` came in 2026: with it and without it are the two generations of the heading.
UNUSED = (
    "session",
    "draft",
    "committee_report",
    "meeting",
    "agenda_title",
    "subjects",
    "vote_note",
    "total_ms",
)
CHOICES = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent", "": "absent"}


def read(path: Path, *, progress: Progress) -> Reading:
    """The file as a Reading; its rows are read as they are asked for."""
    lines = csv.reader(opening.lines(path, most=LARGEST, progress=progress), strict=True)
    header = tables.header(lines)
    place = tables.places(header, needed=NEEDED, known=UNUSED)
    return Reading(subject=Subject.VOTES, rows=_roll_calls(lines, place, len(header)))


def _roll_calls(lines: tables.Lines, place: dict[str, int], width: int) -> Iterator[RollCallRow]:
    call_at, date_at, symbol_at = (place[column] for column in ("undl_id", "date", "resolution"))
    code_at, name_at, vote_at = (place[column] for column in ("ms_code", "ms_name", "ms_vote"))
    participants: dict[tuple[str, str], Participant] = {}
    first: list[str] = []
    first_line = 0
    casts: list[Cast] = []
    done: set[str] = set()
    for line, row in tables.numbered(lines, width):
        if not first or row[call_at] != first[call_at]:
            if first:
                yield _roll_call(first, first_line, casts, place)
            if row[call_at] in done:
                raise FileRefusedError(
                    _("The rows of record %(record)s do not stand together.", record=repr(row[call_at])),
                    line=line,
                    column="undl_id",
                    advice=_("Sort the file by undl_id."),
                )
            done.add(row[call_at])
            first, first_line, casts = row, line, []
        if row[symbol_at] != first[symbol_at] or row[date_at] != first[date_at]:
            raise FileRefusedError(
                _("Record %(record)s has more than one resolution or date.", record=repr(row[call_at])),
                line=line,
                column="resolution" if row[symbol_at] != first[symbol_at] else "date",
                advice=_("Download the file again."),
            )
        choice = CHOICES.get(row[vote_at])
        if choice is None:
            raise FileRefusedError(
                _("%(text)s is not a vote.", text=repr(row[vote_at])),
                line=line,
                column="ms_vote",
                advice=_("A vote is Y, N, A or X, or nothing for X."),
            )
        key = row[code_at], row[name_at]
        participant = participants.get(key)
        if participant is None:
            participant = participants[key] = Participant(name=row[name_at], code=row[code_at])
        casts.append(Cast(line, participant, choice))
        if len(casts) > MOST_VOTES:
            raise FileRefusedError(
                _(
                    "Record %(record)s has more than %(most)s votes.",
                    record=repr(row[call_at]),
                    most=MOST_VOTES,
                ),
                line=line,
                column="undl_id",
            )
    if not first:
        raise FileRefusedError(_("There is no row below the headings."), advice=_("Download the file again."))
    yield _roll_call(first, first_line, casts, place)


def _roll_call(row: list[str], line: int, casts: list[Cast], place: dict[str, int]) -> RollCallRow:
    symbol = row[place["resolution"]].strip()
    if not symbol:
        raise FileRefusedError(_("There is no symbol."), line=line, column="resolution")
    totals = [
        _total(row[place[column]], line, column)
        for column in ("total_yes", "total_no", "total_abstentions", "total_non_voting")
    ]
    yes, no, abstain, absent = totals
    return RollCallRow(
        line=line,
        symbol=symbol,
        body="plenary",
        vote_date=dates.whole_day(row[place["date"]], line=line, column="date"),
        title=row[place["title"]],
        casts=casts,
        totals=(yes, no, abstain, absent),
        url=row[place["undl_link"]],
    )


def _total(text: str, line: int, column: str) -> int:
    """A count, which the library may print as 139.0; nothing stands for none."""
    digits = text.removesuffix(".0") or "0"
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len("193")):
        raise FileRefusedError(
            _("%(text)s is not a number of votes.", text=repr(text)), line=line, column=column
        )
    return int(digits)


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The refused rows in the layout of the file, with a column more for the reason."""
    tables.write_refused_csv(source, target, reasons, most=LARGEST)


FORMAT = Format(
    key="undl-csv",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parent / "aliases.csv",
    publication=Publication("United Nations, Dag Hammarskjöld Library", "General Assembly voting data", "UN"),
)
