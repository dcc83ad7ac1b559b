"""Reads voting records of the General Assembly in MARCXML, record by record, whatever their number."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from accede.record.readers import dates, xml_tree
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
from accede.record.readers.xml_tree import Element
from accede.told import marked as _

LARGEST = 1024 * MEGABYTE
CHOICES = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent", "": "absent"}
RECORD_PAGE = "https://digitallibrary.un.org/record/"
REASON = "z"  # the subfield of 967 in which a refused vote comes back with its reason


def read(path: Path, *, progress: Progress) -> Reading:
    """The file as a Reading; its rows are read as they are asked for."""
    return Reading(subject=Subject.VOTES, rows=_roll_calls(path, progress))


def _roll_calls(path: Path, progress: Progress) -> Iterator[RollCallRow]:
    found = False
    for record in xml_tree.elements(path, "record", most=LARGEST, progress=progress):
        found = True
        yield _roll_call(record)
    if not found:
        raise FileRefusedError(
            _("There is no element record."),
            advice=_("Export voting records of the UN Digital Library as MARCXML."),
        )


def _roll_call(record: Element) -> RollCallRow:
    fields = _fields(record)
    if _one(fields, "089", "a") != "Voting record":
        raise FileRefusedError(
            _("The record is no voting record."),
            line=record.line,
            column="089 $a",
            advice=_("Export records of the collection Voting Data only."),
        )
    symbol = _one(fields, "791", "a")
    if not symbol.startswith("A/"):
        raise FileRefusedError(
            _("%(symbol)s is no symbol of the General Assembly.", symbol=repr(symbol)),
            line=record.line,
            column="791 $a",
        )
    day = _one(fields, "269", "a") or _one(fields, "992", "a")
    number = next(
        (field.text for field in record.all("controlfield") if field.attributes.get("tag") == "001"), ""
    )
    return RollCallRow(
        line=record.line,
        symbol=symbol,
        body=_body(fields, record.line),
        vote_date=dates.whole_day(day, line=record.line, column="269 $a"),
        title=" ".join(filter(None, (_one(fields, "245", code) for code in "abc"))),
        casts=[_cast(field) for field in fields.get("967", [])],
        totals=_totals(fields, record.line),
        url=f"{RECORD_PAGE}{number}" if number.isdigit() else "",
    )


def _fields(record: Element) -> dict[str, list[Element]]:
    fields: dict[str, list[Element]] = {}
    for field in record.all("datafield"):
        fields.setdefault(field.attributes.get("tag", ""), []).append(field)
    return fields


def _one(fields: dict[str, list[Element]], tag: str, code: str) -> str:
    """The first subfield of that code, or nothing."""
    return next((_subfield(field, code) for field in fields.get(tag, [])), "")


def _subfield(field: Element, code: str) -> str:
    return next(
        (child.whole_text() for child in field.all("subfield") if child.attributes.get("code") == code), ""
    )


def _body(fields: dict[str, list[Element]], line: int) -> str:
    where = f"{_one(fields, '793', 'a')} {_one(fields, '981', 'b')}".casefold()
    if "first committee" in where:
        return "first-committee"
    if "plenary" in where:
        return "plenary"
    raise FileRefusedError(
        _("The record does not say that the plenary or the First Committee voted."),
        line=line,
        column="793 $a",
        advice=_("Only votes of these two are on record: leave the others out of the export."),
    )


def _cast(field: Element) -> Cast:
    vote = _subfield(field, "d")
    if vote not in CHOICES:
        raise FileRefusedError(
            _("%(text)s is not a vote.", text=repr(vote)), line=field.line, column="967 $d"
        )
    return Cast(field.line, Participant(_subfield(field, "e"), _subfield(field, "c")), CHOICES[vote])


def _totals(fields: dict[str, list[Element]], line: int) -> tuple[int, int, int, int] | None:
    if "996" not in fields:
        return None
    counts = []
    for code in "bcde":
        text = _one(fields, "996", code) or "0"
        if not (text.isascii() and text.isdigit() and len(text) <= len("193")):
            raise FileRefusedError(
                _("%(text)s is not a number of votes.", text=repr(text)), line=line, column=f"996 ${code}"
            )
        counts.append(int(text))
    yes, no, abstain, absent = counts
    return yes, no, abstain, absent


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The records with refused votes: their other fields, and of the votes only those, each with its reason."""
    records = xml_tree.elements(source, "record", most=LARGEST, progress=lambda _done, _size: None)
    with target.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<collection xmlns="http://www.loc.gov/MARC21/slim">\n')
        for record in records:
            fields = [record.line, *(field.line for field in record.all("datafield"))]
            if any(line in reasons for line in fields):
                file.write(_written(record, reasons))
        file.write("</collection>\n")


def _written(record: Element, reasons: Mapping[int, str]) -> str:
    lines = ["<record>"]
    for field in record.children:
        tag = escape(field.attributes.get("tag", ""), {'"': "&quot;"})
        if field.name == "controlfield":
            lines.append(f'  <controlfield tag="{tag}">{escape(field.text)}</controlfield>')
            continue
        # Of a record that is refused as a whole, all votes come back.
        reason = reasons.get(field.line) or reasons.get(record.line)
        if tag == "967" and not reason:
            continue
        parts = [(part.attributes.get("code", ""), part.whole_text()) for part in field.all("subfield")]
        if tag == "967" and reason:
            parts = [*(part for part in parts if part[0] != REASON), (REASON, reason)]
        inner = "".join(
            f'<subfield code="{escape(code, {chr(34): "&quot;"})}">{escape(text)}</subfield>'
            for code, text in parts
        )
        lines.append(f'  <datafield tag="{tag}" ind1=" " ind2=" ">{inner}</datafield>')
    return "\n".join([*lines, "</record>\n"])


FORMAT = Format(
    key="undl-marcxml",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parents[1] / "undl_csv" / "aliases.csv",  # one publisher, one way of writing names
    publication=Publication("United Nations, Dag Hammarskjöld Library", "voting records", "UN"),
)
