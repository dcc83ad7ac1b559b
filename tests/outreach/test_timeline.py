"""One list of everything of a State."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.factories.outreach import ExchangeFactory
from tests.outreach.reading import SECRET, asked, by, campaign, heard, log, state

from accede.evidence import actions as evidence
from accede.evidence.models import Obstacle
from accede.outreach import actions, queries
from accede.outreach.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def timeline(who="coordinator_a", iso3="KEN", **more):
    return queries.timeline(state(iso3), campaign(), **(asked(who) | more))


def test_everything_stands_in_one_list_the_latest_first():
    log(
        obstacles=[heard("PROC", own_words=SECRET)],
        pledges=[actions.Promise(side=Pledge.Side.STATE, text=SECRET, due_on=date(2026, 12, 1))],
        follow_ups=[actions.NextStep(what=SECRET, assignee=cast.coordinator_a())],
    )
    shown = timeline().page.object_list
    assert {"exchange", "pledge", "followup", "obstacle", "vote", "treatyaction"} <= {
        row.kind for row in shown
    }
    days = [row.day for row in shown if row.day]
    assert days == sorted(days, reverse=True)
    assert shown[0].kind == "pledge"  # due in December
    assert {row.iso3 for row in shown} == {"KEN"}


def test_cyprus_has_its_story_in_it_for_anyone():
    counts = timeline("public", iso3="CYP").counts
    assert counts["obstacle"] > 3
    assert counts["treatyaction"] == 1
    assert counts["vote"] > 5
    assert counts["exchange"] == 0


def test_kinds_are_chosen_and_all_are_counted():
    log()
    chosen = timeline(kinds=["exchange"])
    assert [row.kind for row in chosen.page.object_list] == ["exchange"]
    assert chosen.counts["vote"] > 5


def test_it_knows_nothing_of_later_days():
    log()
    assert timeline(on=date(2026, 9, 29)).counts["exchange"] == 0
    counts = timeline("public", on=date(2009, 1, 1)).counts
    assert (counts["treatyaction"], counts["vote"]) == (1, 0)


def test_it_is_paged_without_a_gap():
    numbers = {
        ExchangeFactory(owner=cast.mission_a(), held_on=date(2020, 1, 1 + number % 28)).pk
        for number in range(120)
    }
    pages = [timeline(kinds=["exchange"], page=number).page for number in (1, 2, 3)]
    assert [len(page.object_list) for page in pages] == [50, 50, 20]
    assert {row.pk for page in pages for row in page.object_list} == numbers


def test_a_reason_given_up_stands_no_more():
    log(obstacles=[heard("RIVAL", own_words=SECRET)])
    rows = [row for row in timeline(kinds=["obstacle"]).page.object_list if row.own_words == SECRET]
    assert [row.standing for row in rows] == [True]
    evidence.withdraw_obstacle(
        obstacle=Obstacle.objects.visible_to(cast.viewer("coordinator_a")).get(pk=rows[0].pk),
        date_given="2026-10-02",
        **by(),
    )
    rows = [row for row in timeline(kinds=["obstacle"]).page.object_list if row.own_words == SECRET]
    assert [row.standing for row in rows] == [False]


def test_more_entries_are_not_more_queries():
    def count():
        with CaptureQueriesContext(connection) as captured:
            queries.timeline(state(), campaign(), **how)
        return len(captured)

    def everything():
        log(
            obstacles=[heard()],
            pledges=[actions.Promise(side=Pledge.Side.US, text="x")],
            follow_ups=[actions.NextStep(what="x", assignee=cast.coordinator_a())],
        )

    how = asked()
    everything()
    one = count()
    everything()
    everything()
    assert count() == one
