"""Which format a file is of: the first whose reader opens it. What no publisher's reader knows may be a table."""

from collections.abc import Mapping
from pathlib import Path

from accede.record.readers.reading import FileRefusedError, Format
from accede.record.readers.table import sheet

_BEGINNING = 4096
TABLE = "table"


def recognised(path: Path, formats: Mapping[str, Format]) -> str:
    """The format's key. FileRefusedError, with what each likely reader says, where nothing knows the file."""
    likely = [key for key in _likely(path) if key in formats]
    refusals = []
    for key in likely:
        try:
            formats[key].open(path, progress=_nobody)
        except FileRefusedError as error:
            if key == TABLE and _has_headings(path):
                return TABLE
            refusals.append(f"{key}: {error.what}")
        else:
            return key
    raise FileRefusedError(
        f"No reader knows this file ({' '.join(refusals)}).",
        advice="Save it again as its publisher gives it, or bring its rows in as a table.",
    )


def _likely(path: Path) -> list[str]:
    """By its first letters: XML or HTML, JSON, or rows."""
    with path.open("rb") as file:
        start = file.read(_BEGINNING).lstrip(b"\xef\xbb\xbf \t\r\n")
    match start[:1]:
        case b"<":
            return ["mtdsg", "untc-html", "undl-marcxml"]
        case b"{" | b"[":
            return ["unoda", "parline"]
        case _:
            return ["undl-csv", TABLE]


def _has_headings(path: Path) -> bool:
    """Whether it is a table whose columns only have to be named."""
    try:
        return bool(table_headings(path))
    except FileRefusedError:
        return False


def table_headings(path: Path) -> list[str]:
    """The headings of a table, as they stand."""
    _line, headings = next(sheet.rows(path, progress=_nobody))
    return headings


def _nobody(_done: int, _size: int) -> None:
    """Nobody is told."""
