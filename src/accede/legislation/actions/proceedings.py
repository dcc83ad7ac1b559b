"""Bills, motions, questions, hearings: brought in, moved to a stage, given a next date."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.recording import save_change
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.legislation import parliament_rules as rules
from accede.legislation.actions.writing import day_of, write_down
from accede.legislation.models import Proceeding, ProceedingStep
from accede.legislation.stages import stages, stages_of
from accede.record.models import Source, State
from accede.record.partial_dates import first_possible_day


class ToldOfProceeding(TypedDict, total=False):
    chamber: str
    name: str
    number: str
    mover: str
    text: str
    next_on: date | None
    next_what: str


@transaction.atomic
def add_proceeding(
    *,
    campaign: Campaign,
    state: State,
    kind: Proceeding.Kind,
    stage: str,
    date_given: str,
    source: Source | None = None,
    evidence: str = "",
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldOfProceeding],
) -> Proceeding:
    """A matter before parliament, with the stage that it came to: what is at no stage is not before it."""
    row = Proceeding(state=state, treaty_id=campaign.treaty_key, kind=kind)
    _set(row, told)
    made = write_down(
        row,
        campaign=campaign,
        confidentiality=confidentiality,
        act="add proceeding",
        by=by,
        at=at,
    )
    add_step(
        proceeding=made, stage=stage, date_given=date_given, source=source, evidence=evidence, by=by, at=at
    )
    return made


@transaction.atomic
def edit_proceeding(
    *, proceeding: Proceeding, by: Viewer, at: datetime, **told: Unpack[ToldOfProceeding]
) -> None:
    """Say otherwise what is given; the rest, and its steps, stay."""
    rules.insist_on_changing(by, proceeding)
    before = audit.values(proceeding)
    _set(proceeding, told)
    save_change(proceeding, before, act="edit proceeding", by=by, at=at)


@transaction.atomic
def add_step(
    *,
    proceeding: Proceeding,
    stage: str,
    date_given: str,
    source: Source | None = None,
    evidence: str = "",
    by: Viewer,
    at: datetime,
) -> ProceedingStep:
    """It came to that stage. A stage that comes later cannot be dated before one that comes earlier.

    It may go back, to a committee for example: that is dated after what went before.
    """
    rules.insist_on_changing(by, proceeding)
    known = {each.key: each for each in stages_of(proceeding.kind)}
    if stage not in known:
        raise ValidationError({"stage": _("A proceeding of this kind does not pass that stage.")})
    given = date_given.strip()
    day = day_of(given, on=at.date())
    if source is None and proceeding.confidentiality == Confidentiality.PUBLIC:
        raise ValidationError({"source": _("What anyone may see cites a source.")})
    if source is None and not evidence.strip():
        raise ValidationError({"evidence": _("Give a source, or say how it is known.")})
    _insist_on_order(proceeding, stage, day)
    row = ProceedingStep(
        proceeding=proceeding,
        campaign_id=proceeding.campaign_id,
        owner_id=proceeding.owner_id,
        confidentiality=proceeding.confidentiality,
        attribution=proceeding.attribution,
        stage=stage,
        date_given=given,
        day=day,
        source=source,
        evidence=evidence.strip(),
        by_id=by.person_id,
    )
    row.full_clean()
    row.save()
    audit.write(act="add step of proceeding", of=row, by=by, at=at)
    if proceeding.next_on and proceeding.next_on <= day:  # what was expected then is behind it
        before = audit.values(proceeding)
        proceeding.next_on, proceeding.next_what = None, ""
        save_change(proceeding, before, act="edit proceeding", by=by, at=at)
    return row


@transaction.atomic
def take_back_step(*, step: ProceedingStep, by: Viewer, at: datetime) -> None:
    """It was an error, and counts no more. The last one stays: a proceeding is at some stage."""
    rules.insist_on_changing(by, step)
    others = step.proceeding.steps.unguarded(because="counted, not shown").filter(taken_back=False)
    if not others.exclude(pk=step.pk).exists():
        raise ValidationError(_("It is the only step: add the right one first, then take this one back."))
    before = audit.values(step)
    step.taken_back = True
    step.save()
    audit.write(act="take back step of proceeding", of=step, by=by, at=at, before=before)


def _insist_on_order(proceeding: Proceeding, stage: str, day: date) -> None:
    """Nothing of a lower rank is on record after the day, whatever the partial dates can mean."""
    told = proceeding.steps.unguarded(because="an order is checked, and names what its reader may read")
    for step in told.filter(taken_back=False):
        earlier = stages().get(step.stage)
        if earlier and earlier.rank < stages()[stage].rank and first_possible_day(step.date_given) > day:
            raise ValidationError(
                {
                    "date_given": _(
                        "“%(earlier)s” is on record for %(date)s and comes before this stage:"
                        " one of the two dates is wrong."
                    )
                    % {"earlier": earlier.name, "date": step.date_given}
                }
            )


def _set(row: Proceeding, told: ToldOfProceeding) -> None:
    for name, value in told.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.name:
        raise ValidationError({"name": _("Say what it is called.")})
    if row.next_what and row.next_on is None:
        raise ValidationError({"next_on": _("Say on which day that is expected.")})
