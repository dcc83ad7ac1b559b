"""What follows a workshop in other rooms: promises, which outreach keeps; the evaluation, which the survey asks."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.meetings.actions.workshop_day import attending, evaluate_by, note_outcome
from accede.meetings.models import Delegation, Workshop
from accede.meetings.queries import workshops
from accede.outreach.actions.promises import Promise, make_pledge
from accede.outreach.models import Pledge
from accede.outreach.queries import pledges
from accede.outreach.queries.rows import PledgeRow
from accede.record.models import State
from accede.survey import actions as survey
from accede.survey.models import Questionnaire, Round


@transaction.atomic
def note_promise(
    *, delegation: Delegation, text: str, due_on: date | None, by: Viewer, at: datetime
) -> Pledge:
    """What the State said at the workshop that it would do: a promise as any other, and known to come from there."""
    workshop = delegation.workshop
    pledge = make_pledge(
        campaign=workshop.campaign,
        state=delegation.state,
        promise=Promise(side=Pledge.Side.STATE, text=text, due_on=due_on),
        made_on=min(at.date(), workshop.meeting.ends),
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        by=by,
        at=at,
    )
    note_outcome(delegation=delegation, pledge=pledge.pk, by=by, at=at)
    return pledge


def promises(workshop: Workshop, *, on: date, viewer: Viewer, language: str) -> list[PledgeRow]:
    """Those made at the workshop that the viewer may see."""
    made = workshops.outcomes(workshop, viewer=viewer)
    found = pledges(
        workshop.campaign,
        states_asked=sorted(set(made.values())),
        when="",
        on=on,
        viewer=viewer,
        language=language,
    )
    return [row for row in found if row.pk in made]


@transaction.atomic
def put_evaluation(
    *,
    workshop: Workshop,
    questionnaire: Questionnaire,
    closes_on: date,
    by: Viewer,
    at: datetime,
) -> Round:
    """A round of the survey to those that were there, opened at once; links and letters are made by the survey."""
    there = State.objects.filter(pk__in=attending(workshop, at=at, by=by))
    if at.date() < workshop.meeting.begins or not there:
        raise ValidationError(_("Nobody has signed in yet: there is nobody to ask how it was."))
    made = survey.prepare_round(
        questionnaire=questionnaire,
        name=workshop.meeting.name,
        closes_on=closes_on,
        states=list(there),
        by=by,
        at=at,
    )
    survey.open_round(survey=made, by=by, at=at)
    evaluate_by(workshop=workshop, number=made.pk, by=by, at=at)
    return made
