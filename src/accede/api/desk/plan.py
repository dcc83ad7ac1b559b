"""The work plan: what was to be done, how far it is, what its figures say."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.asked import Language
from accede.api.desk import taken
from accede.api.desk.room import YAML, Room
from accede.api.desk.seat import Seat
from accede.campaign import actions, rules
from accede.campaign.actions import importing
from accede.campaign.actions import plans as on_plans
from accede.campaign.actions import reports as on_reports
from accede.campaign.actions.elements import enter_rate, mark_line, say
from accede.campaign.measures import MEASURES
from accede.campaign.models import (
    Action,
    ActionPlan,
    ActionText,
    Activity,
    ActivityWord,
    Plan,
    Report,
    TimelineLine,
)
from accede.campaign.queries import budget as money
from accede.campaign.queries import elements, overview, plans, reports
from accede.campaign.queries.budget import Budget
from accede.campaign.queries.export import export
from accede.campaign.queries.overview import ActivityRow, LineRow, Overview
from accede.record.meetings.models import Meeting
from accede.record.queries import nearest

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


class Head(TypedDict, total=False):
    """What is said of a plan as a whole."""

    title: str
    starts: date
    ends: date
    currency: str
    meeting: Meeting | None
    follows: Plan | None
    actions: list[Action]
    budget_note: str


def begin_plan(
    *, campaign: Campaign, language: str = "en", by: Viewer, at: datetime, **head: Unpack[Head]
) -> Plan:
    """An empty one: what stands in it is added afterwards."""
    rules.insist_on_writing(by, campaign)
    return _save(None, campaign, {**head}, language, by, at)


def edit_plan(*, plan: Plan, language: str = "en", by: Viewer, at: datetime, **head: Unpack[Head]) -> Plan:
    rules.insist_on_writing(by, plan.campaign)
    was: dict[str, Any] = {
        "title": plan.titles.get(language, ""),
        "starts": plan.starts,
        "ends": plan.ends,
        "currency": plan.currency,
        "meeting": plan.meeting,
        "follows": plan.follows,
        "actions": list(plan.actions.all()),
        "budget_note": plan.budget_note.get(language, ""),
    }
    return _save(plan, plan.campaign, was | head, language, by, at)


def _save(
    plan: Plan | None, campaign: Campaign, head: dict[str, Any], language: str, by: Viewer, at: datetime
) -> Plan:
    if plan is not None and not head["title"]:  # it is called as it was, in the language in which it is
        language, head["title"] = next(iter(plan.titles.items()))
        head["budget_note"] = plan.budget_note.get(language, "")
    head["currency"] = (head.get("currency") or "CHF").upper()
    head["actions"] = head.get("actions") or []
    head["budget_note"] = head.get("budget_note") or ""
    return on_plans.save_plan(campaign=campaign, plan=plan, language=language, by=by, at=at, **head)


def next_plan(
    *,
    plan: Plan,
    title: str,
    language: str = "en",
    starts: date,
    ends: date,
    meeting: Meeting | None = None,
    on: date,
    by: Viewer,
    at: datetime,
) -> Plan:
    """With what of this one is unfinished on the day."""
    told: Any = {"starts": starts, "ends": ends, "meeting": meeting, "on": on}
    return on_plans.clone_plan(plan=plan, title=title, language=language, **told, by=by, at=at)


def get_action(seat: Seat, key: str) -> Action:
    for each in elements.actions_to_rest_on(None, seat.campaign.treaty_key, viewer=seat.viewer):
        if each.key == key:
            return each
    raise NotVisibleError(f"action {key}")


def get_action_plan(seat: Seat, key: str) -> ActionPlan:
    known = {each.pk: each for each in plans.action_plans(seat.campaign, viewer=seat.viewer)}
    if key not in known:
        raise nearest.NotOnRecordError("action plan", key, known)
    return known[key]


def action_plans(campaign: Campaign, *, viewer: Viewer) -> Any:
    """Each with its numbered actions and, in each language, the last text that was loaded."""
    return [
        {
            "key": each.pk,
            "title": each.title,
            "from_year": each.from_year,
            "until_year": each.until_year,
            "actions": [
                {"key": action.key, "number": action.number, "texts": _last_texts(action)}
                for action in each.actions.all()
            ],
        }
        for each in plans.action_plans(campaign, viewer=viewer)
    ]


def _last_texts(action: Action) -> dict[str, Any]:
    found: dict[str, ActionText] = {}
    for text in action.texts.all():
        if text.language not in found or text.version > found[text.language].version:
            found[text.language] = text
    return {
        language: {"text": each.text, "citation": each.citation, "version": each.version}
        for language, each in found.items()
    }


def report_row(row: Report) -> dict[str, Any]:
    """What its page shows, to whoever may see it."""
    return {
        "number": row.pk,
        "activity": row.activity.key,
        "organisation": row.owner,
        "person": row.person,
        "reported_on": row.reported_on,
        "text": row.text,
        "standing": row.standing,
        "answer": row.answer,
        "answered_on": row.answered_on,
        "confidentiality": row.confidentiality,
    }


def all_reports(campaign: Campaign, *, viewer: Viewer) -> Any:
    """Of all plans of the campaign, the latest first."""
    found = elements.activities_to_serve(campaign, viewer=viewer)
    return [report_row(each) for each in reports.reports_on(found, viewer=viewer)]


def one_report(found: Report, *, viewer: Viewer) -> Any:
    return report_row(found)


def as_file(plan: Plan, *, viewer: Viewer) -> tuple[str, bytes, str]:
    """Who may not see the budget gets it without."""
    return f"{plan.pk}.yaml", export(plan, viewer=viewer).encode(), YAML


def own_part(plan: Plan, *, on: date, viewer: Viewer) -> Any:
    """The activities in which the reader's organisation has a share, or that the reader owns."""
    return reports.own_part(plan, on=on, viewer=viewer)


def remove_rate(*, plan: Plan, number: int, by: Viewer, at: datetime) -> None:
    """The one before it, if there is one, holds again."""
    rules.insist_on_writing(by, plan.campaign)
    rate = elements.get_rate(plan, number, viewer=by)
    actions.remove_rate(rate=rate, by=by, at=at)


taken.find_by(Action, taken.Key, get_action)
taken.find_by(ActionPlan, taken.Key, get_action_plan)


def of_the_day(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> Overview | None:
    """The plan that runs that day; else the latest before it; else the first to come."""
    found = plans.plan_of_day(on=on, viewer=viewer, campaign=campaign)
    return overview.overview(found, on=on, viewer=viewer, language=language) if found else None


def all_measures(*, viewer: Viewer) -> Any:
    """What an indicator can measure, by its key."""
    return [
        {"key": key, "label": str(each.label), "unit": str(each.unit_label)}
        for key, each in sorted(MEASURES.items())
    ]


room.one("/plan", of_the_day, summary="The plan of the day")
room.several("/measures", all_measures, row=dict[str, Any], summary="What indicators can measure")
room.several("/plans", all_plans, row=dict[str, Any], summary="The campaign's work plans")
room.write(
    "POST",
    "/plans/new",
    begin_plan,
    needed=("title", "starts", "ends"),
    kinds={"language": Language},
    summary="Begin a plan",
)
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
room.write("POST", "/plans/{plan}/rates", enter_rate, kinds={"rate": Decimal}, summary="A rate of exchange")
room.write(
    "POST",
    "/plans/{plan}/copy",
    next_plan,
    kinds={"language": Language},
    summary="Carry the plan over to the next years",
)
room.write("POST", "/plans", importing.import_plan, summary="Bring a plan in, as a file")
room.write(
    "PATCH", "/plans/{plan}", edit_plan, kinds={"language": Language}, summary="Say otherwise what is given"
)
room.file(
    "/plans/{plan}/file", as_file, media=(YAML,), summary="The plan as its file, which can be brought in"
)
room.several("/plans/{plan}/own", own_part, row=ActivityRow, summary="What of the plan is one's own")
room.write("DELETE", "/plans/{plan}/rates/{number}", remove_rate, summary="Take a rate of exchange out")
room.several("/reports", all_reports, row=dict[str, Any], summary="What partners reported")
room.one("/reports/{number}", one_report, of="found", row=dict[str, Any], summary="A partner's report")
room.write(
    "POST", "/reports/{number}/answer", on_reports.answer_report, of="found", summary="Accept it, or ask"
)
room.several(
    "/action-plans", action_plans, row=dict[str, Any], form=False, summary="The treaty's action plans"
)
room.write(
    "POST",
    "/action-plans/{action_plan}/texts",
    on_plans.load_action_text,
    kinds={"language": Language},
    summary="Load the words of an action",
)
