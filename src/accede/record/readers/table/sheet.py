"""The rows of a CSV or XLSX file as text, each with its line. A workbook is opened within bounds and never runs."""

import csv
import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accede.record.readers import opening, tables
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import FileRefusedError, Progress
from accede.told import marked as _

LARGEST = 64 * MEGABYTE
LARGEST_UNPACKED = 256 * MEGABYTE
MOST_ROWS = 200_000
ZIP = b"PK\x03\x04"


def is_workbook(path: Path) -> bool:
    """By its content, whatever it is called."""
    opening.checked_size(path, most=LARGEST)
    with path.open("rb") as file:
        return file.read(len(ZIP)) == ZIP


def rows(path: Path, *, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """The headings, then each row that is not blank."""
    return _workbook(path, progress) if is_workbook(path) else _csv(path, progress)


def _csv(path: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    """Separated by comma, semicolon or tab: by whichever its headings are."""
    first = next(opening.lines(path, most=LARGEST, progress=lambda _done, _size: None))
    separator = max(",;\t", key=first.count)
    lines = csv.reader(opening.lines(path, most=LARGEST, progress=progress), delimiter=separator, strict=True)
    headings = tables.header(lines)
    yield 1, headings
    for line, row in tables.numbered(lines, len(headings)):
        yield line, [cell.strip() for cell in row]


def _workbook(path: Path, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    _check_archive(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that it leaves out
            yield from _first_sheet(path)
    except FileRefusedError:
        raise
    except Exception as error:  # a broken workbook makes openpyxl stumble anywhere
        raise FileRefusedError(
            _("The workbook cannot be read (%(reason)s).", reason=type(error.__cause__ or error).__name__),
            advice=_("Save it again as XLSX, or as CSV in UTF-8."),
        ) from error
    size = path.stat().st_size
    progress(size, size)


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > LARGEST_UNPACKED:
                raise FileRefusedError(
                    _(
                        "Unpacked, the workbook has %(size)s MB; %(most)s MB are the most.",
                        size=unpacked // MEGABYTE,
                        most=LARGEST_UNPACKED // MEGABYTE,
                    ),
                    advice=_("It may be an attack. Save the sheet alone as CSV in UTF-8."),
                )
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        if isinstance(error, FileRefusedError):
            raise
        raise FileRefusedError(
            _("The workbook is damaged (%(reason)s).", reason=error),
            advice=_("Save it again as XLSX, or as CSV in UTF-8."),
        ) from error


def _first_sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # noqa: PLC0415 -- half a second that every command would wait for

    # A file that is kept has a hash for its name, and openpyxl takes a path by its ending only.
    with path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            yield from _rows(book.worksheets[0])
        finally:
            book.close()


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:  # openpyxl has no types
    sheet.reset_dimensions()  # a sheet may claim any size
    headings: list[str] = []
    for line, cells in enumerate(sheet.iter_rows(max_col=tables.MOST_COLUMNS + 1), start=1):
        if line > MOST_ROWS:
            raise FileRefusedError(
                _("There are more than %(most)s rows.", most=MOST_ROWS), advice=_("Split the table.")
            )
        texts = [_text(cell.value, cell.data_type, line, position) for position, cell in enumerate(cells, 1)]
        while texts and not texts[-1]:
            texts.pop()
        if not headings:
            headings = tables.header(iter([texts]))
            yield line, headings
        elif len(texts) > len(headings):
            raise FileRefusedError(
                _(
                    "The row has %(count)s cells, the heading %(width)s.",
                    count=len(texts),
                    width=len(headings),
                ),
                line=line,
            )
        elif texts:
            yield line, texts + [""] * (len(headings) - len(texts))


def _text(value: object, data_type: str, line: int, position: int) -> str:
    if data_type == "f":
        raise FileRefusedError(
            _("The cell holds a formula."),
            line=line,
            column=str(position),
            advice=_("Put its value in its place (paste special, values)."),
        )
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def write(path: Path, rows: list[list[str]], *, workbook: bool) -> None:
    """A table of the same kind, in which nothing can be a formula."""
    if not workbook:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([tables.unformulated(cell) for cell in row] for row in rows)
        return
    import xlsxwriter  # noqa: PLC0415 -- as above

    with xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    ) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
