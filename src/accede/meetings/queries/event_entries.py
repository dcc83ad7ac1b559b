"""Events to which a State came, for the one list of everything of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accede.access.roles import Confidentiality
from accede.campaign.entries import Asking, Key
from accede.evidence.queries.rows import Row
from accede.meetings.models import Event, EventGuest, Stage
from accede.record.partial_dates import Firmness


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(Row):
    """That the State came to an event; `label` is the event's title, `number` its own."""

    label: str
    number: int


def _came(asking: Asking) -> Any:
    seen = EventGuest.objects.attributable_by(asking.viewer).filter(
        campaign=asking.campaign, state=asking.state, event__stage=Stage.HELD, event__day__lte=asking.on
    )
    readable = Event.objects.attributable_by(asking.viewer).filter(campaign=asking.campaign)
    return seen.filter(event__in=readable.values("pk"))


def entry_keys(asking: Asking) -> list[Key]:
    return list(_came(asking).order_by().values_list("event__day", "pk"))


def entries(asking: Asking, numbers: Iterable[int]) -> Iterable[Row]:
    for row in _came(asking).filter(pk__in=list(numbers)).select_related("event"):
        yield EventEntry(
            kind="event",
            pk=row.pk,
            iso3=asking.state.pk,
            name=asking.names[asking.state.pk],
            date_given=row.event.day.isoformat(),
            firmness=Firmness.DAY,
            day=row.event.day,
            text="",
            confidentiality=Confidentiality(row.confidentiality),
            label=row.event.title,
            number=row.event_id,
        )
