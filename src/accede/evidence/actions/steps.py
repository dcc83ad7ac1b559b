"""Interim steps: taken, and revoked."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import day_of, renew_public_pages
from accede.evidence.models import InterimStep
from accede.record.models import Source, State, Treaty

# A step of press or of general knowledge is to be confirmed before it is used.
VERIFIED_UNTIL = Source.Rank.RESEARCH


@transaction.atomic
def record_interim_step(
    *,
    state: State,
    treaty: Treaty,
    kind: InterimStep.Kind,
    summary: str,
    source: Source,
    date_given: str = "",
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> InterimStep:
    """What the State did in support of the treaty's norms before joining. It is public, and so cites a source."""
    rules.insist_on_contributing(by, campaign)
    if not summary.strip():
        raise ValidationError(_("Say what the State did."))
    step = InterimStep(
        state=state,
        treaty=treaty,
        kind=kind,
        date_given=date_given,
        taken_date=day_of(date_given, on=at.date()),
        verified=source.rank <= VERIFIED_UNTIL,
        summary=summary.strip(),
        source=source,
    )
    step.save()
    audit.write(act="record interim step", of=step, by=by, at=at)
    renew_public_pages(step, "record interim step")
    return step


@transaction.atomic
def revoke_interim_step(*, step: InterimStep, date_given: str, by: Viewer, at: datetime) -> None:
    """It no longer stands, since that date."""
    rules.insist_on_changing(by, step)
    day = day_of(date_given, on=at.date())
    if day is None:
        raise ValidationError(_("Say since when the step no longer stands."))
    if step.taken_date and day < step.taken_date:
        raise ValidationError(_("A step is revoked after it was taken."))
    before = audit.values(step)
    step.revoked_date, step.ended_here = day, True
    step.save()
    audit.write(act="revoke interim step", of=step, by=by, at=at, before=before)
    renew_public_pages(step, "revoke interim step")
