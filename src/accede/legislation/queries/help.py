"""Requests for help with national law, as far as a viewer may know whose they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.rows import Row
from accede.legislation.models import HelpRequest
from accede.legislation.queries.rows import told
from accede.record.models import State, Treaty
from accede.record.queries import states


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow(Row):
    """A request. `taken` is the record from which it was taken up, as kind and number."""

    need: str
    label: str
    standing: str
    standing_label: str
    answered_by: str
    outcome: str
    settled_on: date | None
    taken: tuple[str, int] | None


def help_requests(
    treaty: Treaty, *, on: date, viewer: Viewer, language: str, state: State | None = None
) -> list[HelpRow]:
    """All, or one State's; those that nobody answers first, within them the oldest first."""
    names = states.state_names(language, viewer=viewer)
    rows = HelpRequest.objects.filter(Q(day__isnull=True) | Q(day__lte=on), treaty=treaty)
    if state is not None:
        rows = rows.filter(state=state)
    order = {key: place for place, key in enumerate(HelpRequest.Standing)}
    found = [help_row(row, names) for row in rows.attributable_by(viewer).select_related("source")]
    return sorted(
        found, key=lambda row: (order[HelpRequest.Standing(row.standing)], row.day or date.min, row.pk)
    )


def help_row(row: HelpRequest, names: dict[str, str]) -> HelpRow:
    return HelpRow(
        **told(row, names),
        need=row.need,
        label=row.get_need_display(),
        standing=row.standing,
        standing_label=row.get_standing_display(),
        answered_by=row.answered_by,
        outcome=row.outcome,
        settled_on=row.settled_on,
        taken=(row.taken_from, row.taken_number) if row.taken_number else None,
    )


def unanswered(campaign: Campaign, _on: date, viewer: Viewer) -> Iterable[int]:
    """The numbers of those that nobody answers yet, for whoever runs the campaign."""
    if not viewer.coordinates(campaign.pk):
        return []
    rows = HelpRequest.objects.attributable_by(viewer).filter(
        treaty=campaign.treaty_key, standing=HelpRequest.Standing.OPEN
    )
    return rows.values_list("pk", flat=True)


def get_help_request(number: int, *, viewer: Viewer) -> HelpRequest:
    row: HelpRequest | None = HelpRequest.objects.filter(pk=number).attributable_by(viewer).first()
    if row is None:
        raise NotVisibleError(f"HelpRequest {number}")
    return row


def counts(rows: Sequence[HelpRow]) -> list[tuple[str, str, int]]:
    """Standing, its words, and how many requests stand so."""
    return [
        (key, str(label), sum(row.standing == key for row in rows))
        for key, label in HelpRequest.Standing.choices
    ]
