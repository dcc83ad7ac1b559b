"""What the reads of laws give: rows of what one viewer may read, cut loose from the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accede.access.viewer import Viewer
from accede.evidence.queries.rows import Row
from accede.legislation.models import Finding, HelpRequest, Law, QualifyingFact


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow(Row):
    """A law or measure. `standing`: on the day it has not ended."""

    law: str  # its kind
    label: str
    law_name: str
    url: str
    ended_given: str
    standing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """What was found in a law on one point. `text` of a shipped one is a message of the catalogues."""

    pk: int
    point: str
    verdict: str
    label: str
    place: str
    passage: str
    language: str
    text: str
    shipped: bool
    made_on: date
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow(Row):
    """An answer on possession, contamination or size."""

    question: str
    label: str
    answer: bool


def law_row(row: Law, names: Mapping[str, str], *, on: date = date.max) -> LawRow:
    return LawRow(
        **told(row, names),
        law=row.kind,
        label=row.get_kind_display(),
        law_name=row.name,
        url=row.url,
        ended_given=row.ended_given,
        standing=row.ended_day is None or row.ended_day > on,
    )


def fact_row(row: QualifyingFact, names: Mapping[str, str]) -> FactRow:
    return FactRow(
        **told(row, names), question=row.question, label=row.get_question_display(), answer=row.answer
    )


def finding_row(row: Finding, viewer: Viewer) -> FindingRow:
    open_ = row.speaker_is_shown_to(viewer)
    return FindingRow(
        pk=row.pk,
        point=row.point,
        verdict=row.verdict,
        label=row.get_verdict_display(),
        place=row.place,
        passage=row.passage,
        language=row.language,
        text=row.reading,
        shipped=row.shipped_key is not None,
        made_on=row.made_on,
        made_by=row.made_by.name if open_ and row.made_by else "",
    )


def told(row: Law | QualifyingFact | HelpRequest, names: Mapping[str, str]) -> dict[str, Any]:
    """Only of rows that the viewer may attribute: in a list by State the place alone would tell."""
    return told_but_for_source(row, names) | {"source": row.source}


def told_but_for_source(row: Law | QualifyingFact | HelpRequest, names: Mapping[str, str]) -> dict[str, Any]:
    """The same where a list shows no sources."""
    return {
        "kind": row._meta.model_name,  # noqa: SLF001 -- Django's documented name for it
        "pk": row.pk,
        "iso3": row.state_id,
        "name": names.get(row.state_id, ""),
        "date_given": row.date_given,
        "firmness": row.firmness,
        "day": row.day,
        "text": row.reading,
        "origin": row.origin,
        "confidentiality": row.confidentiality,
        "attribution": row.attribution,
        "shipped": getattr(row, "shipped_key", None) is not None,
    }
