"""What a day begins with: silent States, what came in, what is missing, what is open."""

from datetime import UTC, date, datetime

import pytest
from tests.access import cast
from tests.outreach.reading import SECRET, asked, by, campaign, log, state
from tests.reading import treaty

from accede.access import actions as access
from accede.access.roles import Attribution, Confidentiality
from accede.outreach import actions
from accede.outreach.models import Contact, Pledge
from accede.outreach.queries.arrivals import arrivals
from accede.outreach.queries.gaps import gaps
from accede.outreach.queries.open_work import open_by_state
from accede.outreach.queries.silence import SILENT_AFTER_WEEKS, silent_states
from accede.targeting import queries as targeting

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SINCE = datetime(2026, 10, 1, tzinfo=UTC)


def silent(who="coordinator_a", **more):
    how = asked(who)
    targets = targeting.targets(treaty(), **how)
    del how["language"]
    return {row.iso3: row for row in silent_states(campaign(), targets, **more, **how)}


def missing_for(who):
    return gaps(campaign(), targeting.targets(treaty(), **asked(who)), **asked(who))


def came_in(who="coordinator_a", since=SINCE):
    return [
        (row.kind, row.name)
        for row in arrivals(campaign(), since=since, viewer=cast.viewer(who), language="en")
    ]


def test_a_state_is_silent_after_so_many_weeks():
    log(held_on=date(2026, 7, 13))  # twelve weeks before the day that is asked for
    log(held_on=date(2026, 7, 14), state=state("UGA"))
    found = silent()
    assert (found["KEN"].last, found["KEN"].weeks) == (date(2026, 7, 13), SILENT_AFTER_WEEKS)
    assert "UGA" not in found
    assert found["JAM"].last is None
    assert "FRA" not in found  # a Party is no target
    assert "KEN" not in silent(weeks=13)
    assert list(found)[-1] == "KEN"  # whom nobody ever spoke with comes first


def test_what_one_may_not_know_of_breaks_no_silence():
    log(confidentiality=Confidentiality.COORDINATORS)
    log(state=state("UGA"), attribution=Attribution.CHATHAM_HOUSE)
    assert not {"KEN", "UGA"} & set(silent())
    assert set(silent("coordinator_b")) >= {"UGA"}
    assert "KEN" not in silent("coordinator_b")
    assert {"KEN", "UGA"} <= set(silent("support_unit_officer"))
    assert {"KEN", "UGA"} <= set(silent("observer"))


def test_it_says_who_looks_after_a_silent_state():
    actions.assign_states(campaign=campaign(), states=[state()], person=cast.coordinator_b(), **by())
    assert (silent()["KEN"].person, silent()["KEN"].person_name) == (
        cast.coordinator_b().pk,
        "Coordinator B",
    )


def test_what_came_in_is_what_one_may_see():
    log()
    actions.add_contact(
        campaign=campaign(),
        state=state("UGA"),
        place=Contact.Place.GENEVA,
        name="A counsellor",
        confidentiality=Confidentiality.PARTNERS,
        **by(),
    )
    assert came_in() == [("contact", "Uganda"), ("exchange", "Kenya")]
    assert came_in("cmc_partner") == [("contact", "Uganda")]
    assert came_in("observer") == []
    assert came_in(since=datetime(2026, 10, 6, tzinfo=UTC)) == []


def test_what_came_in_gives_nobody_away():
    log(said=SECRET, attribution=Attribution.CHATHAM_HOUSE)
    assert came_in("coordinator_b") == [("exchange", "")]
    (row,) = arrivals(campaign(), since=SINCE, viewer=cast.viewer("coordinator_b"), language="en")
    assert (row.iso3, row.by_name) == ("", "")


def test_what_was_confined_since_did_not_come_in():
    exchange = log()
    access.classify(record=exchange, confidentiality=Confidentiality.COORDINATORS, **by())
    assert came_in("support_unit_officer") == []
    assert came_in("coordinator_b") == [("exchange", "Kenya")]


def test_gaps_are_those_of_target_states():
    before = missing_for("coordinator_a")
    assert ("KEN", "Kenya") in {place: missing for place, _label, missing in before.without_contact}["geneva"]
    assert {iso3 for iso3, _name in before.without_reason} & {"CYP", "FRA"} == set()
    assert "ccw-apii" in {each.key for each in before.stale}
    actions.add_contact(
        campaign=campaign(),
        state=state(),
        place=Contact.Place.GENEVA,
        name="A counsellor",
        confidentiality=Confidentiality.COORDINATORS,
        **by(),
    )

    def missing(who):
        found = missing_for(who).without_contact
        return {iso3 for place, _label, rows in found if place == "geneva" for iso3, _name in rows}

    assert "KEN" not in missing("coordinator_b")
    assert "KEN" in missing("cmc_partner")


def test_open_work_is_counted_by_state():
    mine = actions.NextStep(what="Send it.", assignee=cast.coordinator_a(), due_on=date(2026, 10, 1))
    log(said="Later.", follow_ups=[mine], pledges=[actions.Promise(side=Pledge.Side.US, text="A visit.")])
    log(said="No.", state=state("UGA"), follow_ups=[mine], attribution=Attribution.CHATHAM_HOUSE)

    def told(who):
        return [
            (row.iso3, row.steps, row.steps_overdue, row.pledges, row.pledges_overdue)
            for row in open_by_state(campaign(), **asked(who))
        ]

    assert told("coordinator_a") == [("KEN", 1, 1, 1, 0), ("UGA", 1, 1, 0, 0)]
    assert told("coordinator_b") == [("KEN", 1, 1, 1, 0)]
    assert told("cmc_partner") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_as_many_queries_however_much_there_is(rows, django_assert_num_queries):
    for _ in range(rows):
        log()
    viewer = cast.viewer("coordinator_a")
    with django_assert_num_queries(4):
        arrivals(campaign(), since=SINCE, viewer=viewer, language="en")
    with django_assert_num_queries(3):
        silent_states(campaign(), [], on=date(2026, 10, 5), viewer=viewer)
