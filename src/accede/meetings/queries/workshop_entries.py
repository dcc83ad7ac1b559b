"""Workshops to which a State was invited, for the one list of everything of it: for those who run the campaign."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accede.access.roles import Confidentiality
from accede.campaign.entries import Asking, Key
from accede.evidence.queries.rows import Row
from accede.meetings import rules
from accede.meetings.models import Delegation, SignIn
from accede.record.partial_dates import Firmness


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopEntry(Row):
    """The invitation; `label` is the workshop's name, `text` what was replied, `number` the workshop's own."""

    label: str
    number: int
    there: bool


def _invited(asking: Asking) -> Any:
    """Until it replied, an invitation stands on the day when the State came onto the list."""
    if not rules.runs_meetings(asking.viewer, asking.campaign.pk):
        return Delegation.objects.attributable_by(asking.viewer).none()
    return asking.mine(Delegation).filter(listed_on__lte=asking.on)


def entry_keys(asking: Asking) -> list[Key]:
    rows = _invited(asking).order_by().values_list("listed_on", "workshop__meeting__begins", "pk")
    return [(begins if begins <= asking.on else listed, number) for listed, begins, number in rows]


def entries(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    found = list(_invited(asking).filter(pk__in=list(numbers)).select_related("workshop__meeting"))
    there = set(
        SignIn.objects.filter(participant__delegation__in=[each.pk for each in found]).values_list(
            "participant__delegation_id", flat=True
        )
    )
    for row in found:
        meeting = row.workshop.meeting
        day = meeting.begins if meeting.begins <= asking.on else row.listed_on
        yield WorkshopEntry(
            kind="workshop",
            pk=row.pk,
            iso3=asking.state.pk,
            name=asking.names[asking.state.pk],
            date_given=day.isoformat(),
            firmness=Firmness.DAY,
            day=day,
            text=str(row.get_reply_display()),
            confidentiality=Confidentiality(row.confidentiality),
            label=meeting.name,
            number=row.workshop_id,
            there=row.pk in there,
        )
