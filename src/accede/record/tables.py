"""Tables as other programs read them: columns and order are fixed (scripts rely on them), dates ISO 8601."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from accede.record.imports.plan import Finding, What
from accede.record.models import ImportBatch, RollCall, TreatyAction
from accede.record.queries.status import StatusRow
from accede.record.queries.votes import Mover, VoteTable
from accede.record.readers.reading import visible

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
ACTIONS = ("iso3", "kind", "date", "firmness", "effective_date", "source", "note")
VOTES = ("iso3", "name", "resolution", "date", "body", "vote")
MOVES = ("iso3", "name", "first", "before", "second", "after")
IMPORTS = ("id", "format", "treaty", "file", "state", "new", "changed", "gone", "refused", "at", "by")
IMPORT_COUNTS = ("new", "changed", "unchanged", "gone", "conflicts", "refused")
FINDINGS = ("what", "state", "about", "on_record", "in_file", "line", "why")


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


def action_records(actions: Iterable[TreatyAction]) -> list[Record]:
    """One record an act, in the order given; `date` as its source has it, which may be a year alone."""
    return [
        {
            "iso3": action.state_id,
            "kind": action.kind,
            "date": action.date_given,
            "firmness": action.firmness,
            "effective_date": iso(action.effective_date),
            "source": action.source_id,
            "note": action.note,
        }
        for action in actions
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


def move_records(movers: Iterable[Mover], first: RollCall, second: RollCall) -> list[Record]:
    """One record a State, in the order given."""
    return [
        {
            "iso3": mover.iso3,
            "name": mover.name,
            "first": first.resolution_id,
            "before": str(mover.before),
            "second": second.resolution_id,
            "after": str(mover.after),
        }
        for mover in movers
    ]


def import_records(batches: Iterable[ImportBatch]) -> list[Record]:
    """One record an import."""
    return [
        {
            "id": batch.pk,
            "format": batch.format,
            "treaty": batch.treaty_key,
            "file": batch.file_name,
            "state": batch.state,
            "new": batch.new,
            "changed": batch.changed,
            "gone": batch.gone,
            "refused": batch.refused,
            "at": batch.applied_at.isoformat(timespec="seconds"),
            "by": batch.applied_by,
        }
        for batch in batches
    ]


def import_counts(counts: Mapping[What, int]) -> Record:
    """The counts of an import; of something that did not come up there are none."""
    found = (What.NEW, What.CHANGED, What.UNCHANGED, What.GONE, What.CONFLICT, What.REFUSED)
    return {column: counts.get(what, 0) for column, what in zip(IMPORT_COUNTS, found, strict=True)}


def finding_records(findings: Iterable[Finding]) -> list[Record]:
    """One record a line of an import's preview."""
    return [
        {
            "what": f"{finding.what} ({finding.count})" if finding.count > 1 else str(finding.what),
            "state": finding.iso3,
            "about": finding.about,
            "on_record": visible(finding.on_record),
            "in_file": visible(finding.in_file),
            "line": finding.line or "",
            "why": visible(finding.why),
        }
        for finding in findings
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


def as_csv(records: Iterable[Record], columns: Sequence[str]) -> str:
    """The records as CSV that a spreadsheet may open: no cell in it is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in as_text(record, columns)] for record in records)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
