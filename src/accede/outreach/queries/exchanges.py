"""Exchanges, one and many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from accede.access.confidentiality import NotVisibleError, get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import Exchange
from accede.outreach.queries.rows import ExchangeRow, exchange_rows
from accede.record.queries import states

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which exchanges are asked for; what is empty asks for all. A State is asked for by its ISO code."""

    states: Collection[str] = ()
    level: str = ""
    meeting: str = ""
    person: int | None = None  # one of us who was there
    obstacle: str = ""  # the code of a reason heard
    activity: int | None = None  # of the plan, that they serve
    since: date | None = None
    until: date | None = None
    confidentiality: int | None = None


def exchanges(
    campaign: Campaign, asked: Asked, *, page: int | str = 1, on: date, viewer: Viewer, language: str
) -> Page[Any]:
    """A page of exchanges until that day, the latest first; its `object_list` holds ExchangeRow.

    A list by State leaves out those of which the viewer may not know the State.
    """
    found = _chosen(campaign, asked, on, viewer)
    latest_first = found.order_by("-held_on", "-pk")
    # The days and numbers alone, of which the index knows: what lies on other pages is not read.
    chosen: Page[Any] = Paginator(latest_first.values_list("held_on", "pk"), PAGE).get_page(page)
    names = states.state_names(language, viewer=viewer)
    own = Exchange.objects.visible_to(viewer).filter(pk__in=[number for _day, number in chosen.object_list])
    chosen.object_list = exchange_rows(own.order_by("-held_on", "-pk"), viewer, names, on=on)
    return chosen


def get_exchange(number: int, *, viewer: Viewer) -> Exchange:
    """The exchange itself, for the actions. Raises NotVisibleError."""
    return get_visible(Exchange, number, viewer=viewer)


def exchange(number: int, *, on: date, viewer: Viewer, language: str) -> ExchangeRow:
    """The exchange with what came of it. Raises NotVisibleError."""
    names = states.state_names(language, viewer=viewer)
    rows = exchange_rows(Exchange.objects.visible_to(viewer).filter(pk=number), viewer, names, on=on)
    if not rows:
        raise NotVisibleError(f"Exchange {number}")
    return rows[0]


def exchanges_numbered(
    campaign: Campaign, numbers: Collection[int], *, on: date, viewer: Viewer, language: str
) -> list[ExchangeRow]:
    """Those of these numbers that the viewer may see and know the State of, the latest first, with what came of them."""
    if not numbers:
        return []
    found = Exchange.objects.attributable_by(viewer).filter(campaign=campaign, pk__in=list(numbers))
    names = states.state_names(language, viewer=viewer)
    return exchange_rows(found.order_by("-held_on", "-pk"), viewer, names, on=on)


def _chosen(campaign: Campaign, asked: Asked, on: date, viewer: Viewer) -> Any:
    found = Exchange.objects.filter(campaign=campaign, held_on__lte=min(asked.until or on, on))
    found = found.attributable_by(viewer) if asked.states else found.visible_to(viewer)
    if asked.states:
        found = found.filter(state__in=asked.states)
    if asked.level:
        found = found.filter(level=asked.level)
    if asked.meeting:
        found = found.filter(meeting=asked.meeting)
    if asked.person:
        found = found.filter(our_people=asked.person)
    if asked.obstacle:
        found = found.filter(heard__obstacle__code=asked.obstacle).distinct()
    if asked.activity:
        found = found.filter(activity=asked.activity)
    if asked.since:
        found = found.filter(held_on__gte=asked.since)
    if asked.confidentiality:
        found = found.filter(confidentiality=asked.confidentiality)
    return found
