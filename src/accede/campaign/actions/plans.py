"""Plans as a whole: begun, changed, carried over into the next year; and the texts of the actions that they rest on."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.actions.elements import insist_on_currency, insist_on_title
from accede.campaign.actions.recording import free_key, save
from accede.campaign.along import CARRIED
from accede.campaign.models import (
    Action,
    ActionPlan,
    ActionText,
    Activity,
    ActivityPartner,
    BackgroundFigure,
    Plan,
)
from accede.campaign.queries.indicators import Gauge
from accede.campaign.queries.overview import activities, unfinished

_YEARS = re.compile(r"^[a-z]+-\d{4}(-\d{4})?-")


@transaction.atomic
def save_plan(
    *,
    campaign: Campaign,
    plan: Plan | None = None,
    title: str,
    language: str,
    starts: date,
    ends: date,
    currency: str,
    meeting: Any = None,
    follows: Plan | None = None,
    actions: Iterable[Action] = (),
    budget_note: str = "",
    by: Viewer,
    at: datetime,
) -> Plan:
    """A new plan, or another version of its head."""
    rules.insist_on_writing(by, campaign)
    insist_on_title(title)
    insist_on_currency(currency)
    _insist_on_coming_after(follows, campaign, starts)
    before = audit.values(plan) if plan else None
    row = plan or Plan(pk=_free_plan(f"{campaign.pk}-{_year(starts, ends)}"), campaign=campaign)
    row.titles = {**(row.titles or {}), language: title.strip()}
    row.starts, row.ends, row.currency, row.meeting = starts, ends, currency, meeting
    row.follows = follows
    row.budget_note = {
        each: words for each, words in {**row.budget_note, language: budget_note.strip()}.items() if words
    }
    save(row, act="save plan" if plan else "add plan", by=by, at=at, before=before)
    row.actions.set(actions)
    return row


def _insist_on_coming_after(before: Plan | None, campaign: Campaign, starts: date) -> None:
    """What follows begins later: so no plan follows itself, however many stand between."""
    if before is None:
        return
    if before.campaign_id != campaign.pk:
        raise ValidationError({"follows": _("This plan is of another campaign.")})
    if starts <= before.starts:
        raise ValidationError({"starts": _("The next plan begins after this one.")})


def _year(starts: date, ends: date) -> str:
    return f"{starts.year}" if starts.year == ends.year else f"{starts.year}-{ends.year}"


def _free_plan(words: str) -> str:
    return free_key(words, taken=lambda key: Plan.objects.filter(pk=key).exists(), otherwise="plan")


@transaction.atomic
def clone_plan(
    *,
    plan: Plan,
    title: str,
    language: str,
    starts: date,
    ends: date,
    meeting: Any = None,
    on: date,
    by: Viewer,
    at: datetime,
) -> Plan:
    """The next plan: the same goals, partners and target States, and what of this one is unfinished on the day.

    What is carried over begins anew: planned from the first day to the last, with nothing done and nothing spent.
    The background is what the record says on the day, and not what it said a year before.
    """
    rules.insist_on_writing(by, plan.campaign)
    made = save_plan(
        campaign=plan.campaign,
        title=title,
        language=language,
        starts=starts,
        ends=ends,
        currency=plan.currency,
        meeting=meeting,
        follows=plan,
        actions=plan.actions.all(),
        by=by,
        at=at,
    )
    made.budget_note = plan.budget_note
    made.save()
    goals = {
        name: _copies(getattr(plan, name).all(), made)
        for name in ("objectives", "outputs", "targets", "partners")
    }
    _goals(plan, made, goals)
    _background(plan, made, on, by, language)
    carried = _activities(plan, made, goals, on, by)
    for line in plan.timeline.all():
        if line.done is None and (line.activity_id is None or line.activity_id in carried):
            activity = carried.get(line.activity_id or 0)
            _copy(line, made, activity=activity, starts=starts, ends=ends, began=None)
    audit.write(act="clone plan", of=made, by=by, at=at)
    for carry_over in CARRIED:
        carry_over(carried, by, at)
    return made


def _copy(row: Any, plan: Plan, **values: Any) -> Any:
    """The row again, in the other plan, under the same key."""
    fields = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 -- Django's documented name for it
        if not field.primary_key and field.name not in {"plan", *values}
    }
    return type(row)._default_manager.create(plan=plan, **fields, **values)  # noqa: SLF001 -- as above


def _copies(rows: Iterable[Any], plan: Plan) -> dict[int, Any]:
    return {row.pk: _copy(row, plan) for row in rows}


def _goals(plan: Plan, made: Plan, goals: dict[str, dict[int, Any]]) -> None:
    for output in goals["outputs"].values():
        output.objective = goals["objectives"].get(output.objective_id)
        output.save()
    due = made.meeting.begins if made.meeting else made.ends
    for each in plan.indicators.all():
        _copy(
            each,
            made,
            objective=goals["objectives"].get(each.objective_id or 0),
            output=goals["outputs"].get(each.output_id or 0),
            since=made.starts,
            due=max(due, made.starts),
            baseline=None,
        )


def _background(plan: Plan, made: Plan, on: date, by: Viewer, language: str) -> None:
    day = min(on, made.starts)
    gauge = Gauge(made, day, by, language)
    for each in plan.background.all():
        value = gauge.read(each.measure, day, day).value if each.measure else None
        if value is not None:
            BackgroundFigure.objects.create(
                plan=made,
                key=each.key,
                place=each.place,
                measure=each.measure,
                titles=each.titles,
                value=int(value),
                on=day,
            )


def _activities(
    plan: Plan, made: Plan, goals: dict[str, dict[int, Any]], on: date, by: Viewer
) -> dict[int, Activity]:
    carried: dict[int, Activity] = {}
    for row in unfinished(activities(plan, on=on, viewer=by)):
        activity = row.activity
        stem = _YEARS.sub("", activity.key.removeprefix(f"{plan.pk}-"))
        key = free_key(
            f"{made.pk}-{stem}",
            taken=lambda key: Activity.objects.filter(key=key).exists(),
            otherwise=f"{made.pk}-activity",
        )
        copy: Activity = _copy(activity, made, key=key, starts=made.starts, ends=made.ends)
        copy.objectives.set([goals["objectives"][each.pk] for each in activity.objectives.all()])
        copy.targets.set([goals["targets"][each.pk] for each in activity.targets.all()])
        for share in activity.shares.all():
            ActivityPartner.objects.create(
                activity=copy, partner=goals["partners"][share.partner_id], role=share.role
            )
        carried[activity.pk] = copy
    return carried


@transaction.atomic
def load_action_text(
    *,
    action_plan: ActionPlan,
    number: int,
    language: str,
    text: str,
    citation: str,
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> ActionText:
    """The words of an action, from the document that somebody has: a new version, those before it stay."""
    rules.insist_on_writing(by, campaign)
    if action_plan.treaty_id != campaign.treaty_key:
        raise ValidationError(_("This action plan is of another treaty."))
    if not text.strip():
        raise ValidationError({"text": _("Nothing stands here.")})
    action, _made = Action.objects.get_or_create(action_plan=action_plan, number=number)
    latest = action.texts.filter(language=language).first()
    row = ActionText(
        action=action,
        language=language,
        version=latest.version + 1 if latest else 1,
        text=text.strip(),
        citation=citation.strip(),
        loaded_at=at,
        loaded_by_id=by.person_id,
    )
    return save(row, act="load action text", by=by, at=at, before=None)
