"""What `accede check` finds wrong with evidence."""

from datetime import date

import pytest
from tests.factories.evidence import ObstacleFactory, StatementFactory
from tests.factories.record import TreatyFactory

from accede.record import checks

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 24)
OWN = ("reasons that give way", "sources of public evidence", "days of evidence")


def problems():
    return [(problem.rule, problem.what) for problem in checks.problems(on=ON) if problem.rule in OWN]


def test_what_ships_is_sound():
    assert problems() == []


def test_a_reason_gives_way_to_one_of_the_same_state_only():
    towards = TreatyFactory()
    newer = ObstacleFactory(treaty=towards, state_id="UGA")
    older = ObstacleFactory(treaty=towards, state_id="KEN", superseded_by=newer)
    assert problems() == [
        ("reasons that give way", f"obstacle {older.pk} gives way to one of another State or treaty")
    ]


def test_reasons_do_not_give_way_in_a_circle():
    towards = TreatyFactory()
    first = ObstacleFactory(treaty=towards)
    second = ObstacleFactory(treaty=towards, superseded_by=first)
    first.superseded_by = second
    first.save()
    ObstacleFactory(treaty=towards, superseded_by=first)  # leads into the circle, and is not in it
    assert {what for _rule, what in problems()} == {
        f"obstacle {row.pk} gives way, in a circle, to itself" for row in (first, second)
    }


def test_public_evidence_cites_a_source():
    row = StatementFactory(treaty=TreatyFactory(), source=None, reading="hearsay")
    assert problems() == [("sources of public evidence", f"statement {row.pk} is public and cites no source")]


def test_nobody_has_spoken_tomorrow():
    row = ObstacleFactory(treaty=TreatyFactory(), day=date(2026, 11, 25))
    assert problems() == [("days of evidence", f"obstacle {row.pk} is of 2026-11-25, still to come")]
