"""Single elements of a plan, and what forms offer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accede.access import queries as access
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign, Organisation, Person
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.actions.elements import KINDS
from accede.campaign.models import Action, Activity, ActivityPartner, Plan, Rate
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings


def get_element(plan: Plan, kind: str, key: str, *, viewer: Viewer) -> Any:
    """The element of that key in the plan. Raises NotVisibleError."""
    rules.insist_on_reading(viewer, plan)
    if kind == "budget" and not rules.sees_budget(viewer, plan.campaign_id):
        raise NotVisibleError(f"{kind} {key}")
    rows: Any = KINDS[kind]._default_manager if kind in KINDS else None  # noqa: SLF001 -- Django's own name for it
    found = rows.filter(plan=plan, key=key).first() if rows is not None else None
    if found is None:
        raise NotVisibleError(f"{kind} {key}")
    return found


def elements(plan: Plan, kind: str, *, viewer: Viewer) -> list[Any]:
    """All of a kind, in the plan's order."""
    rules.insist_on_reading(viewer, plan)
    return list(KINDS[kind]._default_manager.filter(plan=plan))  # noqa: SLF001 -- as above


def shares(activity: Activity, *, viewer: Viewer) -> list[ActivityPartner]:
    """The partners of an activity, each with its role there."""
    rules.insist_on_reading(viewer, activity.plan)
    return list(activity.shares.select_related("partner__organisation"))


def get_rate(plan: Plan, number: int, *, viewer: Viewer) -> Rate:
    """A rate of the plan. Raises NotVisibleError."""
    found = plan.rates.filter(pk=number).first() if rules.sees_budget(viewer, plan.campaign_id) else None
    if found is None:
        raise NotVisibleError(f"rate {number}")
    return found


def owners(plan: Plan, *, on: date, viewer: Viewer) -> Sequence[Person]:
    """Who may own an activity: those who contribute to the campaign."""
    return access.contributors(plan.campaign, on=on, viewer=viewer)


def organisations(*, viewer: Viewer) -> list[Organisation]:
    return list(access.organisations(viewer=viewer))


def meetings_to_tie(*, on: date, viewer: Viewer) -> list[Meeting]:
    """Every meeting on record, the latest first."""
    return list(meetings.meetings(on=on, viewer=viewer))


def actions_to_rest_on(plan: Plan | None, treaty_key: str, *, viewer: Viewer) -> list[Action]:
    """The numbered actions of the treaty's action plans."""
    found = Action.objects.filter(action_plan__treaty=treaty_key).select_related("action_plan")
    return list(found) if viewer.roles else []


def activities_to_serve(campaign: Campaign, *, viewer: Viewer) -> list[Activity]:
    """The activities of the campaign's plans to which work can be tied, those of the latest plan first."""
    if not rules.may_read(viewer, campaign.pk):
        return []
    found = Activity.objects.filter(plan__campaign=campaign).select_related("plan")
    return list(found.order_by("-plan__starts", "place"))
