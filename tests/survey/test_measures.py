"""What the plan reads of the survey: how many were asked, and how many of them answered."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make

from accede.campaign.measures import MEASURES
from accede.record.measures import Asked
from accede.record.models import Treaty
from accede.survey import actions

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _figure(key, role="coordinator_a"):
    today = timezone.localdate()
    return MEASURES[key].read(
        Asked(
            treaty=Treaty.objects.get(pk="ccm"),
            campaign="ccm",
            since=today - timedelta(days=30),
            until=today,
            viewer=cast.viewer(role),
            language="en",
        )
    )


@pytest.fixture
def round_of_three():
    survey = make.opened()
    response = make.response(survey, "KEN")
    actions.save_answers(
        response=response,
        given={"reasons": ["PROC"], "consent": "attributable"},
        consents={},
        files={},
        at=timezone.now(),
    )
    actions.sign_off(response=response, name="A. Person", at=timezone.now())
    actions.infer_answer(
        response=make.response(survey, "UGA"),
        question="meet",
        value="yes",
        basis="A speech",
        by=cast.viewer("coordinator_a"),
        at=timezone.now(),
    )
    return survey


@pytest.mark.usefixtures("round_of_three")
def test_answers_received_of_those_asked_leave_out_what_was_inferred():
    assert _figure("survey-asked").value == 3
    assert _figure("survey-answers").value == 1
    assert _figure("survey-answered-share").value == 33.3
    assert [each.iso3 for each in _figure("survey-answers").counted] == ["KEN"]


@pytest.mark.usefixtures("round_of_three")
@pytest.mark.parametrize("role", ["cmc_partner", "thematic_coordinator", "observer"])
def test_who_does_not_run_the_campaign_is_told_no_part_of_it(role):
    for key in ("survey-asked", "survey-answers", "survey-answered-share"):
        assert (_figure(key, role).value, _figure(key, role).limited) == (None, True)


def test_a_state_put_to_again_counts_once():
    survey = make.opened(states=("KEN", "UGA"))
    again = actions.recirculate(
        survey=survey,
        name="Again",
        closes_on=timezone.localdate(),
        by=cast.viewer("coordinator_a"),
        at=timezone.now(),
    )
    actions.open_round(survey=again, by=cast.viewer("coordinator_a"), at=timezone.now())
    assert _figure("survey-asked").value == 2
