from datetime import date

import pytest
from hypothesis import given
from tests.law.cases import IN_FORCE_SINCE, RULES, act, days, histories, in_force_days, treaty_keys

from accede.law.clocks import Deadline, clocks
from accede.law.status import standing_on


def clocks_on(actions, day, key="ccm"):
    on = date.fromisoformat(day)
    standing = standing_on(actions, rules=RULES[key], treaty_entry_into_force=IN_FORCE_SINCE[key], on=on)
    return clocks(standing, rules=RULES[key], on=on)


def due_dates(actions, day, key="ccm"):
    return {deadline.key: deadline.due.isoformat() for deadline in clocks_on(actions, day, key)}


@pytest.mark.parametrize(
    ("deposit", "initial_report"),
    [
        ("2023-02-28", "2024-01-28"),  # Nigeria
        ("2023-08-03", "2024-07-30"),  # South Sudan: six months would be 1 August
        ("2025-09-05", "2026-08-28"),  # Vanuatu
    ],
)
def test_initial_report_is_due_180_days_after_entry_into_force(deposit, initial_report):
    joined = [act("accession", deposit)]
    assert due_dates(joined, deposit)["initial_transparency_report"] == initial_report


def test_clocks_of_the_ccm_are_known_from_the_deposit_on():
    assert clocks_on([act("ratification", "2023-02-28")], "2023-02-28") == [
        Deadline(
            "initial_transparency_report", date(2024, 1, 28), "7(1)", recurring=False, conditional=False
        ),
        Deadline("annual_transparency_report", date(2024, 4, 30), "7(2)", recurring=True, conditional=False),
        Deadline("stockpile_destruction", date(2031, 8, 1), "3(2)", recurring=False, conditional=True),
        Deadline("clearance", date(2033, 8, 1), "4(1)(a)", recurring=False, conditional=True),
    ]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2024-04-30", "2024-04-30"),  # the last day is not yet over
        ("2024-05-01", "2025-04-30"),
        ("2026-11-23", "2027-04-30"),
    ],
)
def test_annual_report_is_the_next_one_from_the_day_asked(on, due):
    assert due_dates([act("ratification", "2023-02-28")], on)["annual_transparency_report"] == due


def test_first_parties_to_the_ccm_had_their_published_deadlines():
    assert due_dates([act("ratification", "2008-12-03")], "2010-08-01") == {
        "initial_transparency_report": "2011-01-28",
        "annual_transparency_report": "2011-04-30",
        "stockpile_destruction": "2018-08-01",
        "clearance": "2020-08-01",
    }


def test_first_parties_to_the_apmbc_had_their_published_deadlines():
    assert due_dates([act("ratification", "1998-01-01")], "1999-03-01", "apmbc") == {
        "initial_transparency_report": "1999-08-28",
        "annual_transparency_report": "2000-04-30",
        "stockpile_destruction": "2003-03-01",
        "mine_clearance": "2009-03-01",
    }


def test_clearance_of_a_successor_state_runs_from_the_day_the_depositary_states():
    south_sudan = [act("succession", "2011-11-11", effective="2011-07-09")]
    assert due_dates(south_sudan, "2011-11-11", "apmbc")["mine_clearance"] == "2021-07-09"


def test_att_reports_are_due_within_the_first_year_and_on_whole_years():
    first_parties = [act("ratification", "2014-09-25")]
    assert due_dates(first_parties, "2015-01-01", "att") == {
        "initial_report": "2015-12-23",
        "annual_report": "2016-05-31",
    }


def test_att_annual_report_covers_the_first_year_if_in_force_from_new_years_day():
    deposit_90_days_before = [act("accession", "2019-10-03")]
    assert due_dates(deposit_90_days_before, "2020-01-01", "att")["annual_report"] == "2021-05-31"


def test_tpnw_clocks_run_from_entry_into_force():
    assert due_dates([act("ratification", "2020-10-24")], "2021-01-22", "tpnw") == {
        "declarations": "2021-02-21",
        "safeguards_agreement": "2022-07-22",
    }


def test_cwc_declarations_are_due_after_30_days():
    assert due_dates([act("accession", "2015-09-16")], "2015-09-16", "cwc") == {"declarations": "2015-11-15"}


def test_no_clock_runs_for_a_signatory_nor_before_the_treaty_is_in_force():
    assert clocks_on([act("signature", "2008-12-03")], "2026-01-01") == []
    assert clocks_on([act("ratification", "2000-06-30")], "2020-01-01", "ctbt") == []


def test_notice_of_withdrawal_leaves_only_the_deadlines_before_it_takes_effect():
    leaving = [act("ratification", "2011-03-24"), act("withdrawal", "2024-09-06")]
    assert due_dates(leaving, "2024-10-01") == {
        "initial_transparency_report": "2012-02-28",
        "stockpile_destruction": "2019-09-01",
        "clearance": "2021-09-01",
    }
    assert clocks_on(leaving, "2025-03-06") == []


@given(histories, treaty_keys, in_force_days, days)
def test_deadlines_come_in_order_after_entry_into_force_and_what_recurs_is_ahead(
    history, key, in_force_since, on
):
    standing = standing_on(history, rules=RULES[key], treaty_entry_into_force=in_force_since, on=on)
    deadlines = clocks(standing, rules=RULES[key], on=on)
    assert deadlines == sorted(deadlines, key=lambda deadline: deadline.due)
    assert all(deadline.due > standing.entry_into_force_date for deadline in deadlines)
    assert all(deadline.due >= on for deadline in deadlines if deadline.recurring)
