"""The target list as other programs read it."""

from collections.abc import Iterable

from accede.record.partial_dates import Firmness
from accede.record.tables import Record
from accede.targeting.evidence import Evidence
from accede.targeting.queries import Target

TARGETS = ("iso3", "name", "status", "categories", "evidence")


def target_records(rows: Iterable[Target]) -> list[Record]:
    """One record a State; categories are joined by |, and each piece of evidence names its source and age."""
    return [
        {
            "iso3": row.iso3,
            "name": row.name,
            "status": row.status,
            "categories": "|".join(row.categories),
            "evidence": " | ".join(evidence_in_words(item) for item in row.evidence),
        }
        for row in rows
    ]


def evidence_in_words(item: Evidence) -> str:
    """For example "signatory: CCM: signature, 2008-12-03 (source: untc-ccm, as of 2026)"."""
    day = f", {item.date_given}" if item.date_given else ""
    unsure = f" [{item.firmness}]" if item.date_given and item.firmness != Firmness.DAY else ""
    votes = "".join(f"; {call.resolution_id} {choice}" for call, choice in item.votes)
    age = f"as of {item.as_of or 'unknown'}{', stale' if item.stale else ''}"
    return f"{item.category}: {item.fact.rstrip('.')}{day}{unsure}{votes} (source: {item.source.pk}, {age})"
