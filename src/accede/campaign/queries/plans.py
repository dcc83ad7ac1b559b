"""Which plans there are."""

from datetime import date

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.asked_once import once
from accede.campaign import rules
from accede.campaign.models import ActionPlan, Plan
from accede.record.models import Treaty
from accede.record.queries import nearest, treaties


def plans(*, viewer: Viewer, campaign: Campaign | None = None) -> list[Plan]:
    """Those of the campaigns in which the viewer holds a role, the latest first."""
    own = viewer.roles.keys() & {campaign.pk} if campaign else viewer.roles.keys()
    return plans_of(frozenset(own))


@once(list)
def plans_of(campaigns: frozenset[str]) -> list[Plan]:
    """Those of these campaigns, whoever asks: what may be read of them, `rules` say."""
    found = Plan.objects.filter(campaign__in=sorted(campaigns))
    return list(found.select_related("campaign", "meeting", "follows"))


def get_plan(key: str, *, viewer: Viewer, campaign: Campaign | None = None) -> Plan:
    """The plan of that key; else NotOnRecordError, also where it is another campaign's."""
    known = {plan.pk: plan for plan in plans(viewer=viewer, campaign=campaign)}
    if key in known:
        return known[key]
    raise nearest.NotOnRecordError("plan", key, nearest.nearest_names(key, known) or known)


def plan_of_day(*, on: date, viewer: Viewer, campaign: Campaign | None = None) -> Plan | None:
    """The plan that runs that day; else the latest before it; else the first to come."""
    known = plans(viewer=viewer, campaign=campaign)
    running = [plan for plan in known if plan.starts <= on <= plan.ends]
    before = [plan for plan in known if plan.ends < on]
    return next(iter(running or before), None) or (known[-1] if known else None)


def treaty_of(plan: Plan, *, viewer: Viewer) -> Treaty:
    return treaties.get_treaty(plan.campaign.treaty_key, viewer=viewer)


def action_plans(campaign: Campaign, *, viewer: Viewer) -> list[ActionPlan]:
    """The action plans of the campaign's treaty, the oldest first, each with its actions and their texts."""
    if not rules.may_read(viewer, campaign.pk):
        return []
    found = ActionPlan.objects.filter(treaty=campaign.treaty_key)
    return list(found.prefetch_related("actions__texts__loaded_by"))
