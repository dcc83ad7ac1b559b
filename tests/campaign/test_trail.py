"""What was done to a plan is told to those of its campaign who read the trail, and to nobody of another."""

from datetime import date

import pytest
from django.utils import timezone
from tests.campaign.reading import coordinator, plan

from accede.access import trail
from accede.access.models import AuditEntry, Campaign
from accede.access.roles import Role
from accede.access.viewer import Viewer
from accede.campaign import actions
from accede.campaign.models import ActionPlan, Activity
from accede.campaign.trail import PATHS

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def acting():
    return {"by": coordinator(), "at": timezone.now()}


@pytest.fixture
def done():
    """One of each kind of act, and an objective that was taken out again."""
    own = plan()
    made = actions.save_element(
        kind="objective", plan=own, title="More", language="en", values={}, **acting()
    )
    actions.remove_element(kind="objective", element=made, **acting())
    activity = Activity.objects.get(key="ccm-2023-survey")
    actions.say(activity=activity, state="under-way", on=date(2024, 2, 1), **acting())
    actions.enter_rate(plan=own, currency="EUR", on=date(2024, 1, 1), rate="0.95", **acting())
    actions.load_action_text(
        action_plan=ActionPlan.objects.get(pk="lausanne"),
        number=10,
        language="en",
        text="Promote.",
        citation="A document",
        campaign=own.campaign,
        **acting(),
    )


def told(viewer):
    rows = trail.told(AuditEntry.objects.filter(kind__startswith="campaign."), viewer=viewer)
    return {row.entry.act: (row.shown, row.name) for row in rows}


def test_its_own_coordinator_reads_what_was_done(done):
    survey = Activity.objects.get(key="ccm-2023-survey").title
    assert told(coordinator()) == {
        "add objective": (True, "More"),
        "remove objective": (True, "More"),
        "say of activity": (True, survey),
        "enter rate": (True, "EUR"),
        "load action text": (True, "Lausanne Action Plan"),
    }


def test_the_coordinator_of_another_campaign_reads_that_something_was_done(done):
    Campaign.objects.create(key="apmbc", treaty_key="apmbc")
    other = Viewer(name="Other", person_id=1, roles={"apmbc": frozenset({Role.COORDINATOR})})
    assert set(told(other).values()) == {(False, "")}
    partly = Viewer(name="Both", roles=other.roles | {"ccm": frozenset({Role.PARTNER})})
    assert set(told(partly).values()) == {(False, "")}


def test_every_kind_leads_to_its_plan(done):
    for label, (path, _name) in PATHS.items():
        assert trail._model(label).objects.filter(**{f"{path}__isnull": True}).count() == 0  # noqa: SLF001


def test_queries_do_not_grow_with_entries(done, django_assert_num_queries):
    viewer, entries = coordinator(), list(AuditEntry.objects.filter(kind__startswith="campaign."))
    with django_assert_num_queries(6):  # a query for each of four kinds, the plans, the campaigns
        trail.told(entries, viewer=viewer)
    with django_assert_num_queries(6):
        trail.told(entries * 3, viewer=viewer)
