"""What of the plan presses on a day: overdue, and what ends or begins soon."""

from datetime import date

import pytest
from tests.access import cast
from tests.campaign.reading import coordinator, plan
from tests.reading import day

from accede.campaign.models import Activity, Plan
from accede.campaign.queries.overview import due_lines

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def pressing(on, viewer=None, **more):
    rows = due_lines("ccm", on=day(on), viewer=viewer or coordinator(), **more)
    return {row.line.key: str(row.state) for row in rows}


def next_plan(starts):
    return Plan.objects.create(
        pk="ccm-next",
        campaign_id="ccm",
        titles={"en": "Next"},
        starts=day(starts),
        ends=date(2026, 1, 1),
        follows=plan(),
    )


@pytest.mark.parametrize(
    ("on", "overdue", "due", "upcoming"),
    [
        ("2023-09-30", 0, 0, 0),
        ("2023-10-31", 0, 0, 1),
        ("2023-11-15", 0, 0, 12),
        ("2023-12-02", 0, 1, 0),
        ("2024-01-15", 1, 0, 2),
        ("2024-03-05", 3, 0, 0),
        ("2024-09-15", 3, 12, 0),
        ("2024-10-01", 15, 0, 0),
    ],
)
def test_what_is_overdue_and_what_ends_or_begins_within_a_month(on, overdue, due, upcoming):
    states = list(pressing(on).values())
    assert [states.count(each) for each in ("overdue", "due", "upcoming")] == [overdue, due, upcoming]


def test_what_is_done_presses_no_more():
    plan().timeline.filter(key="planning-meeting").update(done="2024-02-20")
    assert set(pressing("2024-03-05")) == {"outreach-late-2023", "survey-again"}


def test_a_plan_that_runs_is_heard_though_the_next_one_stands_already():
    next_plan("2024-10-01")
    assert len(pressing("2024-09-15")) == 15
    assert pressing("2024-10-01") == {}


def test_of_one_owner_what_is_theirs():
    Activity.objects.filter(key="ccm-2023-survey").update(owner=cast.coordinator_a())
    assert set(pressing("2024-03-05", person=cast.coordinator_a().pk)) == {"survey-again"}
    told = due_lines("ccm", on=day("2024-03-05"), viewer=coordinator())
    assert [row.line.key for row in told if row.own] == ["survey-again"]


@pytest.mark.parametrize("who", ["public", "nobody", "former_coordinator"])
def test_who_holds_no_role_is_told_nothing(who):
    assert pressing("2024-03-05", viewer=cast.viewer(who)) == {}


def test_queries_do_not_grow_with_lines(django_assert_num_queries):
    viewer = coordinator()
    with django_assert_num_queries(2):
        assert len(due_lines("ccm", on=day("2023-10-31"), viewer=viewer)) == 1
    with django_assert_num_queries(2):
        assert len(due_lines("ccm", on=day("2024-10-01"), viewer=viewer)) == 15
