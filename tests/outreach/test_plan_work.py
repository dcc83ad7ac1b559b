"""Work with States as the plan counts it: told to those who may see all of it, and to nobody else."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.access import cast
from tests.campaign.reading import overview, plan
from tests.factories.outreach import ExchangeFactory, FollowUpFactory

from accede.access.models import Campaign
from accede.campaign.models import Activity, Plan
from accede.outreach import actions
from accede.outreach.models import Exchange

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KEY = "ccm-2023-bilateral-exchanges"


@pytest.fixture
def activity():
    Activity.objects.filter(key=KEY).update(planned=2)
    return Activity.objects.get(key=KEY)


def exchange(activity, day, iso3="KEN", **more):
    return ExchangeFactory(
        owner=cast.mission_a(), activity=activity, state_id=iso3, held_on=date.fromisoformat(day), **more
    )


def row(on, viewer):
    told = overview(on, viewer=cast.viewer(viewer))
    return next(row for row in told.activities if row.activity.key == KEY)


def figure(key, on, viewer):
    told = overview(on, viewer=cast.viewer(viewer))
    return next(row for row in told.indicators if row.indicator.key == key).figure


def test_an_activity_is_as_far_as_the_exchanges_that_serve_it(activity):
    exchange(activity, "2024-02-01")
    exchange(activity, "2024-03-01", "UGA")
    assert [
        (row(on, "coordinator_a").state, row(on, "coordinator_a").tied.done)
        for on in ("2024-01-31", "2024-02-01", "2024-03-01")
    ] == [("due", 0), ("under-way", 1), ("done", 2)]


def test_to_whom_the_work_is_confidential_no_number_of_it_is_told(activity):
    exchange(activity, "2024-02-01")
    assert row("2024-02-02", "cmc_partner").tied is None
    assert figure("states-met", "2024-02-02", "cmc_partner").value is None
    assert figure("states-met", "2024-02-02", "cmc_partner").limited
    assert figure("states-met", "2024-02-02", "support_unit_officer").value == 1


def test_states_met_are_counted_once_and_parties_are_none(activity):
    for day, iso3 in (("2024-02-01", "KEN"), ("2024-02-02", "KEN"), ("2024-02-03", "AUT")):
        exchange(activity, day, iso3)
    told = figure("states-met", "2024-03-01", "coordinator_a")
    assert (told.value, [each.iso3 for each in told.counted]) == (1, ["KEN"])
    assert figure("exchanges-held", "2024-03-01", "coordinator_a").value == 3


def test_states_met_are_parted_by_the_highest_level_at_which_they_were_met(activity):
    for day, iso3, level in (
        ("2024-02-01", "KEN", "ambassador"),
        ("2024-02-02", "KEN", "expert"),
        ("2024-02-03", "UGA", "expert"),
    ):
        exchange(activity, day, iso3, level=level)
    told = figure("states-met", "2024-03-01", "coordinator_a")
    assert [(each.iso3, each.kind, each.day.isoformat()) for each in told.counted] == [
        ("KEN", "ambassador", "2024-02-02"),
        ("UGA", "expert", "2024-02-03"),
    ]


def test_whose_speaker_is_not_known_is_counted_and_not_named(activity):
    exchange(activity, "2024-02-01", attribution="chatham-house")
    told = figure("states-met", "2024-03-01", "coordinator_b")
    assert (told.value, told.counted) == (1, ())


def test_follow_ups_of_its_exchanges_can_be_what_an_activity_counts(activity):
    Activity.objects.filter(key=KEY).update(counts="follow-ups")
    held = exchange(activity, "2024-02-01")
    for done in (None, date(2024, 2, 20)):
        FollowUpFactory(
            owner=cast.mission_a(),
            exchange=held,
            assignee=cast.coordinator_a(),
            made_on=date(2024, 2, 1),
            done_on=done,
        )
    assert row("2024-02-20", "coordinator_a").tied.done == 1
    assert row("2024-02-19", "coordinator_a").tied.done == 0


def test_an_exchange_serves_no_activity_of_another_campaign(activity):
    other = Campaign.objects.create(key="att", treaty_key="att")
    Plan.objects.filter(pk=plan().pk).update(campaign=other)
    with pytest.raises(ValidationError, match="another campaign"):
        actions.log_exchange(
            campaign=Campaign.objects.get(pk="ccm"),
            confidentiality=3,
            state=exchange(None, "2024-02-01").state,
            held_on=date(2024, 2, 1),
            level=Exchange.Level.EXPERT,
            said="Not now",
            activity=Activity.objects.get(key=KEY),
            by=cast.viewer("coordinator_a"),
            at=timezone.now(),
        )
