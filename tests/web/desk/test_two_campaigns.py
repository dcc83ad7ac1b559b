"""Two campaigns for two treaties on one desk: each is seen by those who hold a role in it, and by nobody of the other."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast
from tests.campaign.reading import KEY
from tests.factories.access import PersonFactory, RoleHeldFactory

from accede.access import actions as access
from accede.access import queries
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign
from accede.access.roles import Role
from accede.campaign import actions
from accede.campaign.models import Plan
from accede.campaign.queries.overview import due_lines, overview

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PLAN = """plan: apmbc-2024
campaign: apmbc
title: Work for the Mine Ban Convention
starts: 2024-01-01
ends: 2024-12-31
currency: EUR
background:
- {key: parties, title: Parties, value: 164, on: 2024-01-01, measure: parties}
indicators:
- {key: new, title: New Parties, measure: new-parties, target: 1}
activities:
- {key: apmbc-2024-visits, title: Visits to the Pacific, starts: 2024-01-01, ends: 2024-06-30}
timeline:
- {key: visits, title: Visits to the Pacific, starts: 2024-01-01, ends: 2024-06-30, activity: apmbc-2024-visits}
"""


def somebody(name, *campaigns):
    person = PersonFactory(name=name, post__organisation=cast.mission_b())
    for campaign in campaigns:
        RoleHeldFactory(person=person, campaign=campaign, role=Role.COORDINATOR)
    return person


@pytest.fixture
def other():
    """The second campaign, with its plan."""
    made = access.open_campaign(
        treaty_key="apmbc", on=timezone.localdate(), by=queries.operator(), at=timezone.now()
    )
    actions.import_plan(text=PLAN, by=queries.operator(), at=timezone.now())
    return made


def status(client, path):
    return client.get(f"/en/desk/{path}").status_code


def test_each_sees_the_plan_of_their_own_campaign_and_no_other(client, client_elsewhere, other):
    hers = cast.sign_in(client, somebody("Hers", other))
    theirs = cast.sign_in(client_elsewhere, cast.coordinator_a())
    for path in (
        "today/",
        "plan/",
        "plans/apmbc-2024/",
        "plans/apmbc-2024/timeline/",
        "plans/apmbc-2024/budget/",
    ):
        assert (status(hers, f"apmbc/{path}"), status(theirs, f"apmbc/{path}")) == (200, 403)
    for path in ("today/", f"plans/{KEY}/", f"plans/{KEY}/file/"):
        assert (status(hers, f"ccm/{path}"), status(theirs, f"ccm/{path}")) == (403, 200)
    # Nor is it to be had under the address of one's own.
    assert status(hers, f"apmbc/plans/{KEY}/") == 404
    assert status(theirs, "ccm/plans/apmbc-2024/activities/apmbc-2024-visits/") == 404
    assert "Visits to the Pacific" in hers.get("/en/desk/apmbc/today/").content.decode()
    assert "Visits to the Pacific" not in theirs.get("/en/desk/ccm/today/").content.decode()


def test_who_is_in_both_goes_from_one_to_the_other(client, other):
    both = cast.sign_in(client, somebody("Both", other, Campaign.objects.get(pk="ccm")))
    page = both.get("/en/desk/ccm/plan/").content.decode()
    assert 'href="/en/desk/apmbc/today/"' in page
    assert "Visits" not in page
    assert status(both, "apmbc/plans/apmbc-2024/") == 200


def test_each_plan_is_measured_by_its_own_treaty(other):
    viewer = queries.operator()

    def new_parties(key):
        told = overview(Plan.objects.get(pk=key), on=date(2025, 9, 10), viewer=viewer, language="en")
        (row,) = (row for row in told.indicators if row.measure.key == "new-parties")
        return [each.iso3 for each in row.figure.counted], told.background[0].on_record

    assert new_parties(KEY) == (["VUT"], 112)
    joined, parties = new_parties("apmbc-2024")
    assert "VUT" not in joined
    assert parties == 164


def test_what_presses_in_one_is_not_told_in_the_other(other):
    viewer = queries.viewer_of(somebody("Hers", other), on=timezone.localdate())
    on = date(2024, 9, 15)
    assert [row.line.key for row in due_lines("apmbc", on=on, viewer=viewer)] == ["visits"]
    assert due_lines("ccm", on=on, viewer=viewer) == []


def test_nobody_writes_into_the_plan_of_a_campaign_that_is_not_theirs(client, other):
    theirs = cast.sign_in(client, cast.coordinator_a())
    file = SimpleUploadedFile("plan.yaml", PLAN.replace("Visits", "Trips").encode())
    assert theirs.post("/en/desk/ccm/plan/import/", {"file": file}).status_code == 403
    with pytest.raises(NotAllowedError):
        actions.clone_plan(
            plan=Plan.objects.get(pk="apmbc-2024"),
            title="Next",
            language="en",
            starts=date(2025, 1, 1),
            ends=date(2025, 12, 31),
            on=date(2025, 1, 1),
            by=cast.viewer("coordinator_a"),
            at=timezone.now(),
        )
    assert Plan.objects.filter(campaign="apmbc").count() == 1
    assert Plan.objects.get(pk="apmbc-2024").timeline.get().title == "Visits to the Pacific"
