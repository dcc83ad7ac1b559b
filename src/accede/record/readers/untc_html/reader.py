"""Reads a saved status page of the UN Treaty Collection: the table of participants, and the day it stands for."""

import html
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from accede.record.readers import dates, opening, status_table
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import FileRefusedError, Format, Progress, Publication, Reading
from accede.record.readers.status_table import TableRow
from accede.told import marked as _

LARGEST = 16 * MEGABYTE
REASON = "Reason"
# The table's id ends so, whatever the page puts before it.
TABLE_ID = "tblgrid"

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_AS_AT = re.compile(r"STATUS\s+AS\s+AT\s*:?\s*(\d{2})-(\d{2})-(\d{4})", re.IGNORECASE)
_SYMBOL = re.compile(r"mtdsg_no=([IVXL]+-\d+(?:-[a-z])?)\b")
_KNOWN_CHARSETS = {"utf-8", "iso-8859-1", "windows-1252", "us-ascii"}


def read(path: Path, *, progress: Progress) -> Reading:
    """The page as a Reading; FileRefusedError where the table of participants is not there."""
    content = opening.whole(path, most=LARGEST)
    text = _decoded(content)
    page = _parsed(text)
    progress(len(content), len(content))
    if page.tables != 1 or not page.rows:
        raise FileRefusedError(
            _("There are %(count)s tables of participants; a status page has one.", count=page.tables),
            advice=_("Save the whole status page of one treaty from the browser."),
        )
    header, *rows = page.rows
    if header.cells and header.cells[-1].strip() == REASON:  # a file of refused rows, come back
        last = len(header.cells) - 1
        header = TableRow(header.line, header.cells[:-1])
        rows = [TableRow(row.line, row.cells[:last]) for row in rows]
    as_at = _AS_AT.search(" ".join(page.words))
    symbols = set(_SYMBOL.findall(html.unescape(text)))
    return status_table.reading(
        header,
        rows,
        notes={},
        more=[],
        symbol=symbols.pop() if len(symbols) == 1 else "",
        as_of=_day(*as_at.groups()) if as_at else "",
    )


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The refused rows in the layout of the page, with a column more for the reason."""
    text = _decoded(opening.whole(source, most=LARGEST))
    header, *rows = _parsed(text).rows
    symbols = sorted(set(_SYMBOL.findall(html.unescape(text))))
    lines = [
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>',
        *(f"<!-- mtdsg_no={symbol} -->" for symbol in symbols),
        f'<table id="{TABLE_ID}">',
        _row([*header.cells, REASON]),
        *(_row([*row.cells, html.escape(reasons[row.line])]) for row in rows if row.line in reasons),
        "</table></body></html>",
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _day(day: str, month: str, year: str) -> str:
    text = f"{day}-{month}-{year}"
    return dates.checked(
        int(year), int(month), int(day), text=text, line=0, column="STATUS AS AT"
    ).isoformat()


def _decoded(content: bytes) -> str:
    declared = _CHARSET.search(content[: 64 * 1024])
    charset = declared[1].decode("ascii").lower() if declared else "utf-8"
    if charset not in _KNOWN_CHARSETS:
        raise FileRefusedError(
            _(
                "The encoding %(charset)s is not one of %(known)s.",
                charset=charset,
                known=", ".join(sorted(_KNOWN_CHARSETS)),
            )
        )
    try:
        text = content.decode("utf-8-sig" if charset == "utf-8" else charset)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(
            _("Byte 0x%(byte)s is not %(charset)s.", byte=f"{content[error.start]:02X}", charset=charset),
            line=line,
            advice=_("Save the page again."),
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileRefusedError(_("There is a NUL byte."), line=line, advice=_("Save the page again."))
    return text


def _parsed(text: str) -> "_Page":
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except AssertionError as error:  # so the parser speaks of a broken declaration
        raise FileRefusedError(
            _("This is not HTML (%(reason)s).", reason=error),
            line=page.getpos()[0],
            advice=_("Save the page again."),
        ) from error
    return page


class _Page(HTMLParser):
    """Collects the rows of the table, with superscripts kept as markup, and the words of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[TableRow] = []
        self.words: list[str] = []
        self.tables = 0
        self._depth = 0  # of tables inside the table
        self._cells: list[str] | None = None
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self._depth > 0
        if tag == "table":
            if inside:
                self._depth += 1
            elif (dict(attrs).get("id") or "").lower().endswith(TABLE_ID):
                self.tables += 1
                self._depth = 1
        elif tag == "tr" and self._depth == 1:
            self._end_row()
            self._cells, self._line = [], self.getpos()[0]
        elif tag in ("td", "th") and self._depth == 1 and self._cells is not None:
            self._cells.append("")
        elif tag == "sup" and inside and self._cells:
            self._cells[-1] += "<sup>"

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif tag == "tr" and self._depth == 1:
            self._end_row()
        elif tag == "sup" and self._depth and self._cells:
            self._cells[-1] += "</sup>"

    def handle_data(self, data: str) -> None:
        if self._depth and self._cells:
            self._cells[-1] += html.escape(data, quote=False)
        elif not self._depth and not data.isspace():
            self.words.append(data.strip())

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append(TableRow(self._line, self._cells))
        self._cells = None


FORMAT = Format(
    key="untc-html",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parents[1] / "mtdsg" / "aliases.csv",  # one publisher, one way of writing names
    publication=Publication("United Nations, Treaty Section", "status", "DEPOSITARY"),
)
