"""What is not on record is refused with the nearest that is; a day before adoption is no error."""

import pytest
from tests.reading import counts, day, parties, status_rows, treaty, vote_table

from accede.access.viewer import PUBLIC
from accede.record.queries import states, status, treaties, votes
from accede.record.queries.nearest import NotOnRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TREATIES = [
    "ccm", "apmbc", "ccw", "ccw-apii", "ccw-piv", "ccw-pv", "ccw-art1",
    "att", "tpnw", "bwc", "cwc", "npt", "ctbt", "rome",
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("CCM", ["ccm"]),
        ("apmb", ["apmbc"]),
        ("ccw-apIII", ["ccw-apii"]),
        ("treaty of nowhere", TREATIES),
        ("", TREATIES),
    ],
)
def test_unknown_treaty_names_the_nearest(asked, nearest):
    with pytest.raises(NotOnRecordError) as refusal:
        treaties.get_treaty(asked, viewer=PUBLIC)
    assert refusal.value.nearest[: len(nearest)] == nearest
    assert f"There is no treaty {asked!r} on record." in str(refusal.value)


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [("KNY", "Kenya"), ("Kenia", "Kenya"), ("Lituania", "Lithuania"), ("Vanuatou", "Vanuatu")],
)
def test_unknown_state_names_the_nearest(asked, nearest):
    with pytest.raises(NotOnRecordError) as refusal:
        states.get_state(asked, viewer=PUBLIC)
    assert nearest in refusal.value.nearest


def test_state_is_got_by_its_code_in_either_case():
    assert states.get_state("ken", viewer=PUBLIC) == states.get_state("KEN", viewer=PUBLIC)


@pytest.mark.parametrize("text", ["\x00", "\udcff", "💥", "a" * 60_000, "' OR 1=1 --", "%", "_", "\u202e"])
def test_no_text_is_too_strange_to_be_refused(text):
    assert states.find_states(text, viewer=PUBLIC) == []
    for ask in (
        lambda: treaties.get_treaty(text, viewer=PUBLIC),
        lambda: states.get_state(text, viewer=PUBLIC),
        lambda: states.members(text, on=day("2026-03-01"), viewer=PUBLIC),
        lambda: votes.get_roll_call(treaty(), text, on=day("2026-03-01"), viewer=PUBLIC),
    ):
        with pytest.raises(NotOnRecordError):
            ask()


def test_unknown_group_names_the_nearest():
    with pytest.raises(NotOnRecordError) as refusal:
        states.members("asaen", on=day("2026-03-01"), viewer=PUBLIC)
    assert refusal.value.nearest[0] == "asean"


def test_unknown_resolution_names_the_nearest():
    with pytest.raises(NotOnRecordError) as refusal:
        votes.get_roll_call(treaty(), "A/RES/79/85", on=day("2026-03-01"), viewer=PUBLIC)
    assert refusal.value.nearest[0] == "A/RES/79/58"


def test_resolution_still_to_come_is_not_on_record():
    with pytest.raises(NotOnRecordError):
        votes.get_roll_call(treaty(), "A/RES/79/58", on=day("2024-12-01"), viewer=PUBLIC)


@pytest.mark.parametrize("key", TREATIES)
@pytest.mark.parametrize("on", ["0001-01-01", "1925-06-17"])
def test_before_adoption_nobody_has_joined(key, on):
    found = counts(key, on=on)
    assert (found.joined, found.in_force, found.signatories, found.neither) == (0, 0, 0, 197)
    assert parties(key, on=on) == set()
    assert {row.standing.status for row in status_rows(key, on=on).values()} == {"neither"}
    assert status.statuses(treaty(key), on=day(on), viewer=PUBLIC) == {}


def test_before_the_first_vote_there_is_no_table():
    table = vote_table(on="2015-12-06")
    assert (table.roll_calls, table.rows) == ([], [])


def test_last_day_of_the_calendar_is_a_day():
    assert counts(on="9999-12-31").joined == 112
