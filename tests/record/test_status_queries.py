from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading import counts, day, parties, status_rows, treaty

from accede.access.viewer import PUBLIC
from accede.record.queries import states, status

pytestmark = [pytest.mark.django_db, pytest.mark.database]

days = st.dates(date(1925, 1, 1), date(2030, 12, 31))
treaty_keys = st.sampled_from(["ccm", "apmbc", "ccw-apii", "ctbt", "npt", "rome"])
# The record is only read, so that one transaction serves all examples.
within_one_test = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@within_one_test
@given(key=treaty_keys, on=days)
def test_table_counts_and_spans_tell_the_same(key, on):
    rows = status_rows(key, on=on.isoformat())
    assert len(rows) == 197
    found = counts(key, on=on.isoformat())
    shades = [row.shade for row in rows.values()]
    assert found.joined == shades.count("party") + shades.count("party-pending")
    assert found.in_force == shades.count("party")
    assert found.signatories == shades.count("signatory")
    assert found.former == shades.count("former")
    assert found.neither == shades.count("former") + shades.count("neither")
    assert status.statuses(treaty(key), on=on, viewer=PUBLIC) == {
        iso3: row.shade for iso3, row in rows.items() if row.shade != "neither"
    }


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_table_stands_in_the_order_of_its_language(language):
    rows = status.status_table(treaty(), on=day("2026-03-01"), viewer=PUBLIC, language=language)
    assert [row.name for row in rows] == list(states.state_names(language, viewer=PUBLIC).values())


def test_row_shows_the_actions_it_was_read_from():
    row = status_rows(on="2025-03-06")["LTU"]
    assert [(action.kind, action.action_date) for action in (row.signature, row.consent, row.withdrawal)] == [
        ("signature", date(2008, 12, 3)),
        ("ratification", date(2011, 3, 24)),
        ("withdrawal", date(2024, 9, 6)),
    ]
    assert row.consent.source.publisher


def test_row_shows_nothing_later_than_its_day():
    row = status_rows(on="2010-12-31")["LTU"]
    assert (row.consent, row.withdrawal, row.standing.status) == (None, None, "signatory")


def test_standings_of_a_state_are_those_of_the_tables():
    on = day("2026-03-01")
    state = states.get_state("FIN", viewer=PUBLIC)
    standings = status.standings_of_state(state, on=on, viewer=PUBLIC, language="en")
    assert len(standings) == 14
    for towards, row in standings:
        assert row.standing == status_rows(towards.key, on="2026-03-01")["FIN"].standing


def test_changes_of_two_years_are_told_latest_first():
    found = status.changes(treaty(), after=day("2024-03-01"), until=day("2026-03-01"), viewer=PUBLIC)
    assert [(change.on, change.iso3, change.became) for change in found] == [
        (date(2026, 3, 1), "VUT", "party"),
        (date(2025, 9, 5), "VUT", "party-pending"),
        (date(2025, 3, 6), "LTU", "former"),
    ]
    assert [change.action.kind if change.action else None for change in found] == [
        None,
        "accession",
        "withdrawal",
    ]


def test_adherence_adds_up_to_the_parties():
    until = day("2026-03-01")
    moves = status.adherence(treaty(), group_kind="region", until=until, viewer=PUBLIC)
    assert sum(change for group in moves.values() for _day, change in group) == 112
    gone = [(day_, change) for group in moves.values() for day_, change in group if change < 0]
    assert gone == [(date(2025, 3, 6), -1)]


def test_all_states_not_party_are_outside_the_parties():
    assert len(parties(on="2026-03-01")) == 112
    assert "LTU" not in parties(on="2026-03-01")
