"""The planner of a meeting: who is in the room, whom we have met, what to say to each."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.outreach.reading import AT, SECRET, asked, by, campaign, log, state

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.roles import Attribution, Confidentiality
from accede.outreach import actions
from accede.outreach.actions.approaches import edit_approach
from accede.outreach.models import PlannedMeeting, Pledge
from accede.outreach.queries.planner import planner
from accede.record.meetings import actions as meetings
from accede.record.meetings.models import Meeting

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def meeting(*attending, begins="2026-10-05", ends="2026-10-09"):
    made = meetings.add_meeting(
        name="First Committee week",
        language="en",
        kind=Meeting.Kind.UNITED_NATIONS,
        begins=begins,
        ends=ends,
        campaign=campaign(),
        **by(),
    )
    meetings.set_attendance(meeting=made, states=map(state, attending), campaign=campaign(), **by())
    return made


def plan(at_meeting, iso3="KEN", by_whom="coordinator_a", **more):
    how = {"person": cast.coordinator_a(), "confidentiality": Confidentiality.COORDINATORS_AND_ISU}
    return actions.plan_meeting(
        campaign=campaign(), meeting=at_meeting, state=state(iso3), **(how | more), **by(by_whom)
    )


def rows(at_meeting, who="coordinator_a"):
    return {row.iso3: row for row in planner(at_meeting, campaign(), **asked(who)).rows}


def test_target_states_in_the_room_are_listed_and_others_only_named():
    found = planner(meeting("KEN", "UGA", "FRA"), campaign(), **asked())
    assert [row.iso3 for row in found.rows] == ["KEN", "UGA"]  # France is a Party
    assert (found.attending, found.met, found.attendance_is_known) == (2, 0, True)
    assert "JAM" in {iso3 for iso3, _name in found.elsewhere}


def test_where_nobody_is_ticked_nobody_is_said_to_stay_away():
    found = planner(meeting(), campaign(), **asked())
    assert (found.rows, found.attendance_is_known) == ([], False)


def test_it_tells_whom_we_have_met_and_since_when():
    here = meeting("KEN", "UGA")
    log(held_on=date(2026, 3, 3))
    assert rows(here)["KEN"].last == date(2026, 3, 3)
    assert rows(here)["KEN"].met_here == []
    exchange = log(held_on=date(2026, 10, 5), meeting=here)
    found = planner(here, campaign(), **asked())
    assert found.met == 1
    assert {row.iso3: (row.last, list(row.met_here)) for row in found.rows} == {
        "KEN": (date(2026, 10, 5), [exchange.pk]),
        "UGA": (None, []),
    }


def test_it_tells_what_to_say_and_what_is_open():
    here = meeting("KEN")
    log(
        said="Later.",
        pledges=[actions.Promise(side=Pledge.Side.STATE, text="An answer in June.")],
        follow_ups=[actions.NextStep(what="Send the model law.", assignee=cast.coordinator_a())],
    )
    edit_approach(
        campaign=campaign(),
        state=state(),
        text="Ask about the bill.",
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        **by(),
    )
    row = rows(here)["KEN"]
    assert row.approach.text == "Ask about the bill."
    assert [each.text for each in row.pledges] == ["An answer in June."]
    assert [each.text for each in row.follow_ups] == ["Send the model law."]
    assert row.suggested.offers  # what the rules propose stands beside
    for who in ("cmc_partner", "observer", "administrator"):
        seen = rows(here, who)["KEN"]
        assert (seen.approach, seen.pledges, seen.follow_ups, seen.last) == (None, [], [], None)


def test_what_was_told_under_the_chatham_house_rule_is_under_no_state():
    here = meeting("KEN")
    log(said=SECRET, attribution=Attribution.CHATHAM_HOUSE, held_on=date(2026, 10, 5), meeting=here)
    assert rows(here, "coordinator_a")["KEN"].met_here
    assert rows(here, "coordinator_b")["KEN"].met_here == []


def test_a_planned_meeting_brings_a_state_into_the_planner():
    here = meeting("UGA")
    hour = datetime(2026, 10, 6, 13, 15, tzinfo=UTC)
    plan(here, planned_at=hour, note="In the lounge")
    row = rows(here)["KEN"]
    assert (row.attends, row.planned[0].at, row.planned[0].person_name) == (False, hour, "Coordinator A")
    assert row.planned[0].text == "In the lounge"
    assert set(rows(here, "cmc_partner")) == {"UGA"}


def test_met_and_taken_off():
    here = meeting("KEN", "UGA")
    first, second = plan(here), plan(here, "UGA")
    actions.mark_met(planned=first, **by())
    assert [each.met for each in rows(here)["KEN"].planned] == [True]
    with pytest.raises(ValidationError, match="took place already"):
        actions.cancel_planned(planned=first, **by())
    actions.cancel_planned(planned=second, **by())
    assert rows(here)["UGA"].planned == []
    acts = AuditEntry.objects.filter(kind="outreach.PlannedMeeting").values_list("act", flat=True)
    assert list(acts) == ["cancel planned meeting", "mark as met", "plan meeting", "plan meeting"]
    assert "In the lounge" not in str(AuditEntry.objects.values_list("changes"))


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"planned_at": datetime(2026, 10, 12, 9, 0, tzinfo=UTC)}, "On that day the meeting is not held"),
        ({"confidentiality": Confidentiality.PUBLIC}, "is public from the start"),
    ],
)
def test_what_makes_no_sense_is_refused(more, complaint):
    here = meeting("KEN")
    with pytest.raises(ValidationError, match=complaint):
        plan(here, **more)
    assert not PlannedMeeting.objects.unguarded(because="a test counts").exists()


def test_who_goes_can_read_what_is_planned():
    with pytest.raises(ValidationError, match="Campaigner may not see this"):
        plan(meeting("KEN"), person=cast.cmc_partner())


def test_nothing_is_planned_for_a_meeting_that_is_over():
    with pytest.raises(ValidationError, match="over"):
        plan(meeting("KEN", begins="2026-09-01", ends="2026-09-04"))
    assert AT.date() > date(2026, 9, 4)


@pytest.mark.parametrize("who", ["observer", "administrator", "icrc_partner"])
def test_who_logs_nothing_plans_nothing(who):
    with pytest.raises(NotAllowedError):
        plan(meeting("KEN"), by_whom=who)


@pytest.mark.parametrize("iso3s", [["KEN"], ["KEN", "UGA", "JAM"]])
def test_the_planner_takes_as_many_queries_however_many_are_in_the_room(iso3s, django_assert_num_queries):
    here = meeting(*iso3s)
    for iso3 in iso3s:
        log(state=state(iso3), held_on=date(2026, 10, 5), meeting=here)
        plan(here, iso3)
    viewer = cast.viewer("coordinator_a")
    with django_assert_num_queries(32):
        planner(here, campaign(), on=date(2026, 10, 5), viewer=viewer, language="en")
