"""What States answered comes into the work: who is silent on Today; reasons on the timeline and in the approach."""

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make

from accede.access.models import Campaign
from accede.outreach.queries import approaches, timeline
from accede.record.models import State
from accede.survey import actions
from accede.survey.silence import waiting

pytestmark = pytest.mark.django_db


def _answer(survey, consent, iso3="KEN"):
    response = make.response(survey, iso3)
    given = {"reasons": ["CAPACITY"], "position": "process-under-way", "consent": consent}
    actions.save_answers(response=response, given=given, consents={}, files={}, at=timezone.now())
    actions.sign_off(response=response, name="A. Person", at=timezone.now())


def test_today_names_those_that_have_not_answered_to_those_who_run_the_campaign(client):
    survey = make.opened(("KEN", "UGA", "JAM"))
    _answer(survey, "aggregate")
    page = reverse("desk-today", args=["ccm"])
    cast.sign_in(client, cast.coordinator_a())
    body = client.get(page).content.decode()
    assert "2 of 3 States have not answered" in body
    cast.sign_in(client, cast.cmc_partner())
    assert "have not answered" not in client.get(page).content.decode()


def test_a_closed_round_waits_for_nobody():
    survey = make.opened()
    by = cast.viewer("coordinator_a")
    asked = {"on": timezone.localdate(), "viewer": by, "language": "en"}
    campaign = Campaign.objects.get(pk="ccm")
    (open_,) = waiting(campaign, **asked)
    assert [iso3 for iso3, _name in open_.silent] == ["JAM", "KEN", "UGA"]
    actions.close_round(survey=survey, by=by, at=timezone.now())
    assert waiting(campaign, **asked) == []


@pytest.mark.parametrize(
    ("consent", "readers"),
    [
        ("attributable", {"coordinator_a", "support_unit_officer", "cmc_partner"}),
        ("coordinators", {"coordinator_a", "support_unit_officer"}),
        ("aggregate", set()),
    ],
)
def test_the_timeline_and_the_approach_change_for_those_to_whom_the_state_consented(consent, readers):
    _answer(make.opened(), consent)
    state, campaign = State.objects.get(pk="KEN"), Campaign.objects.get(pk="ccm")
    for role in ("coordinator_a", "support_unit_officer", "cmc_partner"):
        asked = {"on": timezone.localdate(), "viewer": cast.viewer(role), "language": "en"}
        rows = timeline(state, campaign, **asked).page.object_list
        came = {row.kind for row in rows if row.day == asked["on"]}
        assert came == ({"obstacle", "position"} if role in readers else set()), role
        told = approaches.proposal(state, campaign=campaign, **asked)
        assert ("CAPACITY" in {row.code.pk for row in told.obstacles}) == (role in readers), role
