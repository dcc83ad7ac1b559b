"""The survey: for those who run the campaign."""

from datetime import timedelta

from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make
from tests.web.roles import CAMPAIGN, COORDINATION, deed, reading, writing

from accede.survey import actions
from accede.survey.models import Response, Round


def _questionnaire():
    return [CAMPAIGN, make.questionnaire().pk]


def _file():
    return [*_questionnaire(), "yaml"]


def _round():
    found = Round.objects.first() or make.opened()
    return [CAMPAIGN, found.pk]


def _state():
    return [*_round(), "ken"]


def _prepared():
    by = {"by": cast.viewer_of(cast.coordinator_a()), "at": timezone.now()}
    states = [make.response(make.opened()).state]
    day = timezone.localdate() + timedelta(days=9)
    row = actions.prepare_round(
        questionnaire=make.questionnaire(), name="Round", closes_on=day, states=states, **by
    )
    return [CAMPAIGN, row.pk]


def _answered():
    """On paper, with its scan and a file, all of which those who run the campaign may read."""
    arguments = _state()
    found, at = make.response(Round.objects.get(pk=arguments[1])), timezone.now()
    file = actions.answers.File("form.pdf", b"%PDF-1.7\n%%EOF")
    given = {"document": file.name}
    actions.save_answers(response=found, given=given, consents={}, files={"document": file}, at=at)
    actions.enter_response(
        response=found,
        means=Response.Means.PAPER,
        told_by="Note 12/2026",
        received_on=timezone.localdate(),
        given={"ministry": "Defence", "consent": "coordinators"},
        consents={},
        scan=file,
        by=cast.viewer_of(cast.coordinator_a()),
        at=at,
    )
    return arguments


ADDRESSES = {
    "desk-survey": reading(COORDINATION),
    "desk-questionnaire-new": writing(COORDINATION),
    "desk-questionnaire-shipped": deed(COORDINATION),
    "desk-questionnaire": reading(COORDINATION, arguments=_questionnaire),
    "desk-questionnaire-file": reading(COORDINATION, arguments=_file),
    "desk-round-new": writing(COORDINATION, arguments=_questionnaire),
    "desk-round": reading(COORDINATION, arguments=_round),
    "desk-round-decide": deed(COORDINATION, granted=400, arguments=_prepared),
    "desk-round-extend": writing(COORDINATION, arguments=_round),
    "desk-round-letters": writing(COORDINATION, arguments=_round),
    "desk-round-mail": writing(COORDINATION, arguments=_round),
    "desk-round-reminders": writing(COORDINATION, arguments=_round),
    "desk-response": reading(COORDINATION, arguments=_state),
    "desk-response-decide": deed(COORDINATION, granted=400, arguments=_state),
    "desk-response-enter": writing(COORDINATION, arguments=_state),
    "desk-response-infer": writing(COORDINATION, arguments=_state),
    "desk-response-scan": reading(COORDINATION, arguments=_answered),
    "desk-response-file": reading(COORDINATION, arguments=lambda: [*_answered(), "document"]),
    "desk-round-again": writing(COORDINATION, arguments=_round),
}
