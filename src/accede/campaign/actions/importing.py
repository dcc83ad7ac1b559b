"""A plan taken from a file: all of it, or nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Organisation, Person
from accede.access.viewer import Viewer
from accede.campaign import measures, rules
from accede.campaign.models import (
    Action,
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
from accede.campaign.plan_file.faults import Fault, PlanFileError
from accede.campaign.plan_file.reading import Entry, Written, read
from accede.record.meetings.models import Meeting
from accede.record.queries import nearest
from accede.targeting.categories import categories

# The sections that hold elements, in the order in which they refer to each other.
ELEMENTS: dict[str, type[models.Model]] = {
    "background": BackgroundFigure,
    "objectives": Objective,
    "outputs": Output,
    "indicators": Indicator,
    "targets": TargetKind,
    "partners": Partner,
    "activities": Activity,
    "timeline": TimelineLine,
    "budget": BudgetLine,
}


def import_plan(*, text: str, by: Viewer, at: datetime) -> Plan:
    """The plan of a file, new or in the place of the one with its key. Raises PlanFileError: nothing is changed then."""
    return put(written=read(text), by=by, at=at)


def put(*, written: Written, by: Viewer, at: datetime) -> Plan:
    """The same, of a file that was read already."""
    with transaction.atomic():
        before, plan = replace(written=written, by=by)
        audit.write(act="import plan", of=plan, by=by, at=at, before=before)
    return plan


@transaction.atomic
def replace(*, written: Written, by: Viewer) -> tuple[audit.Values | None, Plan]:
    """What the plan was, if it was there, and what it is: without the trail, for what ships."""
    desk = _Desk(written, by)
    desk.insist()
    rules.insist_on_writing(by, str(written.plan.get("campaign")))
    key = written.plan.get("plan")
    known = Plan.objects.select_for_update().filter(pk=key).first()
    before = audit.values(known) if known else None
    plan = desk.plan(known or Plan(pk=key))
    gone = [desk.section(name, plan) for name in ELEMENTS]
    desk.rates(plan)
    for rows in reversed(gone):
        _drop(rows)
    return before, plan


def _drop(rows: Iterable[models.Model]) -> None:
    for row in rows:
        try:
            row.delete()
        except ProtectedError as error:
            key = getattr(row, "key", row.pk)
            reason = _(
                "“%(key)s” is on the desk and not in the file, and work is tied to it. Keep it in the file."
            )
            raise PlanFileError([Fault(1, str(row._meta.verbose_name), reason % {"key": key})]) from error  # noqa: SLF001


class _Desk:
    """What the file names, looked up on this desk."""

    def __init__(self, written: Written, by: Viewer) -> None:
        self.written = written
        self.by = by
        self.faults: list[Fault] = []
        self.made: dict[str, dict[str, Any]] = {name: {} for name in ELEMENTS}
        self.campaigns = set(Campaign.objects.values_list("pk", flat=True))
        self.meetings = {each.pk: each for each in Meeting.objects.all()}
        self.people = {each.email.lower(): each for each in Person.objects.filter(is_active=True)}
        self.organisations = {each.name: each for each in Organisation.objects.all()}
        self.actions = {each.key: each for each in Action.objects.all()}

    def insist(self) -> None:
        """Raises PlanFileError where the file names what is not here."""
        plan = self.written.plan
        self._known(plan, "campaign", self.campaigns)
        self._known(plan, "meeting", self.meetings)
        self._known(plan, "actions", self.actions)
        self._known(plan, "follows", set(Plan.objects.values_list("pk", flat=True)))
        self._one_campaign()
        self._follows_an_earlier_one()
        for entry in self.written.sections["background"] + self.written.sections["indicators"]:
            self._known(entry, "measure", measures.MEASURES)
        for entry in self.written.sections["targets"]:
            self._known(entry, "categories", categories())
        for entry in self.written.sections["partners"]:
            self._known(entry, "organisation", self.organisations)
        for entry in self.written.sections["activities"]:
            self._known(entry, "meetings", self.meetings)
            if entry.get("owner"):
                self._known(entry, "owner", self.people, shown=False)
        self._in_one_plan_only()
        if self.faults:
            raise PlanFileError(self.faults)

    def _known(self, entry: Entry, key: str, known: Iterable[str], *, shown: bool = True) -> None:
        value = entry.get(key)
        named = value if isinstance(value, list) else [value] if value is not None else []
        for word in named:
            asked = word.lower() if not shown else word
            if asked not in known:
                near = nearest.nearest_names(word, known, most=2) if shown else []
                hint = _(" Nearest: %(near)s.") % {"near": ", ".join(near)} if near else ""
                self.faults.append(
                    entry.fault(key, _("“%(word)s” is not on this desk.") % {"word": word} + hint)
                )

    def _one_campaign(self) -> None:
        plan = Plan.objects.filter(pk=self.written.plan.get("plan")).first()
        if plan and plan.campaign_id != self.written.plan.get("campaign"):
            self.faults.append(
                self.written.plan.fault(
                    "campaign",
                    _("The plan is of the campaign “%(key)s” already.") % {"key": plan.campaign_id},
                )
            )

    def _follows_an_earlier_one(self) -> None:
        """So no plan follows itself, however many stand between."""
        given = self.written.plan
        before = Plan.objects.filter(pk=given.get("follows")).first()
        if before and before.campaign_id != given.get("campaign"):
            self.faults.append(given.fault("follows", _("This plan is of another campaign.")))
        elif before and given.get("starts") <= before.starts:
            self.faults.append(given.fault("follows", _("The next plan begins after this one.")))

    def _in_one_plan_only(self) -> None:
        entries = {entry.get("key"): entry for entry in self.written.sections["activities"]}
        elsewhere = Activity.objects.filter(key__in=entries).exclude(plan=self.written.plan.get("plan"))
        for key, plan in elsewhere.values_list("key", "plan_id"):
            self.faults.append(
                entries[key].fault(
                    "key",
                    _("The activity “%(key)s” stands in the plan “%(plan)s” already. It cannot be in two.")
                    % {"key": key, "plan": plan},
                )
            )

    def plan(self, plan: Plan) -> Plan:
        given = self.written.plan
        plan.campaign_id, plan.titles = given.get("campaign"), given.get("title")
        plan.starts, plan.ends, plan.currency = given.get("starts"), given.get("ends"), given.get("currency")
        plan.meeting = self.meetings.get(given.get("meeting"))
        plan.follows_id = given.get("follows")
        plan.budget_note = given.get("budget_note", {})
        plan.full_clean()
        plan.save()
        plan.actions.set([self.actions[key] for key in given.get("actions", [])])
        return plan

    def section(self, name: str, plan: Plan) -> list[models.Model]:
        """Bring the section up to date by the keys of its entries; gives the rows that the file has not."""
        model = ELEMENTS[name]
        before: dict[str, Any] = {row.key: row for row in model._default_manager.filter(plan=plan)}  # type: ignore[attr-defined]  # noqa: SLF001
        for place, entry in enumerate(self.written.sections[name]):
            row: Any = before.pop(entry.get("key"), None) or model(plan=plan, key=entry.get("key"))
            row.place, row.titles = place, entry.get("title")
            self._fill(name, row, entry, plan)
            row.full_clean(validate_unique=False)
            row.save()
            self.made[name][row.key] = row
            if name == "activities":
                self._around(row, entry)
        return list(before.values())

    def _fill(self, name: str, row: Any, entry: Entry, plan: Plan) -> None:
        for field, value in _plain(name, entry).items():
            setattr(row, field, value)
        for one, section in (("objective", "objectives"), ("output", "outputs"), ("activity", "activities")):
            if hasattr(type(row), one):
                setattr(row, one, self.made[section].get(entry.get(one)))
        if name == "indicators":
            row.since = entry.get("since") or plan.starts
            row.due = entry.get("due") or (plan.meeting.begins if plan.meeting else plan.ends)
        if name == "partners":
            row.organisation = self.organisations.get(entry.get("organisation"))
        if name == "activities":
            row.owner = self.people.get(str(entry.get("owner", "")).lower())

    def _around(self, activity: Activity, entry: Entry) -> None:
        activity.objectives.set([self.made["objectives"][key] for key in entry.get("objectives", [])])
        activity.targets.set([self.made["targets"][key] for key in entry.get("targets", [])])
        activity.meetings.set([self.meetings[key] for key in entry.get("meetings", [])])
        activity.shares.all().delete()
        for share in entry.get("partners", []):
            partner = self.made["partners"][share.get("partner")]
            ActivityPartner.objects.create(activity=activity, partner=partner, role=share.get("role", {}))
        said = {(word.state, word.on): word for word in activity.words.all()}
        for word in entry.get("said", []):
            if said.pop((word.get("state"), word.get("on")), None) is None:
                ActivityWord.objects.create(
                    activity=activity,
                    state=word.get("state"),
                    on=word.get("on"),
                    person_id=self.by.person_id,
                )
        for gone in said.values():
            gone.delete()

    def rates(self, plan: Plan) -> None:
        plan.rates.all().delete()
        for entry in self.written.sections["rates"]:
            rate = Rate(plan=plan, currency=entry.get("currency"), on=entry.get("on"), rate=entry.get("rate"))
            rate.full_clean()
            rate.save()


_PLAIN: dict[str, dict[str, Any]] = {
    "background": {"value": 0, "on": None, "measure": ""},
    "objectives": {},
    "outputs": {},
    "indicators": {"measure": "", "baseline": None, "target": None, "breakdown": ""},
    "targets": {"categories": []},
    "partners": {"kind": "", "asked": {}},
    "activities": {"starts": None, "ends": None, "counts": "", "planned": None},
    "timeline": {"starts": None, "ends": None, "began": None, "done": None},
    "budget": {
        "currency": "",
        "planned": 0,
        "committed": 0,
        "spent": 0,
        "in_kind": 0,
        "donor": "",
        "earmark": "",
    },
}


def _plain(name: str, entry: Entry) -> dict[str, Any]:
    """The fields that a row holds as the file has them; what the file leaves out is as if it were new."""
    return {field: entry.get(field, default) for field, default in _PLAIN[name].items()}
