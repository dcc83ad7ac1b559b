"""Figures for indicators."""

from datetime import date

import pytest
from tests.access import cast
from tests.factories.evidence import ObstacleFactory, StatementFactory
from tests.factories.record import TreatyFactory
from tests.reading import day, treaty

from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.evidence.measures import MEASURES
from accede.evidence.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def measured(key, towards=None, since="2023-01-01", until="2024-12-31", viewer=PUBLIC):
    return MEASURES[key].value(towards or treaty(), day(since), day(until), viewer)


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_tells_something_of_the_convention(key):
    assert MEASURES[key].label
    assert MEASURES[key].unit_label
    until = "2016-12-31" if key == "reasons-fresh" else "2024-12-31"  # since then no new reason is on record
    assert measured(key, since="2008-01-01", until=until) > 0


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_tells_nothing_of_a_treaty_on_which_nobody_spoke(key):
    assert not measured(key, TreatyFactory())


def test_yes_share_is_that_of_the_latest_vote():
    """148 for, 1 against, 36 abstentions in 2023."""
    assert measured("yes-share", until="2023-12-31") == pytest.approx(148 / 185)


def test_votes_that_moved_are_those_of_the_period():
    """Between the votes of 2018 and 2019 Uganda and Zimbabwe moved towards the norm, two States away from it."""
    assert measured("votes-towards", since="2019-01-01", until="2019-12-31") == 2
    assert measured("votes-away", since="2019-01-01", until="2019-12-31") == 2


def test_condemnations_are_counted_in_their_period_and_by_whom():
    towards = TreatyFactory()
    for iso3, when in (("KEN", date(2023, 5, 1)), ("KEN", date(2024, 5, 1)), ("UGA", date(2022, 5, 1))):
        StatementFactory(treaty=towards, state_id=iso3, day=when, stance=Statement.Stance.CONDEMNS)
    StatementFactory(
        treaty=towards, state_id=None, speaker="A coalition", day=date(2024, 1, 1), stance="condemns"
    )
    assert measured("condemnations", towards) == 3
    assert measured("states-condemning", towards) == 1


def test_a_measure_counts_what_its_viewer_may_see():
    towards = TreatyFactory()
    ObstacleFactory(
        treaty=towards,
        campaign_id="ccm",
        owner=cast.mission_a(),
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
    )
    assert measured("reasons-known", towards) == 0
    assert measured("reasons-known", towards, viewer=cast.viewer("coordinator_b")) == 1
