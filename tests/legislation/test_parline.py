"""Parliaments from Parline: shown, brought in, told anew, taken back."""

import json
from datetime import date

import pytest
from tests.record.imports.bringing import apply, counts, export, found, preview, undo
from tests.record.readers.reading import FIXTURES

from accede.access.viewer import PUBLIC
from accede.legislation.models import Chamber, Election, Parliament
from accede.legislation.queries import parliaments
from accede.record.models import State

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ON = date(2026, 11, 24)


def changed(path, change):
    """The fixture's answer, with something in it otherwise."""
    answer = json.loads(FIXTURES["parline"].read_text(encoding="utf-8"))
    change({entry["id"]: entry["attributes"] for entry in answer["data"]}, answer)
    path.write_text(json.dumps(answer), encoding="utf-8")
    return path


def kenya(on=ON):
    return parliaments.parliament(State.objects.get(pk="KEN"), on=on, viewer=PUBLIC, language="fr")


def test_a_preview_shows_what_is_new_and_changes_nothing():
    outcome = preview("parline")

    assert counts(outcome) == {"new": 4, "refused": 1}
    assert found(outcome, "new")[1:3] == [
        ("KEN", "chamber KE-LC01", "", "National Assembly (lower, 350 members)"),
        ("KEN", "chamber KE-UC01", "", "Senate (upper, 68 members)"),
    ]
    assert outcome.plan.findings[-1].in_file == "XZ"
    assert kenya() is None


def test_a_parliament_stands_as_it_was_told_with_the_elections_around_the_day():
    apply("parline")

    found = kenya()
    assert (found.name, found.structure_label, found.source.publisher) == (
        "Parlement",
        "two chambers",
        "Inter-Parliamentary Union",
    )
    lower, upper = found.chambers
    assert (lower.name, lower.members, lower.last_election, lower.next_election, lower.near) == (
        *("Assemblée nationale", 350),
        *(date(2022, 8, 9), date(2027, 8, 10), False),
    )
    assert (upper.name, upper.last_election, upper.next_election) == ("Senate", None, None)


@pytest.mark.parametrize(("on", "near"), [(date(2027, 2, 10), False), (date(2027, 2, 12), True)])
def test_an_election_within_half_a_year_is_near(on, near):
    apply("parline")

    assert kenya(on).chambers[0].near is near


def test_the_same_file_again_says_nothing_new():
    apply("parline")
    again = apply("parline")

    assert counts(again) == {"unchanged": 4, "refused": 1}
    assert again.batch is None


def test_what_is_told_otherwise_takes_the_place_until_it_is_taken_back(tmp_path):
    apply("parline")

    def dissolved(attributes, _answer):
        attributes["KE-LC01"]["is_suspended_chamber"]["value"] = True

    second = apply("parline", changed(tmp_path / "later.json", dissolved))
    assert counts(second) == {"changed": 1, "unchanged": 3, "refused": 1}
    assert found(second, "changed") == [
        (
            "KEN",
            "chamber KE-LC01",
            "National Assembly (lower, 350 members)",
            "National Assembly (lower, 350 members, suspended)",
        )
    ]
    assert kenya().chambers[0].suspended

    undo(second.batch)
    assert not kenya().chambers[0].suspended


def test_a_file_that_is_taken_back_leaves_no_trace():
    before = export()
    batch = apply("parline").batch

    undo(batch)

    assert export() == before
    assert [model.objects.count() for model in (Parliament, Chamber, Election)] == [0, 0, 0]


def test_a_code_that_stands_twice_is_stopped(tmp_path):
    def doubled(_attributes, answer):
        answer["data"].append(answer["data"][1])

    outcome = preview("parline", changed(tmp_path / "twice.json", doubled))

    assert [(finding.line, finding.why) for finding in outcome.plan.findings[-1:]] == [
        (6, "it stands in the file twice")
    ]


def test_a_code_of_no_state_can_be_given_one():
    outcome = apply("parline", aliases={"XZ": "NIU"})

    assert counts(outcome) == {"new": 5}
    assert Chamber.objects.get(code="XZ-LC01").state_id == "NIU"


@pytest.mark.parametrize("elections", [1, 3])
def test_more_elections_take_no_more_queries(tmp_path, django_assert_num_queries, elections):
    def more(_attributes, answer):
        held = answer["data"][3]
        answer["data"] += [held | {"id": f"KE-LC01-E200{number}0101"} for number in range(elections)]

    apply("parline", changed(tmp_path / "more.json", more))
    state = State.objects.get(pk="KEN")

    with django_assert_num_queries(8):
        parliaments.parliament(state, on=ON, viewer=PUBLIC, language="en")
