"""What stands in a plan, one by one: objectives, outputs, indicators, target States, partners, activities, lines, money."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign, Organisation, Person
from accede.access.viewer import Viewer
from accede.api.asked import Language
from accede.api.desk import done, taken
from accede.api.desk.plan import report_row, room
from accede.campaign import actions, rules
from accede.campaign.models import Activity, ActivityPartner, Indicator, Partner, Plan
from accede.campaign.models.plans import Element
from accede.campaign.queries import budget as money
from accede.campaign.queries import elements, indicators, overview, reports
from accede.outreach import queries as work
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty
from accede.targeting import queries as targeting
from accede.targeting.categories import categories

done.call(Element, "key")


class ObjectiveValues(TypedDict, total=False):
    """It has its title alone."""


class OutputValues(TypedDict, total=False):
    objective: str | None


class IndicatorValues(TypedDict, total=False):
    measure: str
    objective: str | None
    output: str | None
    since: date
    due: date
    baseline: Decimal | None
    target: Decimal | None
    breakdown: Indicator.Breakdown


class TargetValues(TypedDict, total=False):
    categories: list[str]


class PartnerValues(TypedDict, total=False):
    what: Partner.Kind
    organisation: Organisation | None
    asked: str


class ActivityValues(TypedDict, total=False):
    starts: date
    ends: date
    owner: Person | None
    counts: Activity.Counts
    planned: int | None
    objectives: list[str]
    targets: list[str]
    partners: list[str]
    meetings: list[Meeting]


class LineValues(TypedDict, total=False):
    starts: date
    ends: date
    activity: str | None


class BudgetValues(TypedDict, total=False):
    activity: str | None
    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal
    in_kind: Decimal
    donor: str
    earmark: str


class BackgroundValues(TypedDict, total=False):
    value: int
    on: date
    measure: str


# By the kind: its address, what is said of it, and what of that a new one needs.
KINDS: dict[str, tuple[str, Any, tuple[str, ...], str]] = {
    "objective": ("objectives", ObjectiveValues, (), "an objective"),
    "output": ("outputs", OutputValues, (), "an expected output"),
    "indicator": ("indicators", IndicatorValues, ("measure", "since", "due"), "an indicator"),
    "target": ("targets", TargetValues, ("categories",), "target States"),
    "partner": ("partners", PartnerValues, ("what", "asked"), "a partner"),
    "activity": ("activities", ActivityValues, ("starts", "ends"), "an activity"),
    "line": ("timeline", LineValues, ("starts", "ends"), "a line of the timeline"),
    "budget": ("budget-lines", BudgetValues, ("currency",), "a budget line"),
    "background": ("background", BackgroundValues, ("value", "on"), "a background figure"),
}
# What names another element of the plan, by its key: of which kind it is.
ONE = {"objective": "objective", "output": "output", "activity": "activity"}
MANY = {"objectives": "objective", "targets": "target", "partners": "partner"}


def _values(
    plan: Plan, told: Mapping[str, Any], language: str, viewer: Viewer, element: Any
) -> dict[str, Any]:
    """What the action takes of what was said: other elements themselves, words in their language."""
    values = dict(told)
    for name, kind in ONE.items():
        if name in values:
            values[name] = _named(plan, name, kind, values[name], viewer) if values[name] else None
    for name, kind in MANY.items():
        if name in values:
            values[name] = [_named(plan, name, kind, key, viewer) for key in values[name] or ()]
    if "meetings" in values:
        values["meetings"] = values["meetings"] or []
    if "what" in values:
        values["kind"] = values.pop("what")
    if "asked" in values:
        values["asked"] = {**(element.asked if element else {}), language: values["asked"] or ""}
    if values.get("currency"):
        values["currency"] = values["currency"].upper()
    return values


def _named(plan: Plan, name: str, kind: str, key: str, viewer: Viewer) -> Any:
    try:
        return elements.get_element(plan, kind, key, viewer=viewer)
    except NotVisibleError as error:
        raise ValidationError({name: f"There is no {kind} {key!r} in this plan."}) from error


def _adding(kind: str, values: Any) -> Any:
    def add(*, plan: Plan, title: str, language: str = "en", by: Viewer, at: datetime, **told: Any) -> Any:
        rules.insist_on_writing(by, plan.campaign_id)
        given = _values(plan, told, language, by, None)
        return actions.save_element(
            kind=kind, plan=plan, title=title, language=language, values=given, by=by, at=at
        )

    return _with(add, values, f"add_{kind}")


def _editing(kind: str, values: Any) -> Any:
    def edit(
        *,
        plan: Plan,
        key: str,
        title: str | None = None,
        language: str = "en",
        by: Viewer,
        at: datetime,
        **told: Any,
    ) -> Any:
        rules.insist_on_writing(by, plan.campaign_id)
        found = elements.get_element(plan, kind, key, viewer=by)
        words = found.titles.get(language, "") if title is None else title
        given = _values(plan, told, language, by, found)
        if not words:  # nothing is said of it in that language: it is called as it was
            language, words = next(iter(found.titles.items()))
        return actions.save_element(
            kind=kind, plan=plan, element=found, title=words, language=language, values=given, by=by, at=at
        )

    return _with(edit, values, f"edit_{kind}")


def _removing(kind: str) -> Any:
    def remove(*, plan: Plan, key: str, by: Viewer, at: datetime) -> Any:
        rules.insist_on_writing(by, plan.campaign_id)
        found = elements.get_element(plan, kind, key, viewer=by)
        actions.remove_element(kind=kind, element=found, by=by, at=at)
        return found

    return _with(remove, None, f"remove_{kind}")


def _reading(kind: str) -> Any:
    def get(plan: Plan, key: str, *, viewer: Viewer) -> Any:
        return elements.get_element(plan, kind, key, viewer=viewer)

    return _with(get, None, f"get_{kind}")


def _with(act: Any, values: Any, name: str) -> Any:
    """The act under its own name, whose further values are those of the kind: the document is read off them."""
    act.__name__ = name
    if values is not None:
        act.__annotations__["told"] = Unpack[values]
    return act


def objective(plan: Plan, key: str, *, on: date, viewer: Viewer, language: str) -> Any:
    """What is wanted, how far it is, and the activities that serve it."""
    found = elements.get_element(plan, "objective", key, viewer=viewer)
    told = overview.overview(plan, on=on, viewer=viewer, language=language)
    return {
        "row": next(row for row in told.objectives if row.goal.pk == found.pk),
        "activities": [row for row in told.activities if found in row.activity.objectives.all()],
    }


def indicator(plan: Plan, key: str, *, on: date, viewer: Viewer, language: str) -> Any:
    """The figure, what it counts, and its parts."""
    found = elements.get_element(plan, "indicator", key, viewer=viewer)
    gauge = indicators.Gauge(plan, on, viewer, language)
    row = gauge.row(found)
    return {"row": row, "parts": indicators.broken_down(row, gauge)}


def activity(
    plan: Plan,
    key: str,
    campaign: Campaign,
    treaty: Treaty,
    *,
    on: date,
    viewer: Viewer,
    language: str,
) -> Any:
    """How far it is, what was said and reported of it, with whom it is done, and the work that is tied to it."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    found = elements.get_element(plan, "activity", key, viewer=viewer)
    keys = sorted({each for target in found.targets.all() for each in target.categories})
    sees_money = rules.sees_budget(viewer, campaign.pk)
    return {
        "row": overview.activity_rows([found], on=on, viewer=viewer)[0],
        "objectives": [each.key for each in found.objectives.all()],
        "meetings": list(found.meetings.all()),
        "words": list(found.words.filter(on__lte=on).select_related("person")),
        "shares": [
            {"partner": each.partner.key, "title": each.partner.title, "role": each.role}
            for each in elements.shares(found, viewer=viewer)
        ],
        "lines": [
            row for row in overview.timeline(plan, on=on, viewer=viewer) if row.line.activity_id == found.pk
        ],
        "targets": [row.iso3 for row in targeting.targets(treaty, keys=keys, **asked)] if keys else [],
        "exchanges": work.exchanges(campaign, work.Asked(activity=found.pk), **asked),
        "budget": [
            row for row in money.budget(plan, on=on, viewer=viewer).rows if row.line.activity_id == found.pk
        ]
        if sees_money
        else [],
        "reports": [report_row(each) for each in reports.reports_on([found], viewer=viewer)],
    }


def say_roles(
    *, plan: Plan, key: str, roles: Mapping[str, str], language: str = "en", by: Viewer, at: datetime
) -> Activity:
    """By the key of each partner what it does there."""
    rules.insist_on_writing(by, plan.campaign_id)
    found: Activity = elements.get_element(plan, "activity", key, viewer=by)
    shares: dict[str, ActivityPartner] = {
        each.partner.key: each for each in elements.shares(found, viewer=by)
    }
    unknown = sorted(set(roles) - set(shares))
    if unknown:
        raise ValidationError({"roles": f"{unknown[0]!r} has no part in the activity."})
    said = {shares[partner]: words for partner, words in roles.items()}
    actions.save_roles(activity=found, roles=said, language=language, by=by, at=at)
    return found


TOLD: dict[str, Any] = {"objective": objective, "indicator": indicator, "activity": activity}
LANGUAGE = {"language": Language}
CHOICES = {"target": {"categories": list[taken.among(categories())]}}  # type: ignore[misc]  # known only here

for _kind, (_address, _hints, _needed, _called) in KINDS.items():
    _path = f"/plans/{{plan}}/{_address}"
    room.write(
        "POST",
        _path,
        _adding(_kind, _hints),
        needed=_needed,
        kinds=LANGUAGE | CHOICES.get(_kind, {}),
        summary=f"Add {_called}",
    )
    room.one(
        f"{_path}/{{key}}",
        TOLD.get(_kind) or _reading(_kind),
        row=dict[str, Any],
        summary=f"{_called[:1].upper()}{_called[1:]}".replace("A ", "One ").replace("An ", "One "),
    )
    room.write(
        "PATCH",
        f"{_path}/{{key}}",
        _editing(_kind, _hints),
        kinds=LANGUAGE | CHOICES.get(_kind, {}),
        summary=f"Say otherwise of {_called}",
    )
    room.write("DELETE", f"{_path}/{{key}}", _removing(_kind), summary=f"Take {_called} out of the plan")
room.write(
    "PUT",
    "/plans/{plan}/activities/{key}/roles",
    say_roles,
    kinds=LANGUAGE,
    summary="What its partners do there",
)
