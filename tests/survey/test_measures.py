"""What the plan reads of the survey: how many were asked, and how many of them answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make

from accede.campaign.measures import MEASURES
from accede.campaign.models import Activity, Plan
from accede.campaign.queries.overview import activity_rows
from accede.campaign.work import Tied
from accede.record.measures import Asked
from accede.record.models import State, Treaty
from accede.survey import actions
from accede.survey.models import Round

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


def test_an_activity_reads_its_state_from_the_answers_to_its_rounds():
    activity = Activity.objects.get(key="ccm-2023-survey")
    survey = make.opened(states=("KEN", "UGA"))
    Round.objects.filter(pk=survey.pk).update(activity=activity)
    response = make.response(survey, "KEN")
    given = {"reasons": ["PROC"], "consent": "attributable"}
    actions.save_answers(response=response, given=given, consents={}, files={}, at=timezone.now())

    def tied(role, day):
        (row,) = activity_rows([activity], on=day, viewer=cast.viewer(role))
        return row.tied

    today = timezone.localdate()
    assert tied("coordinator_a", today) == Tied(2, 0)
    actions.sign_off(response=response, name="A. Person", at=timezone.now())
    assert tied("coordinator_a", today) == Tied(2, 1)
    assert tied("coordinator_a", today - timedelta(days=1)) in (Tied(), Tied(2, 0))
    assert tied("cmc_partner", today) is None


def test_a_round_serves_an_activity_of_its_own_campaign_alone():
    elsewhere = Activity(plan=Plan(campaign_id="elsewhere"))
    with pytest.raises(ValidationError, match="another campaign"):
        actions.prepare_round(
            questionnaire=make.questionnaire(),
            name="Elsewhere",
            closes_on=timezone.localdate(),
            states=[State.objects.get(pk="KEN")],
            activity=elsewhere,
            by=cast.viewer("coordinator_a"),
            at=timezone.now(),
        )
