"""Writes about the roads that States take to joining."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.law import terms
from accede.outreach import stages as catalogue
from accede.outreach.actions.permitted import (
    insist_on_changing,
    insist_on_contributing,
    insist_on_coordinating,
)
from accede.outreach.models import Move, Pathway
from accede.record.models import Source, State, TreatyAction
from accede.record.partial_dates import NotADateError, first_possible_day, last_possible_day
from accede.record.queries.nearest import NotOnRecordError
from accede.record.shipped_record import recorded_date


@transaction.atomic
def choose_pathway(*, campaign: Campaign, state: State, template: str, by: Viewer, at: datetime) -> Pathway:
    """The kind of road that the State takes, with the stages usual for it. What was altered before is gone."""
    pathway, before = _pathway(campaign, state, by, at.date())
    try:
        kind = catalogue.get_template(template, treaty_key=campaign.treaty_key)
    except NotOnRecordError as error:
        raise ValidationError({"template": str(error)}) from error
    pathway.template = kind.key
    pathway.stages = catalogue.stages_of(
        kind, campaign.treaty_key, signed=_signed(campaign, state, at.date())
    )
    return _save(pathway, "choose pathway", before, by, at)


@transaction.atomic
def alter_pathway(
    *, campaign: Campaign, state: State, stages: Sequence[str], by: Viewer, at: datetime
) -> Pathway:
    """The State's own stages, in their order: whatever the template said, some added, omitted or put elsewhere."""
    pathway, before = _pathway(campaign, state, by, at.date())
    _insist_on_stages(stages, campaign)
    pathway.stages = list(stages)
    return _save(pathway, "alter pathway", before, by, at)


@transaction.atomic
def check_pathway(*, campaign: Campaign, state: State, by: Viewer, at: datetime) -> Pathway:
    """Somebody looked, and the road is as it stands here."""
    pathway, before = _pathway(campaign, state, by, at.date())
    pathway.checked_on, pathway.checked_by_id = at.date(), by.person_id
    return _save(pathway, "check pathway", before, by, at)


@transaction.atomic
def move(
    *,
    campaign: Campaign,
    state: State,
    stage: str,
    date_given: str,
    source: Source | None = None,
    evidence: str = "",
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> Move:
    """The State came to that stage: from any other, forward or back. Deposits are the record's to tell."""
    owner = insist_on_contributing(by, campaign)
    _insist_on_reachable(campaign, state, stage, by, at.date())
    day = _day(date_given.strip(), on=at.date())
    if source is None and confidentiality == Confidentiality.PUBLIC:
        raise ValidationError({"source": _("What anyone may see cites a source.")})
    if source is None and not evidence.strip():
        raise ValidationError({"evidence": _("Give a source, or say how it is known.")})
    row = Move(
        campaign=campaign,
        owner_id=owner,
        confidentiality=confidentiality,
        state=state,
        treaty_id=campaign.treaty_key,
        stage=stage,
        date_given=date_given.strip(),
        day=day,
        source=source,
        evidence=evidence.strip(),
        by_id=by.person_id,
    )
    row.full_clean()
    row.save()
    audit.write(act="move", of=row, by=by, at=at)
    return row


@transaction.atomic
def take_back_move(*, move: Move, by: Viewer, at: datetime) -> None:
    """It was an error. The trail keeps it."""
    if move.shipped_key:
        raise NotAllowedError(_("This came with the program: add a move that says otherwise."))
    insist_on_changing(by, move)
    before = audit.values(move)
    move.taken_back = True
    move.save(update_fields=["taken_back"])
    audit.write(act="take back move", of=move, by=by, at=at, before=before)


@transaction.atomic
def load_shipped_moves() -> None:
    """Renew the public moves that ship, each in its place."""
    entries = catalogue.shipped()["move"]
    keys = [entry["key"] for entry in entries]
    every = Move.objects.unguarded(because="what ships is public, and nothing is shown here")
    every.filter(shipped_key__isnull=False).exclude(shipped_key__in=keys).delete()
    known = {row.shipped_key: row for row in every.filter(shipped_key__in=keys)}
    for entry in entries:
        row = known.get(entry["key"]) or Move(shipped_key=entry["key"])
        row.confidentiality = Confidentiality.PUBLIC
        row.state_id, row.treaty_id, row.stage = entry["state"], entry["treaty"], entry["stage"]
        row.date_given = str(entry["date"])
        row.day = last_possible_day(row.date_given, not_after=recorded_date())
        row.source_id = entry["source"]
        row.save()


def _pathway(campaign: Campaign, state: State, by: Viewer, on: date) -> tuple[Pathway, audit.Values | None]:
    """The State's pathway, to be changed, and how it stood; or the usual one, not yet saved."""
    owner = insist_on_coordinating(by, campaign)
    every = Pathway.objects.unguarded(because="only one may stand, whoever may see it")
    found = every.select_for_update().filter(campaign=campaign, state=state).first()
    if found:
        insist_on_changing(by, found)
        return found, audit.values(found)
    template = catalogue.usual_template(state.pk, campaign.treaty_key)
    new = Pathway(
        campaign=campaign,
        owner_id=owner,
        # How a State makes law is no secret; how closely it is followed is for those who work with it.
        confidentiality=Confidentiality.PARTNERS,
        state=state,
        template=template.key,
        stages=catalogue.stages_of(template, campaign.treaty_key, signed=_signed(campaign, state, on)),
    )
    return new, None


def _save(pathway: Pathway, act: str, before: audit.Values | None, by: Viewer, at: datetime) -> Pathway:
    pathway.full_clean(validate_constraints=False)  # that would list pathways for nobody
    pathway.save()
    audit.write(act=act, of=pathway, by=by, at=at, before=before)
    return pathway


def _signed(campaign: Campaign, state: State, on: date) -> bool:
    return TreatyAction.objects.filter(
        treaty=campaign.treaty_key,
        state=state,
        kind=terms.ActionKind.SIGNATURE,
        corrected_by__isnull=True,
        action_date__lte=on,
    ).exists()


def _insist_on_stages(stages: Sequence[str], campaign: Campaign) -> None:
    known = catalogue.stages()
    if not stages:
        raise ValidationError({"stages": _("A road has at least one stage.")})
    if len(set(stages)) < len(stages):
        raise ValidationError({"stages": _("A stage stands once on a road.")})
    for key in stages:
        if key not in known or not any(
            known[key].is_for(campaign.treaty_key, signed=signed) for signed in (True, False)
        ):
            raise ValidationError({"stages": _("There is no stage “%(key)s”.") % {"key": key}})
        if known[key].by_record:
            raise ValidationError(
                {"stages": _("“%(stage)s” is told by the record.") % {"stage": known[key].name}}
            )


def _insist_on_reachable(campaign: Campaign, state: State, stage: str, by: Viewer, on: date) -> None:
    known = catalogue.stages().get(stage)
    if known and known.by_record:
        raise ValidationError({"stage": _("Only the depositary tells of this. Bring its table in instead.")})
    own = Pathway.objects.attributable_by(by).filter(campaign=campaign, state=state).first()
    template = catalogue.usual_template(state.pk, campaign.treaty_key)
    usual = catalogue.stages_of(template, campaign.treaty_key, signed=_signed(campaign, state, on))
    if stage not in (own.stages if own else usual):
        raise ValidationError({"stage": _("This stage is not on the State’s road: add it there first.")})


def _day(given: str, *, on: date) -> date:
    try:
        if first_possible_day(given) > on:
            raise ValidationError({"date_given": _("%(date)s is still to come.") % {"date": given}})
        return last_possible_day(given, not_after=on)
    except NotADateError as error:
        message = _("“%(date)s” is not a date. Write it as 2025-03-06, 2025-03 or 2025.")
        raise ValidationError({"date_given": message % {"date": given}}) from error
