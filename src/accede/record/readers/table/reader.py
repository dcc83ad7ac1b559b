"""Reads a table that a person made: one row an action, a vote, an interim step or an obstacle, told apart by the headings."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from accede.law.terms import ActionKind
from accede.record.readers import dates, tables
from accede.record.readers.reading import (
    ActionRow,
    Cast,
    FileRefusedError,
    Format,
    ObstacleRow,
    Participant,
    Progress,
    Reading,
    RollCallRow,
    Row,
    StepRow,
    Subject,
)
from accede.record.readers.table import sheet
from accede.told import marked as _

# What is read, and the headings under which it is found without being told (case and blanks do not matter).
FIELDS = {
    "state": ("state", "state name", "name", "participant"),
    "iso3": ("iso3", "iso code", "code"),
    "reason": ("reason", "obstacle"),
    "kind": ("kind", "action", "act"),
    "date": ("date", "action date"),
    "effective": ("effective", "effective date"),
    "resolution": ("resolution", "symbol"),
    "vote": ("vote", "choice"),
    "body": ("body",),
    "title": ("title",),
    "summary": ("summary",),
    "revoked": ("revoked", "revoked date"),
    "reading": ("reading", "our reading"),
    "own words": ("own words",),
    "rank": ("rank",),
    "grade": ("grade",),
    "withdrawn": ("withdrawn", "withdrawn date"),
    "treaty": ("treaty",),
    "source": ("source",),
    "note": ("note",),
}
# The subjects, each with the headings by which it is known, and what more it may have.
SUBJECTS = {
    Subject.VOTES: (("resolution", "date", "vote"), ("body", "title", "source")),
    Subject.OBSTACLES: (
        ("reason", "date", "reading"),
        ("own words", "rank", "grade", "withdrawn", "treaty", "source"),
    ),
    Subject.STEPS: (("kind", "date", "summary"), ("revoked", "treaty", "source")),
    Subject.ACTIONS: (("kind", "date"), ("effective", "treaty", "source", "note")),
}
CHOICES = {"y": "yes", "n": "no", "a": "abstain", "x": "absent", "yes": "yes", "no": "no"}
CHOICES |= {"abstain": "abstain", "abstained": "abstain", "absent": "absent", "did not vote": "absent"}
BODIES = {
    "": "plenary",
    "plenary": "plenary",
    "first-committee": "first-committee",
    "first committee": "first-committee",
}

_WORDED_DATE = re.compile(r"(\d{1,2}) ([^\W\d_]+\.?) (\d{1,4})")


class _Cells:
    """One row's cells by field."""

    def __init__(self, line: int, row: list[str], place: Mapping[str, int], headings: list[str]) -> None:
        self.line, self._row, self._place, self._headings = line, row, place, headings

    def __getitem__(self, field: str) -> str:
        return self._row[self._place[field]] if field in self._place else ""

    def heading(self, field: str) -> str:
        return self._headings[self._place[field]]

    def one_of(self, field: str, known: Mapping[str, str]) -> str:
        found = known.get(self[field].casefold())
        if found is None:
            raise FileRefusedError(
                _(
                    "%(text)s is not one of %(known)s.",
                    text=repr(self[field]),
                    known=", ".join(filter(None, dict.fromkeys(known.values()))),
                ),
                line=self.line,
                column=self.heading(field),
            )
        return found

    def day(self, field: str) -> str:
        """A partial ISO 8601 date, or nothing."""
        text = self[field]
        worded = _WORDED_DATE.fullmatch(text)
        if worded:
            day, month, year = worded.groups()
            return dates.from_words(day, month, year, line=self.line, column=self.heading(field))
        return dates.from_iso(text, line=self.line, column=self.heading(field)) if text else ""

    def participant(self) -> Participant:
        return Participant(self["state"], self["iso3"])


def read(path: Path, *, progress: Progress, columns: Mapping[str, str] | None = None) -> Reading:
    """The table as a Reading; `columns` tells the heading of a field where it is none of the usual ones."""
    rows = sheet.rows(path, progress=progress)
    line, headings = next(rows, (1, []))
    place = _places(headings, columns or {}, line)
    subject = next((one for one, (needed, _) in SUBJECTS.items() if place.keys() >= set(needed)), None)
    if subject is None or not place.keys() & {"state", "iso3"}:
        raise FileRefusedError(
            _(
                "The headings (%(known)s) are not those of actions, votes, interim steps or obstacles.",
                known=", ".join(headings[:12]),
            ),
            line=line,
            advice=_(
                "See docs/formats/table.md for the headings, or name them: --column date='Date of deposit'."
            ),
        )
    needed, more = SUBJECTS[subject]
    used = {"state", "iso3", *needed, *more}
    place = {field: position for field, position in place.items() if field in used}
    cells = (_Cells(number, row, place, headings) for number, row in rows)
    return Reading(
        subject=subject,
        rows=_READERS[subject](cells),
        set_aside=[
            heading
            for position, heading in enumerate(headings)
            if position not in place.values() and heading != tables.REASON
        ],
    )


def _places(headings: list[str], columns: Mapping[str, str], line: int) -> dict[str, int]:
    known = {
        " ".join(heading.casefold().replace("_", " ").split()): at for at, heading in enumerate(headings)
    }
    place = {}
    for field, usual in FIELDS.items():
        names = [columns[field].casefold().replace("_", " ")] if field in columns else usual
        found = next((known[name] for name in names if name in known), None)
        if found is None and field in columns:
            raise FileRefusedError(
                _("There is no heading %(heading)s.", heading=repr(columns[field])), line=line, column=field
            )
        if found is not None:
            place[field] = found
    unknown = sorted(columns.keys() - FIELDS)
    if unknown:
        raise FileRefusedError(
            _("%(text)s is not a field of a table.", text=repr(unknown[0])),
            advice=_("The fields are %(known)s.", known=", ".join(FIELDS)),
        )
    return place


def _actions(rows: Iterator[_Cells]) -> Iterator[Row]:
    kinds = {word: str(kind) for kind in ActionKind for word in (kind, kind.replace("_", " "))}
    for cells in rows:
        kind, given, effective = cells.one_of("kind", kinds), cells.day("date"), cells.day("effective")
        if not given and not effective:
            raise FileRefusedError(_("There is no date."), line=cells.line, column=cells.heading("date"))
        yield ActionRow(
            line=cells.line,
            participant=cells.participant(),
            kind=kind,
            date_given=given,
            effective_given=effective,
            treaty=cells["treaty"],
            source=cells["source"],
            note=cells["note"],
        )


def _roll_calls(rows: Iterator[_Cells]) -> Iterator[Row]:
    calls: dict[tuple[str, str], RollCallRow] = {}
    for cells in rows:
        symbol, body = cells["resolution"], cells.one_of("body", BODIES)
        if not symbol:
            raise FileRefusedError(
                _("There is no symbol."), line=cells.line, column=cells.heading("resolution")
            )
        day = dates.whole_day(cells.day("date"), line=cells.line, column=cells.heading("date"))
        call = calls.setdefault(
            (symbol, body),
            RollCallRow(cells.line, symbol, body, day, cells["title"], [], source=cells["source"]),
        )
        if (call.vote_date, call.source) != (day, cells["source"]):
            raise FileRefusedError(
                _("The votes on %(symbol)s have more than one date or source.", symbol=symbol),
                line=cells.line,
                column=cells.heading("date"),
            )
        call.casts.append(Cast(cells.line, cells.participant(), cells.one_of("vote", CHOICES)))
    yield from calls.values()


def _steps(rows: Iterator[_Cells]) -> Iterator[Row]:
    for cells in rows:
        yield StepRow(
            line=cells.line,
            participant=cells.participant(),
            kind=cells["kind"],
            date_given=cells.day("date"),
            summary=cells["summary"],
            revoked=cells.day("revoked"),
            treaty=cells["treaty"],
            source=cells["source"],
        )


def _obstacles(rows: Iterator[_Cells]) -> Iterator[Row]:
    for cells in rows:
        yield ObstacleRow(
            line=cells.line,
            participant=cells.participant(),
            code=cells["reason"],
            date_given=cells.day("date"),
            reading=cells["reading"],
            own_words=cells["own words"],
            rank=cells["rank"],
            grade=cells["grade"],
            withdrawn=cells.day("withdrawn"),
            treaty=cells["treaty"],
            source=cells["source"],
        )


_READERS = {
    Subject.ACTIONS: _actions,
    Subject.VOTES: _roll_calls,
    Subject.STEPS: _steps,
    Subject.OBSTACLES: _obstacles,
}


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The refused rows in the layout of the table, with a column more for the reason."""
    rows = sheet.rows(source, progress=lambda _done, _size: None)
    _line, headings = next(rows)
    again = headings.index(tables.REASON) if tables.REASON in headings else len(headings)
    found = [[*row[:again], *row[again + 1 :], reasons[line]] for line, row in rows if line in reasons]
    headings = [*headings[:again], *headings[again + 1 :], tables.REASON]
    sheet.write(target, list(chain([headings], found)), workbook=sheet.is_workbook(source))


FORMAT = Format(
    key="table",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parent / "aliases.csv",
    publication=None,
)
