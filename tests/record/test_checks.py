"""Each rule of `accede check` is broken once, and says what is wrong, and where."""

from datetime import date

import pytest
from tests.factories.record import TreatyActionFactory
from tests.reading import treaty

from accede.evidence import checks as evidence_checks
from accede.record import checks
from accede.record.actions import rebuild_spans
from accede.record.models import PublishedCount, RollCall, State, StatusSpan, TreatyAction, Vote
from accede.toolkit import checks as toolkit_checks

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 29)  # that of the edition: what is known to its year stands no later


def problems(rule):
    return list(checks.RULES[rule](ON))


def record(kind, iso3, day, **more):
    """A new action towards the CCM, and the spans that follow from it."""
    TreatyActionFactory(
        treaty=treaty(), state_id=iso3, kind=kind, action_date=date.fromisoformat(day), **more
    )
    rebuild_spans(treaty=treaty())


def test_shipped_record_is_without_a_problem():
    assert list(checks.problems(on=ON)) == []


def test_no_rule_is_left_out_below():
    tested = {
        "States",
        "published counts",
        "adoption",
        "future",
        "signature window",
        "Party once",
        "signature before ratification",
        "membership",
        "vote totals",
        "derived spans",
    }
    with_tests_of_their_own = {*evidence_checks.RULES, *toolkit_checks.RULES}
    assert set(checks.RULES) - with_tests_of_their_own == tested


def test_states_are_197():
    State.objects.create(iso3="XXX", iso2="XX", m49=999, un_standing="none", capital="")
    assert problems("States") == ["198 States are on record, not 197"]


def test_counts_are_held_against_published_ones():
    published = PublishedCount.objects.get(treaty="ccm", on_date=date(2025, 3, 6))
    published.count = 113
    published.save()
    publisher = published.source.publisher
    assert problems("published counts") == [
        f"ccm on 2025-03-06: {publisher} published 113 parties, the record gives 111"
    ]


def test_count_known_to_be_newer_than_the_record_is_not_held_against_it():
    assert PublishedCount.objects.filter(known_stale=True).count() == 2
    PublishedCount.objects.update(known_stale=True, count=0)
    assert problems("published counts") == []


def test_nothing_happens_before_adoption():
    record("accession", "MNG", "2008-05-29")
    assert problems("adoption") == ["ccm: accession of MNG on 2008-05-29, before the adoption on 2008-05-30"]


def test_nothing_is_still_to_come():
    record("accession", "MNG", "2026-11-30")
    assert problems("future") == ["ccm: accession of MNG on 2026-11-30 is still to come"]


@pytest.mark.parametrize(
    ("day", "given"), [("2010-08-01", "2010-08-01"), ("2008-12-02", "2008-12-02"), ("2011-12-31", "2011")]
)
def test_signature_falls_into_the_window(day, given):
    record("signature", "MNG", day, date_given=given)
    assert problems("signature window") == [
        f"ccm: signature of MNG on {day}, outside the signature window of article 15"
    ]


@pytest.mark.parametrize("given", ["2010-12-31", "2008-12-31"])
def test_signature_of_which_only_the_year_is_known_may_fall_into_the_window(given):
    record("signature", "MNG", given, date_given=given[:4])
    assert problems("signature window") == []


def test_party_consents_once():
    record("accession", "VUT", "2026-01-15")
    assert problems("Party once") == ["ccm: accession of VUT on 2026-01-15, though Party since 2025-09-05"]


def test_party_that_left_may_consent_again():
    record("accession", "LTU", "2026-01-15")
    assert problems("Party once") == []


def test_corrected_consent_does_not_count_twice():
    wrong = TreatyAction.objects.get(treaty="ccm", state="VUT", kind="accession")
    record("accession", "VUT", "2025-09-05", corrects=wrong)
    assert list(checks.problems(on=ON)) == []


def test_signature_comes_before_ratification():
    action = TreatyAction.objects.get(treaty="ccm", state="NGA", kind="ratification")
    TreatyAction.objects.filter(pk=action.pk).update(action_date=date(2009, 1, 1))
    signed = TreatyAction.objects.get(treaty="ccm", state="NGA", kind="signature").action_date
    assert problems("signature before ratification") == [
        f"ccm: ratification of NGA on 2009-01-01, before its signature on {signed}"
    ]


@pytest.mark.parametrize("iso3", ["NIU", "SSD"])
def test_only_members_vote(iso3):
    State.objects.filter(pk="SSD").update(un_member_since=2020)
    call = RollCall.objects.get(body="plenary", year=2019)
    Vote.objects.filter(roll_call=call, state=iso3).delete()
    Vote.objects.filter(state="SSD").exclude(roll_call=call).delete()
    Vote.objects.create(roll_call=call, state_id=iso3, choice="yes")
    assert f"{iso3} voted on A/RES/74/62 in 2019, not being a Member" in problems("membership")


def test_votes_add_up_to_the_totals():
    call = RollCall.objects.get(body="plenary", year=2019)
    call.votes.filter(state="AFG").update(choice="no")
    assert problems("vote totals") == [
        "A/RES/74/62 in plenary: 143 States yes, the published total is 144",
        "A/RES/74/62 in plenary: 2 States no, the published total is 1",
    ]


def test_spans_are_those_derived():
    StatusSpan.objects.get(treaty="ccm", state="VUT", in_force=True).delete()
    assert problems("derived spans") == ["ccm: the span of VUT from 2026-03-01 is derived, not stored"]
