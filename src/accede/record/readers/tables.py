"""Tables of rows below one line of headings, in CSV: columns are chosen by heading, rows must fit it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from accede.record.readers import opening
from accede.record.readers.reading import FileRefusedError
from accede.told import marked as _
from accede.told import together

REASON = "reason"
MOST_COLUMNS = 200
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Lines(Protocol):
    """What csv.reader gives: rows, and the number of the line that was read last."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def header(lines: Iterator[list[str]]) -> list[str]:
    """The headings, without blanks around them; FileRefusedError where there are none, too many, or two alike."""
    try:
        cells = [cell.strip() for cell in next(lines)]
    except StopIteration:
        raise FileRefusedError(_("The file has no line of headings.")) from None
    except csv.Error as error:
        raise FileRefusedError(_("This is not CSV: %(reason)s.", reason=error), line=1) from error
    if len(cells) > MOST_COLUMNS:
        raise FileRefusedError(
            _("There are %(count)s columns; %(most)s are the most.", count=len(cells), most=MOST_COLUMNS),
            line=1,
            advice=_("Remove the columns that are not needed."),
        )
    seen = set()
    for position, cell in enumerate(cells, start=1):
        folded = cell.casefold()
        if folded in seen:
            raise FileRefusedError(
                _("The heading stands twice."),
                line=1,
                column=cell or str(position),
                advice=_("Give each column a heading of its own."),
            )
        seen.add(folded)
    return cells


def places(headings: Sequence[str], *, needed: Sequence[str], known: Sequence[str]) -> dict[str, int]:
    """Heading to position; FileRefusedError for one that is missing or that nobody knows."""
    missing = [name for name in needed if name not in headings]
    unknown = [name for name in headings if name not in {*needed, *known, REASON}]
    if missing or unknown:
        told = [_("missing: %(known)s", known=", ".join(missing))] * bool(missing)
        told += [_("not known: %(known)s", known=", ".join(map(repr, unknown[:5])))] * bool(unknown)
        raise FileRefusedError(
            _("The headings are not those of this format (%(known)s).", known=together(told, "; ")),
            line=1,
            advice=_("The layout has changed, or the file is of another kind: nothing can be taken from it."),
        )
    return {name: position for position, name in enumerate(headings)}


def numbered(lines: Lines, width: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line that it ends on; rows of blanks are passed over."""
    try:
        for row in lines:
            if len(row) == width:
                yield lines.line_num, row
            elif any(row):
                raise FileRefusedError(
                    _("The row has %(count)s cells, the heading %(width)s.", count=len(row), width=width),
                    line=lines.line_num,
                    advice=_("Mend the row: quotation marks or separators are missing."),
                )
    except csv.Error as error:
        raise FileRefusedError(
            _("This is not CSV: %(reason)s.", reason=error), line=lines.line_num
        ) from error


def write_refused_csv(source: Path, target: Path, reasons: Mapping[int, str], *, most: int) -> None:
    """The rows of those lines as they are, with a column more for the reason; nothing in them can be a formula."""
    lines = csv.reader(opening.lines(source, most=most, progress=lambda _done, _size: None), strict=True)
    headings = next(lines)
    again = [name.strip() for name in headings].index(REASON) if REASON in headings else len(headings)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*headings[:again], REASON])
        for line, row in numbered(lines, len(headings)):
            if line in reasons:
                writer.writerow([*map(unformulated, row[:again]), reasons[line]])


def unformulated(cell: str) -> str:
    """The cell, so marked that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
