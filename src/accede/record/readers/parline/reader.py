"""Reads parliaments, chambers and elections as the Parline API of the Inter-Parliamentary Union answers them.

JSON:API: a list `data` of entries with type, id and attributes; each attribute is {"value": ...}, or a list of such
with the days from and until which they held. The place of a row is its number in `data`, counted from 1.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from accede.record.readers import json_file
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import (
    ChamberRow,
    ElectionRow,
    FileRefusedError,
    Format,
    ParliamentRow,
    Participant,
    Progress,
    Publication,
    Reading,
    Row,
    Subject,
)
from accede.told import marked as _

LARGEST = 256 * MEGABYTE  # every election since the nineteenth century, with its parties
FIELDS = {"type", "id", "attributes", "relationships", "links", "meta", "reason"}
# Without these an entry is of another layout.
NEEDED = {
    "parliaments": "structure_of_parliament",
    "chambers": "struct_parl_status",
    "elections": "election_date",
}
STRUCTURES = {"unicameral", "bicameral"}
CHAMBERS = {"unicameral": "unicameral", "lower": "lower", "upper": "upper"}
# ES, ES-LC01, ES-UC02-E20181211
_CODE = re.compile(r"([A-Z]{2})(?:-[A-Z]{2}\d{2}(?:-E\d{8}[A-Z0-9]*)?)?", re.ASCII)
_EARLIEST, _LATEST, _MOST_MEMBERS = 1700, 2200, 100_000


def read(path: Path, *, progress: Progress) -> Reading:
    """The answer as a Reading. Other types of entries than the three are refused: nothing is made of them."""
    rows = [_row(number, entry) for number, entry in enumerate(_entries(path), start=1)]
    size = path.stat().st_size
    progress(size, size)
    return Reading(subject=Subject.PARLIAMENTS, rows=rows)


def _entries(path: Path) -> list[Any]:
    answer = json_file.content(path, most=LARGEST)
    data = answer.get("data") if isinstance(answer, dict) else None
    entries = [data] if isinstance(data, dict) else data
    if not isinstance(entries, list) or not entries:
        raise FileRefusedError(
            _("There is no %(field)s where it belongs.", field="'data'"),
            line=1,
            column="data",
            advice=json_file.CHANGED,
        )
    return entries


def _row(line: int, entry: Any) -> Row:
    if not isinstance(entry, dict) or not {"type", "id", "attributes"} <= entry.keys() <= FIELDS:
        _refuse(line, "data", _("The entry does not have a type, an id and attributes."))
    kind, code, attributes = json_file.text(entry["type"]), json_file.text(entry["id"]), entry["attributes"]
    if kind not in NEEDED:
        _refuse(
            line, "type", _("%(text)s is not one of %(known)s.", text=repr(kind), known=", ".join(NEEDED))
        )
    match = _CODE.fullmatch(code)
    if match is None:
        _refuse(line, "id", _("%(code)s is no code of the %(kind)s.", code=repr(code), kind=kind))
    if not isinstance(attributes, dict) or NEEDED[kind] not in attributes:
        _refuse(line, NEEDED[kind], _("There is no %(field)s.", field=repr(NEEDED[kind])))
    entry_of = {"parliaments": _parliament, "chambers": _chamber, "elections": _election}[kind]
    return entry_of(line, Participant(match[1]), code, attributes)


def _parliament(line: int, participant: Participant, code: str, attributes: dict[str, Any]) -> Row:
    structure = _term(line, attributes, "structure_of_parliament").removesuffix("_parliament")
    if structure not in STRUCTURES:
        _refuse(
            line,
            "structure_of_parliament",
            _("%(text)s is not one of %(known)s.", text=repr(structure), known=", ".join(sorted(STRUCTURES))),
        )
    return ParliamentRow(line, participant, code, _names(line, attributes, "parliament_name"), structure)


def _chamber(line: int, participant: Participant, code: str, attributes: dict[str, Any]) -> Row:
    kind = CHAMBERS.get(_term(line, attributes, "struct_parl_status").removesuffix("_chamber"))
    if kind is None:
        _refuse(
            line,
            "struct_parl_status",
            _("It is not one of %(known)s.", known="lower_chamber, upper_chamber, unicameral"),
        )
    members = _value(line, attributes, "statutory_members_number")
    if members is not None and not (type(members) is int and 0 <= members <= _MOST_MEMBERS):
        _refuse(line, "statutory_members_number", _("%(text)s is no number of members.", text=repr(members)))
    suspended = _value(line, attributes, "is_suspended_chamber") is True
    names = _names(line, attributes, "chamber_name")
    return ChamberRow(line, participant, code, names, kind, members, suspended)


def _election(line: int, participant: Participant, code: str, attributes: dict[str, Any]) -> Row:
    held = _value(line, attributes, "election_date")
    return ElectionRow(
        line,
        participant,
        code,
        chamber=code.rpartition("-E")[0],
        held_on=_day(line, "election_date", held.get("from") if isinstance(held, dict) else held),
        next_on=_day(
            line, "expect_date_next_election", _value(line, attributes, "expect_date_next_election")
        ),
        scope=_term(line, attributes, "scope_of_elections"),
    )


def _value(line: int, attributes: dict[str, Any], name: str) -> Any:
    """The attribute as it stands now: of several the one without an end, else the one that began last."""
    given = attributes.get(name)
    versions = given if isinstance(given, list) else [] if given is None else [given]
    if not all(isinstance(each, dict) and "value" in each for each in versions):
        _refuse(line, name, _("The attribute is not {'value': ...}, nor a list of such."))
    standing = [each for each in versions if not each.get("date_to")] or versions
    latest = max(standing, key=lambda each: json_file.text(each.get("date_from")), default={"value": None})
    return latest["value"]


def _term(line: int, attributes: dict[str, Any], name: str) -> str:
    """The key of a term of the Union's own lists; empty where none is given."""
    value = _value(line, attributes, name)
    return json_file.text(value.get("term") if isinstance(value, dict) else value)


def _names(line: int, attributes: dict[str, Any], name: str) -> Mapping[str, str]:
    value = _value(line, attributes, name)
    given = value if isinstance(value, dict) else {"en": value}
    return {
        key: told[:200]
        for key in ("en", "fr", "es", "ar", "ru", "zh")
        if (told := json_file.text(given.get(key)))
    }


def _day(line: int, name: str, value: object) -> str:
    """2025-05-01, of a day or of a day and hour; empty where none is given."""
    if value is None:
        return ""
    told = json_file.text(value)
    try:
        day = date.fromisoformat(told[:10])
    except ValueError:
        _refuse(line, name, _("%(text)s is not a day.", text=repr(told[:40])))
    if not _EARLIEST <= day.year <= _LATEST:
        _refuse(
            line,
            name,
            _(
                "%(text)s lies outside the years %(first)s to %(last)s.",
                text=repr(told[:40]),
                first=_EARLIEST,
                last=_LATEST,
            ),
        )
    return day.isoformat()


def _refuse(line: int, column: str, what: str) -> NoReturn:
    raise FileRefusedError(what, line=line, column=column, advice=json_file.CHANGED)


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The refused entries in the layout of the answer, with a field more for the reason."""
    refused = [
        {**entry, "reason": reasons[number]}
        for number, entry in enumerate(_entries(source), start=1)
        if number in reasons
    ]
    target.write_text(json.dumps({"data": refused}, indent=1) + "\n", encoding="utf-8")


FORMAT = Format(
    key="parline",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parent / "aliases.csv",
    publication=Publication("Inter-Parliamentary Union", "Parline", "RESEARCH"),
)
