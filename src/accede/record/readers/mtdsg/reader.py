"""Reads the XML of Multilateral Treaties Deposited with the Secretary-General (MTDSG): any treaty, any columns."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from accede.record.readers import status_table, xml_tree
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import FileRefusedError, Format, NoteRow, Progress, Publication, Reading
from accede.record.readers.status_table import TableRow
from accede.record.readers.xml_tree import Element
from accede.told import marked as _

LARGEST = 64 * MEGABYTE
REASON = "Reason"

# Sections beside the table, and how their texts are called on record.
_SECTIONS = {
    "Declarations": "declaration or reservation",
    "Objections": "objection",
    "DeclarationsUnderArticle": "declaration under an article",
    "Notifications": "notification",
    "TerritorialApplications": "territorial application",
    "EndNotes": "end note",
}


def read(path: Path, *, progress: Progress) -> Reading:
    """The file as a Reading; FileRefusedError where it is not one treaty's status in this layout."""
    root = xml_tree.tree(path, most=LARGEST, progress=progress)
    treaties = [root] if root.name == "Treaty" else list(root.find("Treaty"))
    if len(treaties) != 1:
        raise FileRefusedError(
            _("There are %(count)s elements Treaty; a status file has one.", count=len(treaties)),
            line=root.line,
            advice=_("Download the XML of one treaty's status."),
        )
    treaty = treaties[0]
    tables = [group for place in treaty.find("Participants") for group in place.find("TGroup")]
    main = next((table for table in tables if _is_main(table)), None)
    if main is None:
        raise FileRefusedError(
            _("There is no table of participants."),
            line=treaty.line,
            advice=_("The layout has changed, or the file is of another kind: nothing can be taken from it."),
        )
    header, rows = _table(main)
    last = len(header.cells) - 1
    if header.cells[last] == REASON:  # a file of refused rows, come back
        header, rows = (
            TableRow(header.line, header.cells[:-1]),
            [TableRow(row.line, row.cells[:last]) for row in rows],
        )
    special = [note for table in tables if table is not main for note in _special(table)]
    ends = list(_end_notes(treaty))
    return status_table.reading(
        header,
        rows,
        notes={number: text for number, text, _line in ends},
        more=[*special, *_texts(treaty), *(NoteRow(line, "end note", "", text) for _, text, line in ends)],
        title=_title(treaty),
    )


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The refused rows in the layout of the file, with a column more for the reason."""
    root = xml_tree.tree(source, most=LARGEST, progress=lambda _done, _size: None)
    treaty = root if root.name == "Treaty" else next(root.find("Treaty"))
    header, rows = next(_table(table) for table in treaty.find("TGroup") if _is_main(table))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<MTDSG><Treaty><Header><ExternalData><Titlesect>{escape(_title(treaty))}</Titlesect></ExternalData></Header>",
        "<Participants><Table><TGroup>",
        f"<Thead>{_row([*header.cells, REASON])}</Thead>",
        "<Tbody><Rows>",
        *(_row([*row.cells, reasons[row.line]]) for row in rows if row.line in reasons),
        "</Rows></Tbody></TGroup></Table></Participants></Treaty></MTDSG>",
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _row(cells: Sequence[str]) -> str:
    return f"<Row>{''.join(f'<Entry>{escape(cell)}</Entry>' for cell in cells)}</Row>"


def _title(treaty: Element) -> str:
    return next((status_table.plain(title.whole_text()) for title in treaty.find("Titlesect")), "")


def _is_main(table: Element) -> bool:
    """Whether its first heading is Participant and it is the table of the treaty itself, which stands first."""
    head = table.first("Thead")
    entry = next(head.find("Entry"), None) if head else None
    return entry is not None and status_table.plain(entry.whole_text()) == "Participant"


def _table(table: Element) -> tuple[TableRow, list[TableRow]]:
    head, body = table.first("Thead"), table.first("Tbody")
    heading = next(head.find("Row"), None) if head else None
    if heading is None or body is None:
        raise FileRefusedError(
            _("A table has no heading row or no body."),
            line=table.line,
            advice=_("The layout has changed, or the file is of another kind: nothing can be taken from it."),
        )
    return _cells(heading), [_cells(row) for row in body.find("Row")]


def _cells(row: Element) -> TableRow:
    return TableRow(row.line, [entry.whole_text() for entry in row.all("Entry")])


def _special(table: Element) -> Iterator[NoteRow]:
    """A table beside the main one: each row as a note, its cells with their headings."""
    header, rows = _table(table)
    headings = [status_table.plain(cell) for cell in header.cells]
    for row in rows:
        cells = [status_table.plain(cell) for cell in row.cells]
        told = (
            ": ".join(filter(None, pair)) for pair in zip(headings[1:], cells[1:], strict=False) if pair[1]
        )
        if cells and any(cells):
            yield NoteRow(row.line, "special table", cells[0], "; ".join(told))


def _texts(treaty: Element) -> Iterator[NoteRow]:
    for section, kind in _SECTIONS.items():
        if section == "EndNotes":
            continue
        for place in treaty.all(section):
            for entry in place.children:
                participant = entry.first("Participant")
                texts = [text for text in entry.children if text is not participant]
                text = " ".join(filter(None, (status_table.plain(text.whole_text()) for text in texts)))
                name = status_table.plain(participant.whole_text()) if participant else ""
                if text or entry.text.strip():
                    yield NoteRow(entry.line, kind, name, text or status_table.plain(entry.text))


def _end_notes(treaty: Element) -> Iterator[tuple[str, str, int]]:
    """The footnotes: number, text, line. The number begins the text, or is an element or attribute of its own."""
    for place in treaty.all("EndNotes"):
        for position, note in enumerate(place.children, start=1):
            text = status_table.plain(note.whole_text())
            first, _blank, rest = text.partition(" ")
            number = note.attributes.get("number") or (
                first.strip(".)") if first.strip(".)").isdigit() else ""
            )
            if text:
                yield (
                    number or str(position),
                    rest if number and number == first.strip(".)") else text,
                    note.line,
                )


FORMAT = Format(
    key="mtdsg",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parent / "aliases.csv",
    publication=Publication("United Nations, Treaty Section", "status", "DEPOSITARY"),
)
