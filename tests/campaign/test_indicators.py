"""The plan's figures, from the record."""

import pytest
from tests.campaign.reading import overview, plan
from tests.docs import pages
from tests.reading import day, treaty

from accede.access.viewer import PUBLIC
from accede.campaign import measures
from accede.campaign.measures import MEASURES
from accede.campaign.models import Indicator
from accede.campaign.queries.indicators import Gauge, broken_down
from accede.record.queries import status

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def rows(on):
    return {row.indicator.key: row for row in overview(on).indicators}


@pytest.mark.parametrize(
    ("on", "new", "net", "state"),
    [
        ("2023-10-31", None, None, "unknown"),
        ("2023-12-01", 0, 0, "open"),
        ("2024-09-10", 0, 0, "open"),
        ("2024-09-11", 0, 0, "missed"),
        ("2025-03-05", 0, 0, "missed"),
        ("2025-03-06", 0, -1, "missed"),
        ("2025-09-05", 1, 0, "missed"),
    ],
)
def test_the_goal_was_missed_and_then_one_party_left(on, new, net, state):
    found = rows(on)
    assert (found["new-parties"].value, found["net-parties"].value) == (new, net)
    assert (found["new-parties"].state, found["net-parties"].state) == (state, state)


def test_what_came_after_the_day_that_counted_is_told_beside_it():
    row = rows("2025-09-10")["new-parties"]
    assert row.at_due == 0
    assert [(each.iso3, each.day.isoformat(), each.sign) for each in row.afterwards] == [
        ("LTU", "2025-03-06", -1),
        ("VUT", "2025-09-05", 1),
    ]


def test_an_objective_is_as_its_indicators_are():
    told = overview("2025-03-06")
    assert {row.goal.key: row.state for row in told.objectives} == {
        "more-parties": "missed",
        "reasons-better-known": "no-target",
        "awareness": "no-target",
        "stigma": "no-target",
    }


@pytest.mark.parametrize(("since", "until"), [("2008-12-03", "2010-08-01"), ("2010-08-02", "2026-03-01")])
def test_net_parties_is_the_difference_of_the_counts(since, until):
    ccm = treaty()
    counts = [status.counts(ccm, on=day(each), viewer=PUBLIC).joined for each in (since, until)]
    # A day counts whole, so the period begins on the morrow of the first count.
    net = MEASURES["net-parties"].value(ccm, day(since).replace(day=day(since).day + 1), day(until), PUBLIC)
    assert net == counts[1] - counts[0]


def test_a_figure_is_what_it_counts():
    for row in overview("2025-09-10").indicators:
        if row.measure.unit not in ("per cent", "votes", "times", "share") and row.value is not None:
            assert sum(each.sign for each in row.figure.counted) == row.value, row.indicator.key


def test_a_share_is_that_of_its_states():
    found = rows("2024-09-10")
    outside = 197 - 112
    assert found["reasons-known"].value == round(100 * found["reasons-known-states"].value / outside, 1)


@pytest.mark.parametrize("by", ["region", "category"])
def test_parts_of_a_figure_are_of_it(by):
    told = overview("2024-09-10")
    row = next(row for row in told.indicators if row.indicator.breakdown == by)
    gauge = Gauge(plan(), day("2024-09-10"), PUBLIC, "en")
    parts = broken_down(row, gauge)
    assert len(parts) > 3
    assert 0 < max(part.value for part in parts) <= len(row.figure.counted)


def test_every_measure_is_in_the_document():
    told = list(pages.table_rows(pages.section("docs/plan.md", "The measures")))
    assert {row[0]: row[1] for row in told} == {key: each.unit for key, each in MEASURES.items()}


def test_what_is_not_measured_is_told_until_a_room_offers_it(monkeypatch):
    wanted = tuple(measures.Awaited(key, key, key) for key in ("events-held", "of-a-room-to-come"))
    monkeypatch.setattr(measures, "AWAITED", wanted)
    assert [each.key for each in measures.awaited()] == ["of-a-room-to-come"]


def test_every_shipped_indicator_has_its_measure():
    assert [each.key for each in Indicator.objects.all() if each.measure not in MEASURES] == []
