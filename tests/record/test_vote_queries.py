import pytest
from tests.reading import day, treaty, vote_table, votes_on

from accede.access.viewer import PUBLIC
from accede.record.queries import states, votes

pytestmark = [pytest.mark.django_db, pytest.mark.database]

YEARS_BY_STATE = list(range(2015, 2025))


def test_vote_table_has_the_ten_roll_calls_by_state():
    table = vote_table()
    assert [call.year for call in table.roll_calls] == YEARS_BY_STATE
    assert {call.body for call in table.roll_calls} == {"plenary"}
    assert len(table.rows) == 193


def test_vote_table_ends_on_the_day_asked():
    assert [call.year for call in vote_table(on="2019-12-11").roll_calls] == [2015, 2016, 2017, 2018]
    assert [call.year for call in vote_table(on="2019-12-12").roll_calls][-1] == 2019


def test_totals_without_votes_by_state_are_told_too():
    calls = votes.roll_calls(treaty(), on=day("2026-03-01"), viewer=PUBLIC)
    known = {call.resolution_id for call in vote_table().roll_calls}
    assert sorted((call.body, call.year) for call in calls if call.resolution_id not in known) == [
        ("plenary", 2025)
    ]
    assert len([call for call in calls if call.body == "first-committee"]) == 5


def test_votes_of_one_year_add_up_to_its_totals():
    cast = list(votes_on("A/RES/79/58").values())
    (call,) = [call for call in vote_table().roll_calls if call.year == 2024]
    assert [cast.count(choice) for choice in ("yes", "no", "abstain", "absent")] == [
        call.yes_total,
        call.no_total,
        call.abstain_total,
        38,
    ]


def test_movers_are_those_that_cast_another_vote():
    calls = vote_table().roll_calls
    found = votes.movers(calls[3], calls[4], viewer=PUBLIC, language="en")
    first, second = votes_on("A/RES/73/54"), votes_on("A/RES/74/62")
    moved = {
        iso3
        for iso3 in first.keys() & second.keys()
        if first[iso3] != second[iso3] and "absent" not in (first[iso3], second[iso3])
    }
    assert {mover.iso3 for mover in found} == moved
    # Uganda went over to yes, the Russian Federation back to no.
    assert [(m.before, m.after) for m in found if m.iso3 == "UGA"] == [("abstain", "yes")]
    assert [(m.before, m.after) for m in found if m.iso3 == "RUS"] == [("abstain", "no")]


def test_votes_of_a_state_come_latest_first():
    cyprus = states.get_state("CYP", viewer=PUBLIC)
    found = votes.votes_of_state(cyprus, on=day("2019-12-31"), viewer=PUBLIC)
    assert [(vote.roll_call.year, vote.choice) for vote in found] == [
        (year, "abstain") for year in (2019, 2018, 2017, 2016, 2015)
    ]
