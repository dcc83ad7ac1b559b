"""Reads take as many queries for one row as for three."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.evidence import InterimStepFactory
from tests.factories.record import RollCallFactory, TreatyActionFactory, TreatyFactory, VoteFactory

from accede.access.viewer import PUBLIC
from accede.record import models
from accede.record.actions import rebuild_spans
from accede.record.queries import states, status, votes
from accede.targeting import queries as targeting

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STATES = ["AGO", "KEN", "UGA"]
ON = date(2026, 3, 1)


def treaty_with(rows):
    """A treaty with that many signatories, each with a vote and an interim step, and as many roll-calls."""
    treaty = TreatyFactory()
    for iso3 in STATES[:rows]:
        TreatyActionFactory(treaty=treaty, state_id=iso3, kind="signature", action_date=date(2008, 12, 3))
        InterimStepFactory(treaty=treaty, state_id=iso3)
        call = RollCallFactory(treaty=treaty)
        for voter in STATES[:rows]:
            VoteFactory(roll_call=call, state_id=voter)
    rebuild_spans(treaty=treaty)
    return treaty


def state_with_actions(rows):
    """A State that did something towards that many treaties, none of them on record before."""
    for _ in range(rows):
        TreatyActionFactory(
            treaty=TreatyFactory(), state_id="NIU", kind="signature", action_date=date(2008, 12, 3)
        )
    return models.State.objects.get(pk="NIU")


def numbers_of_queries(made_of, read):
    numbers = []
    for rows in (1, 3):
        thing = made_of(rows)
        with CaptureQueriesContext(connection) as queries:
            read(thing)
        numbers.append(len(queries))
    return numbers


@pytest.mark.parametrize(
    "read",
    [
        lambda treaty: status.status_table(treaty, on=ON, viewer=PUBLIC, language="en"),
        lambda treaty: status.counts(treaty, on=ON, viewer=PUBLIC),
        lambda treaty: status.statuses(treaty, on=ON, viewer=PUBLIC),
        lambda treaty: status.changes(treaty, after=date(2008, 1, 1), until=ON, viewer=PUBLIC),
        lambda treaty: status.adherence(treaty, group_kind="region", until=ON, viewer=PUBLIC),
        lambda treaty: votes.vote_table(treaty, on=ON, viewer=PUBLIC, language="en"),
        lambda treaty: targeting.targets(treaty, on=ON, viewer=PUBLIC, language="en"),
        lambda treaty: targeting.compare(
            treaty, earlier=date(2008, 6, 1), later=ON, viewer=PUBLIC, language="en"
        ),
    ],
    ids=["status_table", "counts", "statuses", "changes", "adherence", "vote_table", "targets", "compare"],
)
def test_queries_on_a_treaty_do_not_grow_with_its_rows(read):
    one, three = numbers_of_queries(treaty_with, read)
    assert one == three


@pytest.mark.parametrize(
    "read",
    [
        lambda state: status.standings_of_state(state, on=ON, viewer=PUBLIC, language="en"),
        lambda state: votes.votes_of_state(state, on=ON, viewer=PUBLIC),
        lambda state: states.groups_of(state, on=ON, viewer=PUBLIC),
    ],
    ids=["standings_of_state", "votes_of_state", "groups_of"],
)
def test_queries_on_a_state_do_not_grow_with_its_rows(read):
    one, three = numbers_of_queries(state_with_actions, read)
    assert one == three
