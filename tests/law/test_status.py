from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from tests.law.cases import (
    IN_FORCE_SINCE,
    RULES,
    act,
    acts,
    days,
    every_day,
    histories,
    in_force_days,
    treaty_keys,
)
from tests.law.test_entry_into_force import CCM_FIRST_THIRTY, CCM_NEXT_EIGHT

from accede.law.status import Span, Standing, spans, standing_on
from accede.law.terms import Status

LITHUANIA = [
    act("signature", "2008-12-03"),
    act("ratification", "2011-03-24"),
    act("provisional_application", "2011-03-24"),
    act("withdrawal", "2024-09-06"),
]
VANUATU = [act("accession", "2025-09-05")]
RUSSIA_CTBT = [
    act("signature", "1996-09-24"),
    act("ratification", "2000-06-30"),
    act("revocation", "2023-11-03"),
]
GAMBIA_ROME = [
    act("signature", "1998-12-04"),
    act("ratification", "2002-06-28"),
    act("withdrawal", "2016-11-10"),
    act("revocation", "2017-02-10"),
]


def on_day(actions, day, key="ccm"):
    return standing_on(
        actions, rules=RULES[key], treaty_entry_into_force=IN_FORCE_SINCE[key], on=date.fromisoformat(day)
    )


def all_spans(actions, key="ccm"):
    return spans(actions, rules=RULES[key], treaty_entry_into_force=IN_FORCE_SINCE[key])


def test_a_state_without_acts_is_neither():
    assert on_day([], "2026-01-01") == Standing()
    assert all_spans([]) == []


@pytest.mark.parametrize(
    ("day", "status", "in_force", "former_party"),
    [
        ("2008-12-02", Status.NEITHER, False, False),
        ("2008-12-03", Status.SIGNATORY, False, False),
        ("2011-03-23", Status.SIGNATORY, False, False),
        ("2011-03-24", Status.PARTY, False, False),
        ("2011-08-31", Status.PARTY, False, False),
        ("2011-09-01", Status.PARTY, True, False),
        ("2024-09-06", Status.PARTY, True, False),
        ("2025-03-05", Status.PARTY, True, False),
        ("2025-03-06", Status.NEITHER, False, True),
    ],
)
def test_standing_of_lithuania_towards_the_ccm(day, status, in_force, former_party):
    standing = on_day(LITHUANIA, day)
    assert (standing.status, standing.in_force, standing.former_party) == (status, in_force, former_party)


def test_standing_keeps_the_dates_of_a_former_party_as_history():
    assert on_day(LITHUANIA, "2026-01-01") == Standing(
        status=Status.NEITHER,
        former_party=True,
        signature_date=date(2008, 12, 3),
        consent_means="ratification",
        consent_date=date(2011, 3, 24),
        entry_into_force_date=date(2011, 9, 1),
        withdrawal_notice_date=date(2024, 9, 6),
        withdrawal_effective_date=date(2025, 3, 6),
    )


def test_spans_of_lithuania_follow_each_other():
    assert all_spans(LITHUANIA) == [
        Span(Status.SIGNATORY, False, False, date(2008, 12, 3), date(2011, 3, 24)),
        Span(Status.PARTY, False, False, date(2011, 3, 24), date(2011, 9, 1)),
        Span(Status.PARTY, True, False, date(2011, 9, 1), date(2025, 3, 6)),
        Span(Status.NEITHER, False, True, date(2025, 3, 6), None),
    ]


def test_provisional_application_makes_no_party_and_ends_with_entry_into_force():
    only_provisional = [act("signature", "2008-12-03"), act("provisional_application", "2009-01-01")]
    standing = on_day(only_provisional, "2011-01-01")
    assert (standing.status, standing.provisional) == (Status.SIGNATORY, True)
    assert on_day(LITHUANIA, "2011-08-31").provisional
    assert not on_day(LITHUANIA, "2011-09-01").provisional


def test_provisional_application_begins_on_the_day_it_names():
    declared = [act("provisional_application", "2009-01-01", effective="2009-06-01")]
    assert not on_day(declared, "2009-05-31").provisional
    assert on_day(declared, "2009-06-01").provisional


@pytest.mark.parametrize(
    ("key", "notice", "effective"),
    [
        ("ccm", "2024-09-06", "2025-03-06"),  # Lithuania
        ("apmbc", "2025-07-10", "2026-01-10"),  # Finland
        ("apmbc", "2025-06-27", "2025-12-27"),  # Estonia, Latvia, Lithuania
        ("apmbc", "2025-08-20", "2026-02-20"),  # Poland
        ("rome", "2016-10-27", "2017-10-27"),  # Burundi
        ("rome", "2018-03-17", "2019-03-17"),  # Philippines
    ],
)
def test_withdrawal_takes_effect_as_the_depositary_counted(key, notice, effective):
    history = [act("consent_unspecified", "2003-01-01"), act("withdrawal", notice)]
    before = date.fromisoformat(effective) - timedelta(days=1)
    assert on_day(history, before.isoformat(), key).status is Status.PARTY
    standing = on_day(history, effective, key)
    assert (standing.status, standing.former_party) == (Status.NEITHER, True)
    assert standing.withdrawal_effective_date == date.fromisoformat(effective)


def test_withdrawal_takes_effect_on_the_day_that_the_depositary_states():
    delayed = [act("accession", "2012-01-01"), act("withdrawal", "2024-09-06", effective="2027-01-01")]
    assert on_day(delayed, "2026-12-31").status is Status.PARTY
    assert on_day(delayed, "2027-01-01").former_party


def test_withdrawal_of_a_state_that_is_not_party_has_no_effect():
    assert on_day([*LITHUANIA[:1], act("withdrawal", "2009-01-01")], "2026-01-01").status is Status.SIGNATORY


def test_second_notice_does_not_move_the_first():
    twice = [*LITHUANIA, act("withdrawal", "2025-01-01")]
    assert on_day(twice, "2025-02-01").withdrawal_effective_date == date(2025, 3, 6)


def test_state_that_left_may_join_again():
    again = [*LITHUANIA, act("accession", "2030-01-15")]
    assert on_day(again, "2030-01-14").former_party
    assert on_day(again, "2030-07-01") == Standing(
        status=Status.PARTY,
        in_force=True,
        consent_means="accession",
        consent_date=date(2030, 1, 15),
        entry_into_force_date=date(2030, 7, 1),
    )


def test_state_that_left_may_sign_again_where_the_treaty_is_open():
    again = [act("accession", "2021-01-01"), act("withdrawal", "2022-01-01"), act("signature", "2025-01-01")]
    standing = on_day(again, "2025-01-01", "tpnw")
    assert (standing.status, standing.former_party) == (Status.SIGNATORY, False)
    assert standing.consent_date is None


def test_consent_taken_back_before_entry_into_force_leaves_a_signatory():
    assert on_day(RUSSIA_CTBT, "2023-11-02", "ctbt").status is Status.PARTY
    assert on_day(RUSSIA_CTBT, "2023-11-03", "ctbt") == Standing(
        status=Status.SIGNATORY, signature_date=date(1996, 9, 24)
    )


def test_accession_taken_back_before_entry_into_force_leaves_nothing():
    taken_back = [act("accession", "2025-09-05"), act("revocation", "2026-02-28")]
    assert on_day(taken_back, "2026-03-01") == Standing()
    assert [span.status for span in all_spans(taken_back)] == [Status.PARTY, Status.NEITHER]


def test_notice_of_withdrawal_taken_back_in_time_leaves_a_party():
    assert on_day(GAMBIA_ROME, "2017-02-09", "rome").withdrawal_effective_date == date(2017, 11, 10)
    standing = on_day(GAMBIA_ROME, "2018-01-01", "rome")
    assert (standing.status, standing.in_force) == (Status.PARTY, True)
    assert standing.withdrawal_notice_date is None


@pytest.mark.parametrize(
    ("history", "status"),
    [
        ([*VANUATU, act("revocation", "2026-03-01")], Status.PARTY),  # in force: only withdrawal is left
        ([*LITHUANIA, act("revocation", "2025-03-06")], Status.NEITHER),  # it has left already
    ],
)
def test_revocation_too_late_has_no_effect(history, status):
    assert on_day(history, "2026-06-01").status is status


def test_succession_is_in_force_from_its_notification_or_from_the_day_the_depositary_states():
    montenegro = [act("succession", "2006-10-23")]
    assert on_day(montenegro, "2006-10-23", "apmbc").entry_into_force_date == date(2006, 10, 23)
    south_sudan = [act("succession", "2011-11-11", effective="2011-07-09")]
    assert on_day(south_sudan, "2011-11-10", "apmbc") == Standing()
    assert on_day(south_sudan, "2011-11-11", "apmbc").entry_into_force_date == date(2011, 7, 9)
    assert on_day(montenegro, "2006-10-23", "ctbt").entry_into_force_date is None


def test_definitive_signature_binds_and_is_a_signature():
    standing = on_day([act("definitive_signature", "2009-01-01")], "2009-01-01")
    assert (standing.status, standing.consent_means) == (Status.PARTY, "definitive_signature")
    assert standing.signature_date == standing.consent_date == date(2009, 1, 1)


def test_second_consent_does_not_move_the_first():
    standing = on_day([*VANUATU, act("ratification", "2025-10-01")], "2026-01-01")
    assert (standing.consent_means, standing.consent_date) == ("accession", date(2025, 9, 5))


def test_signature_and_ratification_of_one_day_are_read_in_that_order():
    norway = [act("ratification", "2008-12-03"), act("signature", "2008-12-03")]
    standing = on_day(norway, "2008-12-03")
    assert (standing.status, standing.signature_date) == (Status.PARTY, date(2008, 12, 3))


def test_joined_and_in_force_are_two_counts_on_1_august_2010():
    deposits = [*CCM_FIRST_THIRTY, *CCM_NEXT_EIGHT, "2010-05-28"]  # Fiji and Lesotho on one day
    standings = [on_day([act("ratification", day)], "2010-08-01") for day in deposits]
    assert sum(standing.status is Status.PARTY for standing in standings) == 38
    assert sum(standing.in_force for standing in standings) == 30


def test_joined_and_in_force_are_two_counts_for_vanuatu():
    joined = on_day(VANUATU, "2026-02-01")
    assert (joined.status, joined.in_force) == (Status.PARTY, False)
    assert joined.entry_into_force_date == date(2026, 3, 1)
    assert on_day(VANUATU, "2026-03-01").in_force


def test_unknown_kind_of_act_is_refused():
    with pytest.raises(ValueError, match="not a valid ActionKind"):
        on_day([act("approbation", "2010-01-01")], "2011-01-01")


@given(histories, treaty_keys, in_force_days, days)
def test_status_is_total_and_disjoint_on_every_day(history, key, in_force_since, on):
    standing = standing_on(history, rules=RULES[key], treaty_entry_into_force=in_force_since, on=on)
    assert [standing.status is status for status in Status].count(True) == 1
    assert not standing.in_force or standing.status is Status.PARTY
    assert not standing.former_party or standing.status is Status.NEITHER
    assert not (standing.provisional and standing.in_force)
    assert (standing.consent_date is None) == (standing.consent_means is None)


@given(histories, acts(), treaty_keys, in_force_days, days)
def test_a_later_act_never_changes_an_earlier_day(history, later, key, in_force_since, on):
    if later.action_date <= on:
        on = later.action_date - timedelta(days=1)
    seen = {"rules": RULES[key], "treaty_entry_into_force": in_force_since, "on": on}
    assert standing_on([*history, later], **seen) == standing_on(history, **seen)


@given(histories, treaty_keys, in_force_days, days)
def test_withdrawal_never_takes_effect_before_its_notice(history, key, in_force_since, on):
    standing = standing_on(history, rules=RULES[key], treaty_entry_into_force=in_force_since, on=on)
    if standing.withdrawal_notice_date is None:
        assert standing.withdrawal_effective_date is None
    else:
        assert standing.consent_date <= standing.withdrawal_notice_date <= standing.withdrawal_effective_date


@settings(max_examples=40, deadline=None)
@given(histories, treaty_keys, in_force_days)
def test_spans_agree_with_standing_on_every_day(history, key, in_force_since):
    law = {"rules": RULES[key], "treaty_entry_into_force": in_force_since}
    found = spans(history, **law)
    for earlier, later in pairwise(found):
        assert earlier.until_date == later.from_date > earlier.from_date
    assert all(span.until_date is None for span in found[-1:])
    for day in every_day:
        covering = [s for s in found if s.from_date <= day and (s.until_date is None or day < s.until_date)]
        status = covering[0] if covering else Standing()
        standing = standing_on(history, on=day, **law)
        assert (status.status, status.in_force, status.former_party) == (
            standing.status,
            standing.in_force,
            standing.former_party,
        )
