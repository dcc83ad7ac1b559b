"""The work plan: what was to be done, how far it is, what its figures say."""

from datetime import date, datetime
from typing import Any

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.campaign import rules
from accede.campaign.actions import importing
from accede.campaign.actions import plans as on_plans
from accede.campaign.actions import reports as on_reports
from accede.campaign.actions.elements import enter_rate, mark_line, say
from accede.campaign.models import Activity, ActivityWord, Plan, TimelineLine
from accede.campaign.queries import budget as money
from accede.campaign.queries import elements, overview, plans
from accede.campaign.queries.budget import Budget
from accede.campaign.queries.overview import ActivityRow, LineRow, Overview

room = Room("Work plan")
taken.find_by(
    Plan, taken.Key, lambda seat, key: plans.get_plan(key, viewer=seat.viewer, campaign=seat.campaign)
)


def budget(plan: Plan, *, on: date, viewer: Viewer) -> Budget | None:
    """None for those whose role does not see money."""
    return money.budget(plan, on=on, viewer=viewer) if rules.sees_budget(viewer, plan.campaign_id) else None


def say_of_activity(
    *, plan: Plan, key: str, state: Activity.State, on: date, by: Viewer, at: datetime
) -> ActivityWord:
    """How far it is, as somebody says: the work that it counts says more."""
    activity = elements.get_element(plan, "activity", key, viewer=by)
    return say(activity=activity, state=state, on=on, by=by, at=at)


def report_on_activity(*, plan: Plan, key: str, text: str, by: Viewer, at: datetime) -> Any:
    """What a partner did of an activity in which it takes part."""
    activity = elements.get_element(plan, "activity", key, viewer=by)
    return on_reports.report(activity=activity, text=text, by=by, at=at)


def mark(
    *, plan: Plan, key: str, began: date | None = None, done: date | None = None, by: Viewer, at: datetime
) -> TimelineLine:
    """When a line of the timeline began and was done; what is not said, is open."""
    line = elements.get_element(plan, "line", key, viewer=by)
    return mark_line(line=line, began=began, done=done, by=by, at=at)


def all_plans(campaign: Campaign, *, viewer: Viewer) -> list[Plan]:
    """The campaign's plans."""
    return plans.plans(viewer=viewer, campaign=campaign)


room.several("/plans", all_plans, row=dict[str, Any], summary="The campaign's work plans")
room.one(
    "/plans/{plan}",
    overview.overview,
    row=Overview,
    summary="A plan: objectives, figures, activities, timeline",
)
room.several("/plans/{plan}/activities", overview.activities, row=ActivityRow, summary="Its activities")
room.several("/plans/{plan}/timeline", overview.timeline, row=LineRow, summary="Its timeline")
room.one("/plans/{plan}/budget", budget, summary="Its budget")
room.write("PUT", "/plans/{plan}/activities/{key}/state", say_of_activity, summary="How far an activity is")
room.write(
    "POST", "/plans/{plan}/activities/{key}/reports", report_on_activity, summary="What a partner did of it"
)
room.write("PUT", "/plans/{plan}/timeline/{key}", mark, summary="When a line began and was done")
room.write("POST", "/plans/{plan}/rates", enter_rate, kinds={"rate": float}, summary="A rate of exchange")
room.write(
    "POST",
    "/plans/{plan}/copy",
    on_plans.clone_plan,
    but=("meeting",),
    summary="Carry the plan over to the next years",
)
room.write("POST", "/plans", importing.import_plan, summary="Bring a plan in, as a file")
