"""The target list as other programs read it."""

from collections.abc import Iterable

from accede.record.partial_dates import Firmness
from accede.record.tables import Record
from accede.targeting.evidence import Evidence
from accede.targeting.queries import Comparison, Target

TARGETS = ("iso3", "name", "status", "categories", "evidence")
CHANGES = ("iso3", "name", "category", "change", "why", "date", "firmness")


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


def change_records(comparison: Comparison) -> list[Record]:
    """One record for each State and category, first those that came onto a list, then those that left one."""
    return [
        {
            "iso3": each.iso3,
            "name": each.name,
            "category": each.category,
            "change": change,
            "why": each.why.words,
            "date": each.why.date_given,
            "firmness": str(each.why.firmness),
        }
        for change, differences in (("entered", comparison.entered), ("left", comparison.left))
        for each in differences
    ]


def evidence_in_words(item: Evidence) -> str:
    """For example "signatory: CCM: signature, 2008-12-03 (source: untc-ccm, as of 2026)"."""
    day = f", {item.date_given}" if item.date_given else ""
    unsure = f" [{item.firmness}]" if item.date_given and item.firmness != Firmness.DAY else ""
    votes = "".join(f"; {call.resolution_id} {choice}" for call, choice in item.votes)
    age = f"as of {item.as_of or 'unknown'}{', stale' if item.stale else ''}"
    return f"{item.category}: {item.fact.rstrip('.')}{day}{unsure}{votes} (source: {item.source.pk}, {age})"
