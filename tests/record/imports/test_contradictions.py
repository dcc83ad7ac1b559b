"""Sources that are known to disagree: the stronger stands, and the other is put down beside it."""

from datetime import date

import pytest
from tests.record.imports.bringing import TODAY, apply, counts, export, found, undo

from accede.access.viewer import PUBLIC
from accede.record import checks
from accede.record.models import Contradiction, PublishedCount, RollCall, Source
from accede.record.queries import status, treaties
from accede.record.readers.reading import FileRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ACTIONS, VOTES = "state,kind,date", "state,resolution,date,vote"

# Who says what, and what stands against it.
KNOWN = {
    "a deminer dates South Sudan by its entry into force": (
        *("press: MAG", "South Sudan,accession,2024-02-01"),
        *("SSD", "accession 2023-08-03", "accession 2024-02-01"),
    ),
    "a campaign's page is dated before the deposit it tells of": (
        *("press: a page stamped too early", "Vanuatu,accession,2025-08-24"),
        *("VUT", "accession 2025-09-05", "accession 2025-08-24"),
    ),
    "a list made from the Monitor has other days for Cabo Verde": (
        *("research: a list made from the Monitor", "Cabo Verde,ratification,2011-10-28"),
        *("CPV", "ratification 2010-10-19", "ratification 2011-10-28"),
    ),
    "the same list has another day for Guinea, that of no act at all": (
        *("research: a list made from the Monitor", "Guinea,ratification,2015-04-19"),
        *("GIN", "ratification 2014-10-21", "ratification 2015-04-19"),
    ),
    "a list of entries into force passes for one of deposits (Burundi in the Monitor of 2016)": (
        *("monitor: Cluster Munition Monitor 2016", "Burundi,ratification,2009-12-25"),
        *("BDI", "ratification 2009-09-25", "ratification 2009-12-25"),
    ),
    "a parliament's vote passes for a ratification": (
        *("press: a newspaper", "Democratic Republic of the Congo,ratification,2013-11-28"),
        *("COD", "no such action until 2026", "ratification 2013-11-28"),
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_weaker_source_does_not_move_an_action(table, case):
    source, row, iso3, stands, says = KNOWN[case]
    before = export()
    outcome = apply("table", table(ACTIONS, row), treaty="ccm", source=source)
    assert [(line[0], line[2], line[3]) for line in found(outcome, "conflict")] == [(iso3, stands, says)]
    assert counts(outcome) == {"conflicts": 1}
    assert export() == before
    kept = Contradiction.objects.get()
    assert (kept.state_id, kept.stands, kept.says, kept.source.publisher) == (
        iso3,
        stands,
        says,
        source.partition(": ")[2],
    )


def test_day_of_a_vote_in_parliament_is_no_withdrawal(table):
    """Lithuania and the APMBC: a news page gives 8 May 2025, the day of the vote, for 27 December 2025."""
    path = table("state,kind,date,effective", "Lithuania,withdrawal,,2025-05-08")
    outcome = apply("table", path, treaty="apmbc", source="press: Caliber")
    assert counts(outcome) == {"conflicts": 1}


def test_unverified_day_gives_way_to_the_depositary(table):
    outcome = apply(
        "table",
        table(ACTIONS, "South Africa,ratification,2015-05-29"),
        treaty="ccm",
        source="depositary: UNTC",
    )
    assert found(outcome, "changed") == [
        ("ZAF", "ccm ratification", "ratification 2015-05-28?", "ratification 2015-05-29")
    ]


def test_correction_of_the_means_keeps_the_more_exact_day(table):
    path = table(ACTIONS, "South Sudan,ratification,2023")
    batch = apply("table", path, treaty="ccm", source="depositary: UNTC").batch
    action = batch.actions.get()
    assert (action.kind, action.date_given, action.firmness) == ("ratification", "2023-08-03", "day")


def test_less_exact_date_that_agrees_is_no_contradiction(table):
    path = table(ACTIONS, "South Sudan,accession,2023", "Nigeria,ratification,2023-02")
    assert counts(apply("table", path, treaty="ccm", source="press: a newspaper")) == {"unchanged": 2}


def test_monitor_has_a_vote_that_the_roll_call_has_not(table):
    """Cambodia in December 2017: abstained, says the Monitor; absent, says the roll-call."""
    path = table(VOTES, "Cambodia,A/RES/72/54,2017-12-04,abstain")
    outcome = apply("table", path, source="monitor: Cluster Munition Monitor 2018")
    assert found(outcome, "conflict") == [("KHM", "A/RES/72/54", "absent", "abstain")]
    assert Contradiction.objects.get().treaty_id == "ccm"


def test_vote_that_a_data_set_lacks_stays(table):
    """Zimbabwe's no of 2016 is missing in one research data set, which has the other no."""
    path = table(VOTES, "Russian Federation,A/RES/71/45,2016-12-05,no")
    before = export()
    assert counts(apply("table", path, source="research: unvotes")) == {"unchanged": 1}
    assert export() == before
    call = RollCall.objects.get(resolution="A/RES/71/45")
    assert set(call.votes.filter(choice="no").values_list("state_id", flat=True)) == {"RUS", "ZWE"}


def test_data_set_that_counts_a_no_as_absence_contradicts(table):
    path = table(VOTES, "Zimbabwe,A/RES/71/45,2016-12-05,absent")
    outcome = apply("table", path, source="research: unvotes")
    assert found(outcome, "conflict") == [("ZWE", "A/RES/71/45", "no", "absent")]


def test_claim_of_consensus_stands_against_the_roll_call(table):
    """2018, says an article on a simulation: adopted by consensus. The roll-call: 144-1-38, Zimbabwe against."""
    path = table(VOTES, "Zimbabwe,A/RES/73/54,2018-12-05,yes", "Poland,A/RES/73/54,2018-12-05,yes")
    before = export()
    outcome = apply("table", path, source="press: an article on a simulation")
    assert found(outcome, "conflict") == [
        ("POL", "A/RES/73/54", "abstain", "yes"),
        ("ZWE", "A/RES/73/54", "no", "yes"),
    ]
    assert export() == before


def test_consensus_is_not_a_vote_of_a_state(table):
    path = table(VOTES, "Russian Federation,A/RES/73/54,2018-12-05,consensus")
    with pytest.raises(FileRefusedError) as refused:
        apply("table", path, source="press: an article on a simulation")
    assert refused.value.told(path.name).startswith(
        "table.csv, line 2, column vote: 'consensus' is not one of"
    )


@pytest.mark.parametrize(("state", "due"), [("CPV", date(2011, 9, 28)), ("GIN", date(2015, 9, 28))])
def test_day_of_the_initial_report_follows_from_the_treaty(state, due):
    """A list made from the Monitor has 28 October 2011 for Cabo Verde and 19 April 2015 for Guinea."""
    treaty = treaties.get_treaty("ccm", viewer=PUBLIC)
    on = date(2015, 5, 1)
    row = next(
        row for row in status.status_table(treaty, on=on, viewer=PUBLIC, language="en") if row.iso3 == state
    )
    assert due in {deadline.due for deadline in status.deadlines(treaty, row, on=on)}


def test_count_that_the_press_has_wrong_is_told_by_the_checks():
    """102 Parties, said a radio in August 2023; they were 112."""
    source = Source.objects.create(key="eye-radio", publisher="Eye Radio", title="A report", rank=6)
    wrong = PublishedCount.objects.create(
        treaty_id="ccm", on_date=date(2023, 8, 4), figure="parties", count=102, source=source
    )
    told = [problem for problem in checks.problems(on=TODAY) if problem.rule == "published counts"]
    assert any("102" in str(problem) and "112" in str(problem) for problem in told), wrong


def test_act_reported_of_another_treaty_says_nothing_of_this_one(table):
    """South Sudan joined "the convention on chemical weapons", said the same radio: its act towards the CCM.

    The record of the Chemical Weapons Convention does not reach to 2023, so that nothing there contradicts; the
    preview names the treaty, and of the CCM nothing changes.
    """
    before = export()
    path = table("state,kind,date,treaty", "South Sudan,accession,2023-08-03,cwc")
    outcome = apply("table", path, source="press: Eye Radio")
    assert found(outcome, "new") == [("SSD", "cwc accession", "", "accession 2023-08-03")]
    assert export() == before


def test_other_total_than_the_roll_call_is_stopped(altered):
    """2015: the Monitor counts 140 in favour, the roll-call 139."""
    other = altered("undl-csv", "A/RES/81/900", "A/RES/70/54")
    outcome = apply("undl-csv", other)
    assert [line.why for line in outcome.plan.findings if line.about == "A/RES/70/54"] == [
        "the totals on record are 139-2-40, from United Nations, Dag Hammarskjöld Library; the file has 1-0-0"
    ]


def test_yugoslavia_is_not_serbia(table):
    outcome = apply(
        "table", table(VOTES, "Yugoslavia,A/RES/44/903,1989-12-01,yes"), source="research: unvotes"
    )
    assert found(outcome, "outside") == [("", "votes", "", "Yugoslavia")]
    assert not outcome.plan.counts["conflict"]


def test_effective_day_passes_for_the_withdrawal_that_it_ends():
    """The treaties database dates a withdrawal without saying whether by its notice or its effect."""
    assert ("LTU", "ccm withdrawal") not in [
        line[:2] for line in found(apply("unoda", treaty="ccm"), "conflict")
    ]


def test_contradiction_goes_with_its_import(table):
    batch = apply("table", table(ACTIONS, "Vanuatu,accession,2025-08-24"), treaty="ccm").batch
    undo(batch)
    assert not Contradiction.objects.exists()
