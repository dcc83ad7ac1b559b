"""Partners report on their part; those who run the campaign accept it, or ask."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.actions.recording import save
from accede.campaign.models import Activity, Report


@transaction.atomic
def report(*, activity: Activity, text: str, by: Viewer, at: datetime) -> Report:
    """What was done of a partner's share. Seen by the partner's own organisation, coordinators and support unit."""
    if by.person_id is None or not rules.may_report(by, activity):
        raise NotAllowedError(_("Those report on an activity who have a part in it."))
    if not text.strip():
        raise ValidationError({"text": _("Say what was done.")})
    row = Report(
        activity=activity,
        campaign=activity.plan.campaign,
        owner_id=by.organisation_id,
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        person_id=by.person_id,
        reported_on=at.date(),
        text=text.strip(),
    )
    return save(row, act="report on activity", by=by, at=at, before=None)


@transaction.atomic
def answer_report(
    *, found: Report, standing: Report.Standing, answer: str, by: Viewer, at: datetime
) -> Report:
    """Accepted, or returned with a question."""
    if not by.coordinates(found.campaign_id or ""):
        raise NotAllowedError(_("Those who run the campaign accept a report."))
    if standing == Report.Standing.RETURNED and not answer.strip():
        raise ValidationError({"answer": _("Say what is missing.")})
    before = audit.values(found)
    found.standing, found.answer = standing, answer.strip()
    found.answered_on, found.answered_by_id = at.date(), by.person_id
    return save(found, act="answer report", by=by, at=at, before=before)
