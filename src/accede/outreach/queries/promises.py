"""Follow-ups and pledges: what is due, and what came of it."""

from collections.abc import Collection
from datetime import date
from typing import Any, Literal

from django.db.models import F, Q

from accede.access.confidentiality import get_visible
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import FollowUp, Pledge
from accede.outreach.queries.rows import FollowUpRow, PledgeRow, follow_up_row, pledge_row
from accede.record.queries import states

When = Literal["open", "overdue", "done", ""]


def follow_ups(
    campaign: Campaign,
    *,
    when: When = "open",
    person: int | None = None,
    states_asked: Collection[str] = (),
    due_until: date | None = None,
    most: int | None = None,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[FollowUpRow]:
    """Open ones by the day on which they are due, those without one last; done ones the latest first; no more than `most`."""
    found = _of(FollowUp, campaign, states_asked, viewer).select_related("owner", "assignee")
    if person is not None:
        found = found.filter(assignee=person)
    is_open = Q(done_on__isnull=True)
    names = states.state_names(language, viewer=viewer)
    return [
        follow_up_row(row, viewer, names, on=on)
        for row in _when(found, when, is_open, due_until=due_until, on=on, closed="done_on")[:most]
    ]


def pledges(
    campaign: Campaign,
    *,
    when: When = "open",
    side: str = "",
    states_asked: Collection[str] = (),
    due_until: date | None = None,
    most: int | None = None,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[PledgeRow]:
    """Open ones by the day on which they are due, those without one last; settled ones the latest first; no more than `most`."""
    found = _of(Pledge, campaign, states_asked, viewer).select_related("owner")
    if side:
        found = found.filter(side=side)
    is_open = Q(standing=Pledge.Standing.OPEN)
    names = states.state_names(language, viewer=viewer)
    return [
        pledge_row(row, viewer, names, on=on)
        for row in _when(found, when, is_open, due_until=due_until, on=on, closed="settled_on")[:most]
    ]


def get_follow_up(number: int, *, viewer: Viewer) -> FollowUp:
    """The follow-up itself, for the actions. Raises NotVisibleError."""
    return get_visible(FollowUp, number, viewer=viewer)


def get_pledge(number: int, *, viewer: Viewer) -> Pledge:
    """The pledge itself, for the actions. Raises NotVisibleError."""
    return get_visible(Pledge, number, viewer=viewer)


def _of(model: Any, campaign: Campaign, states_asked: Collection[str], viewer: Viewer) -> Any:
    rows = model.objects.filter(campaign=campaign)
    if states_asked:
        return rows.attributable_by(viewer).filter(state__in=states_asked)
    return rows.visible_to(viewer)


def _when(found: Any, when: When, is_open: Q, *, due_until: date | None, on: date, closed: str) -> Any:
    if when == "done":
        return found.filter(~is_open).order_by(f"-{closed}", "-pk")
    if when == "open":
        found = found.filter(is_open)
    if when == "overdue":
        found = found.filter(is_open, due_on__lt=on)
    if due_until is not None:
        found = found.filter(due_on__lte=due_until)
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")
