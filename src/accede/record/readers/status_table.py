"""The depositary's status table, whatever file it comes in: what its headings and its cells mean.

Columns are told by their headings. A heading lists the acts it holds, each with its mark in brackets, the
unmarked one last or first: `Approval(AA), Acceptance(A), Accession(a), Ratification`. Marks are case-sensitive.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accede.law.terms import CONSENT_KINDS, ActionKind
from accede.record.readers import dates
from accede.record.readers.reading import (
    ActionRow,
    FileRefusedError,
    NoteRow,
    Participant,
    Reading,
    Row,
    Subject,
    WithdrawnRow,
)
from accede.told import marked as _

# What a part of a heading may begin with; the longer before the shorter.
_KINDS = {
    "definitive signature": ActionKind.DEFINITIVE_SIGNATURE,
    "provisional application": ActionKind.PROVISIONAL_APPLICATION,
    "succession to signature": ActionKind.SIGNATURE,
    "signature": ActionKind.SIGNATURE,
    "ratification": ActionKind.RATIFICATION,
    "definitive acceptance": ActionKind.ACCEPTANCE,
    "acceptance": ActionKind.ACCEPTANCE,
    "approval": ActionKind.APPROVAL,
    "accession": ActionKind.ACCESSION,
    "succession": ActionKind.SUCCESSION,
    "formal confirmation": ActionKind.FORMAL_CONFIRMATION,
    "consent to be bound": ActionKind.CONSENT_TO_BE_BOUND,
    "participation": ActionKind.CONSENT_TO_BE_BOUND,
    "simplified procedure": ActionKind.CONSENT_TO_BE_BOUND,
}
# Columns that some treaties have and that hold no act of joining: kept as notes.
_ASIDE = (
    "application",
    "provisional acceptance",
    "undertaking",
    "notification",
    "date of",
    "registration",
    "confirmation of signature",
    "declaration",
)
_COMMA_BEFORE_PART = re.compile(r",\s*(?=[A-Z])")
_MARK = re.compile(r"\s*\(([A-Za-z]{1,2})\)$")
_DATE = re.compile(r"(\d{1,2})\s+([^\W\d_]{3,9}\.?)\s+(\d{1,4})(?!\d)\s*([A-Za-z]{1,2}(?![A-Za-z]))?")
_SUPERSCRIPT = re.compile(r"<(superscript|sup)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_FOOTNOTE_DIGITS = re.compile(r"(?<=[\w)\]])\s*\d{1,3}(?:\s*,\s*\d{1,3})*$")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the kind of action for each mark; the unmarked kind stands under the empty mark."""

    heading: str
    kinds: dict[str, ActionKind]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as the file has it, its inline markup still in it."""

    line: int
    cells: Sequence[str]


def plain(text: str) -> str:
    """The text without inline markup, superscripts and runs of blanks."""
    return " ".join(html.unescape(_TAG.sub("", _SUPERSCRIPT.sub("", text))).split())


def footnotes(text: str) -> list[str]:
    """The numbers of the footnotes behind a name."""
    marked = " ".join(match[1] for match in _SUPERSCRIPT.findall(text))
    trailing = _FOOTNOTE_DIGITS.search(plain(text))
    return re.findall(r"\d+", f"{marked} {trailing[0] if trailing else ''}")


def reading(
    header: TableRow, rows: Sequence[TableRow], *, notes: dict[str, str], more: Sequence[NoteRow], **told: str
) -> Reading:
    """The table as a Reading; `notes` are the footnotes by number, `more` what stands outside the table."""
    columns = [_column(plain(cell), header.line) for cell in header.cells[1:]]
    if not columns or plain(header.cells[0]).casefold() != "participant":
        raise FileRefusedError(
            _("The first heading is not Participant, or stands alone."),
            line=header.line,
            advice=_("The layout is not one that Accede knows: nothing can be taken from it."),
        )
    headings = [column.heading.casefold() for column in columns]
    for heading in headings:
        if headings.count(heading) > 1:
            raise FileRefusedError(
                _("The heading stands twice."),
                line=header.line,
                column=heading,
                advice=_("Save the file again."),
            )
    return Reading(
        subject=Subject.ACTIONS,
        rows=[*_rows(columns, rows, notes), *more],
        complete_for=frozenset(str(kind) for column in columns for kind in _listed(column)),
        set_aside=[column.heading for column in columns if not column.kinds],
        **told,
    )


def _column(heading: str, line: int) -> Column:
    kinds: dict[str, ActionKind] = {}
    for part in _COMMA_BEFORE_PART.split(heading):
        mark = _MARK.search(part)
        words = part.casefold()
        kind = next((kind for word, kind in _KINDS.items() if words.startswith(word)), None)
        if kind is None:
            if words.startswith(_ASIDE):
                if mark:  # beside other acts it stands for joining by a means of its own
                    kinds[mark[1]] = ActionKind.CONSENT_UNSPECIFIED
                continue
            raise FileRefusedError(
                _("Nothing is known of %(text)s.", text=repr(part)),
                line=line,
                column=heading or "without a heading",
                advice=_(
                    "The layout has changed, or the file is of another kind: nothing can be taken from it."
                ),
            )
        known = kinds.setdefault(mark[1] if mark else "", kind)
        if known != kind and {known, kind} <= CONSENT_KINDS:
            kinds[mark[1] if mark else ""] = ActionKind.CONSENT_UNSPECIFIED
    if "" not in kinds and len(set(kinds.values())) == 1:
        kinds[""] = next(iter(kinds.values()))
    return Column(heading, kinds)


def _consents(column: Column) -> bool:
    return any(kind in CONSENT_KINDS for kind in column.kinds.values())


def _listed(column: Column) -> set[ActionKind]:
    """What is gone from the record's view if the column does not have it: by whatever means a State consented."""
    return set(CONSENT_KINDS) if _consents(column) else set(column.kinds.values())


def _rows(columns: Sequence[Column], rows: Sequence[TableRow], notes: dict[str, str]) -> Iterator[Row]:
    for row in rows:
        if len(row.cells) != len(columns) + 1:
            raise FileRefusedError(
                _(
                    "The row has %(count)s cells, the heading %(width)s.",
                    count=len(row.cells),
                    width=len(columns) + 1,
                ),
                line=row.line,
                advice=_("Save the file again: a table that does not fit its headings cannot be read."),
            )
        name = plain(row.cells[0])
        withdrawn = name.startswith("[")
        name = _FOOTNOTE_DIGITS.sub("", name.replace("[", "").replace("]", "").strip()).strip()
        if not name:
            if any(plain(cell) for cell in row.cells):
                raise FileRefusedError(
                    _("The row names no participant."), line=row.line, column="Participant"
                )
            continue
        own = [notes[number] for number in footnotes(row.cells[0]) if number in notes]
        for text in own:
            yield NoteRow(row.line, "footnote", name, text)
        if withdrawn:
            yield WithdrawnRow(row.line, Participant(name), " ".join(own))
        for column, cell in zip(columns, row.cells[1:], strict=True):
            text = plain(cell)
            if not column.kinds and text:
                yield NoteRow(row.line, column.heading, name, text)
            elif text:
                yield from _actions(column, text, name, row.line)


def _actions(column: Column, text: str, name: str, line: int) -> Iterator[ActionRow]:
    end = 0
    for found in _DATE.finditer(text):
        between = text[end : found.start()]
        end = found.end()
        day, month, year, mark = found.groups(default="")
        date_given = dates.from_words(day, month, year, line=line, column=column.heading)
        if between.strip(" [],;") or mark not in column.kinds:
            break
        yield ActionRow(line, Participant(name), str(column.kinds[mark]), date_given)
    else:
        if end and not text[end:].strip(" [],;"):
            return
    raise FileRefusedError(
        _("%(text)s is not understood: it is no date with one of the marks of its column.", text=repr(text)),
        line=line,
        column=column.heading,
        advice=_("Marks are case-sensitive: a is accession, A acceptance, AA approval."),
    )
