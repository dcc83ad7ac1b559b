"""Which format a file is of: the first whose reader opens it. What no publisher's reader knows may be a table."""

from collections.abc import Mapping
from pathlib import Path

from accede.record.readers.reading import FileRefusedError, Format
from accede.record.readers.table import sheet
from accede.told import marked as _
from accede.told import together

_BEGINNING = 1 << 16
TABLE = "table"
# What stands in the beginning of each kind of XML, the surest first.
_XML = {
    "mtdsg": (b"<mtdsg",),
    "untc-html": (b"<html", b"<!doctype html"),
    "undl-marcxml": (b"<record", b"<collection", b"marc21"),
}


def recognised(path: Path, formats: Mapping[str, Format]) -> str:
    """The format's key. FileRefusedError where nothing knows the file: what its reader says, or each likely one."""
    refusals: dict[str, FileRefusedError] = {}
    for key in _likely(path):
        if key not in formats:
            continue
        try:
            formats[key].open(path, progress=_nobody)
        except FileRefusedError as error:
            if key == TABLE and _has_headings(path):
                return TABLE
            refusals[key] = error
        else:
            return key
    if len({error.what for error in refusals.values()}) == 1:
        raise refusals.popitem()[1]
    told = together(
        [_("%(format)s: %(told)s", format=key, told=error.what) for key, error in refusals.items()], " "
    )
    raise FileRefusedError(
        _("No reader knows this file (%(told)s).", told=told),
        advice=_("Save it again as its publisher gives it, or bring its rows in as a table."),
    )


def _likely(path: Path) -> list[str]:
    """By its first letters: XML or HTML, JSON, a workbook, or rows."""
    with path.open("rb") as file:
        start = file.read(_BEGINNING).lstrip(b"\xef\xbb\xbf \t\r\n")
    match start[:1]:
        case b"<":
            lower = start.lower()
            return next(
                ([key] for key, signs in _XML.items() if any(sign in lower for sign in signs)), [*_XML]
            )
        case b"{" | b"[":
            return ["unoda", "parline"]
        case _:
            return [TABLE] if start.startswith(sheet.ZIP) else ["undl-csv", TABLE]


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
