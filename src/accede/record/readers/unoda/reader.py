"""Reads a treaty's actions as the UNODA treaties database answers them, one row a depositary.

JSON tells no lines: the place of a row is its number in `actions_`, counted from 1.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from accede.law.terms import CONSENT_KINDS, ActionKind
from accede.record.readers import dates, json_file
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import (
    ActionRow,
    FileRefusedError,
    Format,
    Participant,
    Progress,
    Publication,
    Reading,
    Subject,
)
from accede.told import marked as _

LARGEST = 32 * MEGABYTE
KINDS = {
    "Signatory": ActionKind.SIGNATURE,
    "Ratification": ActionKind.RATIFICATION,
    "Acceptance": ActionKind.ACCEPTANCE,
    "Approval": ActionKind.APPROVAL,
    "Accession": ActionKind.ACCESSION,
    "Succession": ActionKind.SUCCESSION,
    "Withdrawal": ActionKind.WITHDRAWAL,
}
FIELDS = {"date", "action_type_", "state", "depositary", "reason"}


def read(path: Path, *, progress: Progress) -> Reading:
    """The answer as a Reading. Of several depositaries' dates for one act the earliest stands."""
    entries = _entries(path)
    earliest: dict[tuple[str, str], ActionRow] = {}
    for row in _rows(entries):
        key = row.participant.name, row.kind
        known = earliest.get(key)
        if known is None or row.date_given < known.date_given:
            earliest[key] = row
    size = path.stat().st_size
    progress(size, size)
    return Reading(
        subject=Subject.ACTIONS,
        rows=sorted(earliest.values(), key=lambda row: row.line),
        complete_for=frozenset({str(ActionKind.SIGNATURE), *map(str, CONSENT_KINDS)}),
    )


def _entries(path: Path) -> list[Any]:
    """The list `actions_`, wherever the answer's wrapping puts it."""
    answer = json_file.content(path, most=LARGEST)
    for key in ("data", "treaty_", "data", "actions_"):
        if isinstance(answer, list) and len(answer) == 1:
            answer = answer[0]
        if not isinstance(answer, dict) or key not in answer:
            raise FileRefusedError(
                _("There is no %(field)s where it belongs.", field=repr(key)),
                line=1,
                column=key,
                advice=json_file.CHANGED,
            )
        answer = answer[key]
    if not isinstance(answer, list) or not answer:
        raise FileRefusedError(
            _("There are no actions."), line=1, column="actions_", advice=json_file.CHANGED
        )
    return answer


def _rows(entries: list[Any]) -> Iterator[ActionRow]:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not {"date", "action_type_", "state"} <= entry.keys() <= FIELDS:
            raise FileRefusedError(
                _("The action does not have the fields date, action_type_ and state."),
                line=number,
                column="actions_",
                advice=json_file.CHANGED,
            )
        kind = KINDS.get(json_file.text(entry["action_type_"]))
        if kind is None:
            raise FileRefusedError(
                _("%(text)s is no kind of action that is known.", text=repr(entry["action_type_"])),
                line=number,
                column="action_type_",
                advice=json_file.CHANGED,
            )
        state = entry["state"]
        name = json_file.text(state.get("name")) if isinstance(state, dict) else ""
        if not name:
            raise FileRefusedError(
                _("The action names no State."), line=number, column="state", advice=json_file.CHANGED
            )
        day, _blank, clock = json_file.text(entry["date"]).partition(" ")
        if clock.strip("0:"):
            raise FileRefusedError(
                _("%(text)s is not a day.", text=repr(entry["date"])),
                line=number,
                column="date",
                advice=json_file.CHANGED,
            )
        yield ActionRow(
            line=number,
            participant=Participant(name),
            kind=str(kind),
            date_given=dates.whole_day(day, line=number, column="date"),
            unnamed_day=kind is ActionKind.WITHDRAWAL,
        )


def write_refused(source: Path, target: Path, reasons: Mapping[int, str]) -> None:
    """The refused actions in the layout of the answer, with a field more for the reason."""
    refused = [
        {**entry, "reason": reasons[number]}
        for number, entry in enumerate(_entries(source), start=1)
        if number in reasons
    ]
    answer = {"data": {"treaty_": {"data": {"actions_": refused}}}}
    target.write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")


FORMAT = Format(
    key="unoda",
    open=read,
    write_refused=write_refused,
    aliases=Path(__file__).parent / "aliases.csv",
    publication=Publication("United Nations Office for Disarmament Affairs", "treaties database", "UN"),
)
