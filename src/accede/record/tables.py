"""Tables as other programs read them: columns and order are fixed (scripts rely on them), dates ISO 8601."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from accede.record.models import RollCall
from accede.record.queries.status import StatusRow
from accede.record.queries.votes import VoteTable

Record = dict[str, Any]

STATUS = (
    "iso3",
    "name",
    "status",
    "in_force",
    "former_party",
    "signature_date",
    "consent_means",
    "consent_date",
    "entry_into_force_date",
    "withdrawal_effective_date",
)
VOTES = ("iso3", "name", "resolution", "date", "body", "vote")


def status_records(rows: Iterable[StatusRow]) -> list[Record]:
    """One record a State, in the order given."""
    return [
        {
            "iso3": row.iso3,
            "name": row.name,
            "status": str(row.standing.status),
            "in_force": row.standing.in_force,
            "former_party": row.standing.former_party,
            "signature_date": iso(row.standing.signature_date),
            "consent_means": str(row.standing.consent_means or ""),
            "consent_date": iso(row.standing.consent_date),
            "entry_into_force_date": iso(row.standing.entry_into_force_date),
            "withdrawal_effective_date": iso(row.standing.withdrawal_effective_date),
        }
        for row in rows
    ]


def vote_records(table: VoteTable, *, only: RollCall | None = None) -> list[Record]:
    """One record for each State and roll-call, State by State, roll-calls in their order; `only` keeps one of them."""
    return [
        {
            "iso3": row.iso3,
            "name": row.name,
            "resolution": call.resolution_id,
            "date": iso(call.vote_date),
            "body": call.body,
            "vote": choice,
        }
        for row in table.rows
        for call, choice in zip(table.roll_calls, row.choices, strict=True)
        if choice and (only is None or call.pk == only.pk)
    ]


def iso(day: date | None) -> str:
    """2025-03-06, or nothing where the day is not known."""
    return day.isoformat() if day else ""


def as_text(record: Record, columns: Sequence[str]) -> list[str]:
    """A record's values as CSV cells; truth is written yes or no."""
    return [_cell(record[column]) for column in columns]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
