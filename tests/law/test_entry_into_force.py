from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.cases import IN_FORCE_SINCE, RULES, TREATIES, treaty_keys

from accede.law.entry_into_force import (
    computed_treaty_entry_into_force,
    date_after,
    state_entry_into_force,
    treaty_entry_into_force,
)
from accede.law.rules import Wait, WaitKind

# The thirty instruments that brought the CCM into force, and the eight that followed before it was.
CCM_FIRST_THIRTY = [
    *["2008-12-03"] * 4,  # Ireland, Norway, Sierra Leone, Holy See: signed and ratified on one day
    *["2009-03-18", "2009-04-02", "2009-05-06", "2009-06-02", "2009-06-16", "2009-06-17", "2009-07-08"],
    *["2009-07-10", "2009-07-10", "2009-07-14", "2009-08-12", "2009-08-17", "2009-08-19", "2009-09-24"],
    *["2009-09-24", "2009-09-25", "2009-09-25", "2009-10-07", "2009-10-08", "2009-11-02", "2009-12-22"],
    *["2009-12-22", "2010-01-25", "2010-02-12", "2010-02-16", "2010-02-16"],
]
CCM_NEXT_EIGHT = {
    "2010-04-28": "2010-10-01",  # Samoa
    "2010-05-04": "2010-11-01",  # United Kingdom
    "2010-05-11": "2010-11-01",  # Ecuador
    "2010-05-20": "2010-11-01",  # Seychelles
    "2010-05-28": "2010-11-01",  # Fiji, and Lesotho
    "2010-06-30": "2010-12-01",  # Mali
    "2010-07-28": "2011-01-01",  # Comoros
}

# Deposits on record with their entry into force as the depositary, the support units or a Party's own collection
# published it.
PUBLISHED = [
    ("ccm", "2008-12-03", "2010-08-01"),  # Norway
    ("ccm", "2010-02-16", "2010-08-01"),  # Burkina Faso, Moldova: the thirtieth
    *[("ccm", deposit, in_force) for deposit, in_force in CCM_NEXT_EIGHT.items()],
    ("ccm", "2011-03-24", "2011-09-01"),  # Lithuania
    ("ccm", "2012-09-26", "2013-03-01"),  # Peru
    ("ccm", "2018-03-01", "2018-09-01"),  # Sri Lanka: deposit on a first day of a month
    ("ccm", "2019-01-03", "2019-07-01"),  # Philippines
    ("ccm", "2023-02-28", "2023-08-01"),  # Nigeria
    ("ccm", "2023-08-03", "2024-02-01"),  # South Sudan
    ("ccm", "2025-09-05", "2026-03-01"),  # Vanuatu
    ("apmbc", "1998-09-16", "1999-03-01"),  # Burkina Faso: the fortieth
    ("apmbc", "1998-09-21", "1999-03-01"),
    ("apmbc", "2012-01-09", "2012-07-01"),  # Finland
    ("apmbc", "2012-12-27", "2013-06-01"),  # Poland
    ("ccw", "1982-02-11", "1983-12-02"),  # Mexico
    ("ccw", "2000-04-20", "2000-10-20"),  # Estonia
    ("att", "2014-09-25", "2014-12-24"),  # the fiftieth
    ("tpnw", "2020-10-24", "2021-01-22"),  # Honduras: the fiftieth
    ("tpnw", "2020-12-11", "2021-03-11"),  # Benin: after the fiftieth, before entry into force
    ("cwc", "1994-05-11", "1997-04-29"),  # Albania
    ("cwc", "1997-04-28", "1997-04-29"),  # Bahrain: within 30 days, and yet with the treaty itself
    ("cwc", "1997-11-03", "1997-12-03"),  # Iran
    ("cwc", "2000-02-29", "2000-03-30"),  # Azerbaijan
    ("cwc", "2005-08-18", "2005-09-17"),  # Bhutan
    ("cwc", "2015-09-16", "2015-10-16"),  # Angola
    ("rome", "2002-04-11", "2002-07-01"),  # the sixtieth
    ("rome", "2004-09-21", "2004-12-01"),  # Burundi
    ("rome", "2011-08-30", "2011-11-01"),  # Philippines
    ("rome", "2015-01-02", "2015-04-01"),  # State of Palestine
]


@pytest.mark.parametrize(("key", "deposit", "in_force"), PUBLISHED)
def test_state_entry_into_force_is_the_published_one(key, deposit, in_force):
    computed = state_entry_into_force(
        date.fromisoformat(deposit), rules=RULES[key], treaty_entry_into_force=IN_FORCE_SINCE[key]
    )
    assert computed == date.fromisoformat(in_force)


@pytest.mark.parametrize(
    ("key", "deposit_that_sufficed"),
    [
        ("ccm", "2010-02-16"),
        ("apmbc", "1998-09-16"),
        ("ccw", "1983-06-02"),
        ("ccw-apii", "1998-06-03"),
        ("ccw-piv", "1998-01-30"),
        ("ccw-pv", "2006-05-12"),
        ("ccw-art1", "2003-11-18"),
        ("att", "2014-09-25"),
        ("tpnw", "2020-10-24"),
        ("cwc", "1996-10-31"),
        ("rome", "2002-04-11"),
    ],
)
def test_treaty_entry_into_force_follows_from_the_deposit_that_sufficed(key, deposit_that_sufficed):
    rules = RULES[key]
    day = date.fromisoformat(deposit_that_sufficed)
    deposits = [day] * rules.entry_into_force.threshold
    assert computed_treaty_entry_into_force(deposits, rules=rules) == IN_FORCE_SINCE[key]


def test_ccm_enters_into_force_by_its_thirtieth_instrument():
    deposits = [date.fromisoformat(day) for day in CCM_FIRST_THIRTY]
    assert len(deposits) == 30
    assert computed_treaty_entry_into_force(deposits, rules=RULES["ccm"]) == date(2010, 8, 1)
    assert computed_treaty_entry_into_force(deposits[1:], rules=RULES["ccm"]) is None
    later = [date.fromisoformat(day) for day in CCM_NEXT_EIGHT]
    assert computed_treaty_entry_into_force(later + deposits, rules=RULES["ccm"]) == date(2010, 8, 1)


@pytest.mark.parametrize("key", ["bwc", "npt", "ctbt"])
def test_dates_alone_do_not_tell_where_certain_states_must_be_among_them(key):
    assert not RULES[key].entry_into_force.follows_from_dates_alone
    deposits = [date(1970, 1, 1)] * 200
    assert computed_treaty_entry_into_force(deposits, rules=RULES[key]) is None
    assert treaty_entry_into_force(deposits, rules=RULES[key]) == IN_FORCE_SINCE[key]


def test_treaty_entry_into_force_not_before_the_day_that_the_treaty_names():
    deposits = [date(1993, 2, 1)] * 65
    assert computed_treaty_entry_into_force(deposits, rules=RULES["cwc"]) == date(1995, 1, 13)


def test_treaty_not_in_force_is_in_force_for_nobody():
    assert (
        state_entry_into_force(date(1996, 10, 10), rules=RULES["ctbt"], treaty_entry_into_force=None) is None
    )


def test_treaties_not_in_force_are_the_ctbt():
    assert [key for key in TREATIES if IN_FORCE_SINCE[key] is None] == ["ctbt"]


waits = st.builds(Wait, kind=st.sampled_from(WaitKind), n=st.integers(1, 400), article=st.just("1"))
deposit_days = st.dates(date(1960, 1, 1), date(2100, 1, 1))


@given(waits, deposit_days)
def test_a_wait_never_ends_before_the_deposit(wait, deposited):
    assert date_after(wait, deposited=deposited) >= deposited


@given(waits, deposit_days, deposit_days)
def test_who_deposits_earlier_never_waits_until_later(wait, one, other):
    earlier, later = sorted([one, other])
    assert date_after(wait, deposited=earlier) <= date_after(wait, deposited=later)


@given(st.integers(1, 60), st.sampled_from(["nth_month_first", "month_after_n_days"]), deposit_days)
def test_first_of_month_rules_yield_a_first_day(n, kind, deposited):
    assert date_after(Wait(WaitKind(kind), n, "1"), deposited=deposited).day == 1


@given(treaty_keys, deposit_days, st.none() | deposit_days)
def test_in_force_for_a_state_never_before_its_deposit_nor_before_the_treaty(key, deposited, in_force_since):
    begins = state_entry_into_force(deposited, rules=RULES[key], treaty_entry_into_force=in_force_since)
    if in_force_since is None:
        assert begins is None
    else:
        assert begins >= max(deposited, in_force_since)
