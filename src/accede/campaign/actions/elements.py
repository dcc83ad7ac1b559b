"""What stands in a plan, written one by one in the browser."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Person
from accede.access.viewer import Viewer
from accede.campaign import measures, rules
from accede.campaign.actions.recording import free_key, save
from accede.campaign.models import (
    Activity,
    ActivityPartner,
    ActivityWord,
    BackgroundFigure,
    BudgetLine,
    Indicator,
    Objective,
    Output,
    Partner,
    Plan,
    Rate,
    TargetKind,
    TimelineLine,
)
from accede.campaign.plan_file.reading import is_currency

# By the name of the kind in the desk's addresses.
KINDS: dict[str, type[models.Model]] = {
    "objective": Objective,
    "output": Output,
    "indicator": Indicator,
    "target": TargetKind,
    "partner": Partner,
    "activity": Activity,
    "line": TimelineLine,
    "budget": BudgetLine,
    "background": BackgroundFigure,
}
_MANY = ("objectives", "targets", "meetings")


@transaction.atomic
def save_element(
    *,
    kind: str,
    plan: Plan,
    element: Any = None,
    title: str,
    language: str,
    values: Mapping[str, Any],
    by: Viewer,
    at: datetime,
) -> Any:
    """A new element or another version of one; `title` in that language, those in others stay as they are."""
    rules.insist_on_writing(by, plan.campaign_id)
    model = KINDS[kind]
    before = audit.values(element) if element else None
    row: Any = element or model(plan=plan, key=_key(kind, plan, title), place=_last(kind, plan))
    insist_on_title(title)
    row.titles = {**(row.titles or {}), language: title.strip()}
    many = {name: list(values[name]) for name in _MANY if name in values}
    for name, value in values.items():
        if name not in (*_MANY, "partners"):
            setattr(row, name, value)
    _insist(row, plan, many)
    save(row, act=f"save {kind}" if element else f"add {kind}", by=by, at=at, before=before)
    for name, chosen in many.items():
        getattr(row, name).set(chosen)
    if "partners" in values:
        _share(row, values["partners"])
    return row


def _insist(row: Any, plan: Plan, many: Mapping[str, list[Any]]) -> None:
    """Nothing of another plan, no unknown measure, no money that there is not."""
    for name in ("objective", "output", "activity"):
        other = getattr(row, name, None)
        if other is not None and other.plan_id != plan.pk:
            raise ValidationError({name: _("This stands in another plan.")})
    for name in ("objectives", "targets"):
        if any(each.plan_id != plan.pk for each in many.get(name, [])):
            raise ValidationError({name: _("This stands in another plan.")})
    measure = getattr(row, "measure", "")
    if measure and measure not in measures.MEASURES:
        raise ValidationError({"measure": _("No room measures “%(key)s”.") % {"key": measure}})
    insist_on_currency(getattr(row, "currency", None))


def insist_on_title(title: str) -> None:
    if not title.strip():
        raise ValidationError({"title": _("Give it a title in one language at least.")})


def insist_on_currency(code: str | None) -> None:
    if code is not None and not is_currency(code):
        raise ValidationError(
            {"currency": _("“%(code)s” is no currency. Write its three letters, as CHF.") % {"code": code}}
        )


def _share(activity: Activity, partners: Iterable[Partner]) -> None:
    """Those partners, and no others; who stays keeps the role."""
    wanted = {each.pk: each for each in partners}
    activity.shares.exclude(partner__in=wanted).delete()
    there = set(activity.shares.values_list("partner_id", flat=True))
    for number, partner in wanted.items():
        if number not in there:
            ActivityPartner.objects.create(activity=activity, partner=partner)


@transaction.atomic
def save_roles(
    *,
    activity: Activity,
    roles: Mapping[ActivityPartner, str],
    language: str,
    by: Viewer,
    at: datetime,
) -> None:
    """What partners of the activity do there, in that language; what is said in others stays."""
    rules.insist_on_writing(by, activity.plan.campaign_id)
    for share, role in roles.items():
        if share.activity_id != activity.pk:
            raise ValidationError(_("This partner has no part in the activity."))
        before = audit.values(share)
        told = {**share.role, language: role.strip()}
        share.role = {each: words for each, words in told.items() if words}
        save(share, act="save role", by=by, at=at, before=before)


def _key(kind: str, plan: Plan, title: str) -> str:
    if kind == "activity":
        return free_key(
            f"{plan.pk}-{title}",
            taken=lambda key: Activity.objects.filter(key=key).exists(),
            otherwise=f"{plan.pk}-activity",
        )
    rows: Any = KINDS[kind]._default_manager.filter(plan=plan)  # noqa: SLF001 -- Django's own name for it
    return free_key(title, taken=lambda key: bool(rows.filter(key=key).exists()), otherwise=kind)


def _last(kind: str, plan: Plan) -> int:
    rows: Any = KINDS[kind]._default_manager.filter(plan=plan)  # noqa: SLF001 -- as above
    return (rows.aggregate(last=models.Max("place"))["last"] or 0) + 1


@transaction.atomic
def remove_element(*, kind: str, element: Any, by: Viewer, at: datetime) -> None:
    """Take it out of the plan, unless work is tied to it."""
    rules.insist_on_writing(by, element.plan.campaign_id)
    audit.write(act=f"remove {kind}", of=element, by=by, at=at)
    try:
        element.delete()
    except ProtectedError as error:
        raise ValidationError(
            _("Work is tied to “%(title)s”. Say that it is dropped; then it stays, and so does the work.")
            % {"title": element.title}
        ) from error


@transaction.atomic
def say(*, activity: Activity, state: Activity.State, on: date, by: Viewer, at: datetime) -> ActivityWord:
    """What its owner says of the activity, from that day on."""
    rules.insist_on_saying(by, activity)
    if on > at.date():
        raise ValidationError({"on": _("%(date)s is still to come.") % {"date": on.isoformat()}})
    word = ActivityWord(activity=activity, state=state, on=on, person_id=by.person_id)
    return save(word, act="say of activity", by=by, at=at, before=None)


@transaction.atomic
def pass_on_activities(*, activities: Iterable[Activity], to: Person, by: Viewer, at: datetime) -> None:
    """Somebody else owns these activities from now on."""
    for activity in activities:
        rules.insist_on_writing(by, activity.plan.campaign_id)
        before = audit.values(activity)
        activity.owner = to
        save(activity, act="reassign activity", by=by, at=at, before=before)


@transaction.atomic
def mark_line(
    *, line: TimelineLine, began: date | None, done: date | None, by: Viewer, at: datetime
) -> TimelineLine:
    """When a line of the timeline began, and when it was done. The planned days stand."""
    rules.insist_on_marking(by, line)
    for name, day in (("began", began), ("done", done)):
        if day and day > at.date():
            raise ValidationError({name: _("%(date)s is still to come.") % {"date": day.isoformat()}})
    before = audit.values(line)
    line.began, line.done = began, done
    return save(line, act="mark line", by=by, at=at, before=before)


@transaction.atomic
def enter_rate(*, plan: Plan, currency: str, on: date, rate: Any, by: Viewer, at: datetime) -> Rate:
    """So many of the plan's currency for one of this, from that day on; the rate of a day is entered once."""
    rules.insist_on_writing(by, plan.campaign_id)
    insist_on_currency(currency)
    if currency == plan.currency:
        raise ValidationError({"currency": _("This is the plan’s own currency.")})
    known = Rate.objects.filter(plan=plan, currency=currency, on=on).first()
    before = audit.values(known) if known else None
    row = known or Rate(plan=plan, currency=currency, on=on)
    row.rate = rate
    return save(row, act="enter rate", by=by, at=at, before=before)


@transaction.atomic
def remove_rate(*, rate: Rate, by: Viewer, at: datetime) -> None:
    """A rate that was entered in error. The one before it, if there is one, holds again."""
    rules.insist_on_writing(by, rate.plan.campaign_id)
    audit.write(act="remove rate", of=rate, by=by, at=at)
    rate.delete()
