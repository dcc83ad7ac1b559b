"""Today, meetings, who looks after which State: what the pages say and lead to."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.access import cast
from tests.outreach.reading import campaign, log, state

from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.models import Handover, PlannedMeeting, Pledge
from accede.record.meetings.models import Meeting
from accede.record.queries import meetings

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def now(who="coordinator_a"):
    return {"by": cast.viewer_of(cast.CAST[who]()), "at": timezone.now()}


def read(client, path):
    answer = client.get(f"{DESK}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def add_meeting(client, **more):
    today = timezone.localdate()
    given = {
        "name": "Seminar in Nairobi",
        "kind": "workshop",
        "begins": today.isoformat(),
        "place": "Nairobi",
    }
    answer = client.post(f"{DESK}/meetings/new/", given | more)
    assert answer.status_code == 302
    return Meeting.objects.get(names__en="Seminar in Nairobi")


def test_the_desk_begins_with_today(coordinator):
    assert coordinator.get("/en/desk/").url == f"{DESK}/today/"
    page = read(coordinator, "/today/")
    for heading in (
        "Your next steps",
        "Promises due",
        "The next meeting",
        "Silent States",
        "What came in",
        "What is missing",
    ):
        assert f"<h2>{heading}</h2>" in page


def test_today_tells_what_is_due_and_overdue(coordinator):
    today = timezone.localdate()
    soon, later = today + timedelta(days=3), today + timedelta(days=40)
    log(
        said="Later.",
        follow_ups=[
            actions.NextStep(what="Send the model law.", assignee=cast.coordinator_a(), due_on=soon),
            actions.NextStep(what="Far away.", assignee=cast.coordinator_a(), due_on=later),
            actions.NextStep(what="Somebody else’s.", assignee=cast.coordinator_b(), due_on=soon),
        ],
        pledges=[
            actions.Promise(
                side=Pledge.Side.STATE, text="An answer from the capital.", due_on=today - timedelta(days=1)
            )
        ],
    )
    page = read(coordinator, "/today/")
    assert "Send the model law." in page
    assert "Far away." not in page
    assert "Somebody else" not in page
    assert "An answer from the capital." in page
    assert "overdue since" in page


def test_today_can_be_another_day_of_which_only_what_is_dated_is_told(coordinator):
    page = read(coordinator, "/today/?on=2024-02-15")
    assert ">15 February 2024</bdi></h1>" in page
    assert "1 line of the plan is overdue." in page
    assert "Meeting with the support unit" in page  # of February
    assert "Twelfth Meeting of States Parties" in page
    assert "Promises due" not in page
    assert "What came in" not in page
    assert "is overdue" not in read(coordinator, "/today/?on=2023-12-01")
    assert coordinator.get(f"{DESK}/today/?on=2024-02-30").status_code == 404


def test_a_meeting_is_added_ticked_planned_and_printed(coordinator):
    meeting = add_meeting(coordinator)
    here = f"/meetings/{meeting.pk}"
    ticked = {"targets": ["KEN", "UGA"], "others": ["FRA"]}
    assert coordinator.post(f"{DESK}{here}/attendance/", ticked).status_code == 302
    page = read(coordinator, f"{here}/")
    assert "2 target States are in the room." in page
    assert "3 States attend, as far as is known" in page
    assert "added a meeting" in page  # the trail of it

    planned = {
        "state": "KEN",
        "planned_at": f"{timezone.localdate()}T23:15",
        "person": cast.coordinator_a().pk,
        "note": "In the lounge",
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU.value,
    }
    assert coordinator.post(f"{DESK}{here}/plan/", planned).status_code == 302
    assert "In the lounge" in read(coordinator, f"{here}/sheet/")
    assert "23:15" in read(coordinator, f"{here}/sheet/")
    row = PlannedMeeting.objects.unguarded(because="the test takes it").get()
    answer = coordinator.post(f"{DESK}/planned/{row.pk}/met/")
    assert answer.url == f"{DESK}/exchanges/new/?state=KEN&meeting={meeting.pk}"
    assert "2 target States are in the room:" in read(coordinator, "/today/")


def test_a_list_without_ticks_takes_everybody_off(coordinator):
    meeting = add_meeting(coordinator)
    coordinator.post(f"{DESK}/meetings/{meeting.pk}/attendance/", {"targets": ["KEN"]})
    coordinator.post(f"{DESK}/meetings/{meeting.pk}/attendance/", {})
    assert meetings.attendance(meeting, viewer=cast.viewer("observer")) == {}
    assert "It is not known who attends" in read(coordinator, f"/meetings/{meeting.pk}/")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"begins": "2026-13-40"}, "is no day, month or year"),
        ({"begins": "2026-12-01", "ends": "2026-11-01"}, "A meeting ends after it began."),
        ({"name": ""}, "This field is required."),
        ({"url": "no address"}, "Enter a valid URL."),
    ],
)
def test_a_meeting_that_makes_no_sense_is_sent_back_with_what_was_written(coordinator, given, said):
    whole = {"name": "Seminar", "kind": "workshop", "begins": "2026-12", "place": "Nairobi"}
    answer = coordinator.post(f"{DESK}/meetings/new/", whole | given)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert 'value="Nairobi"' in answer.content.decode()
    assert not Meeting.objects.filter(names__en="Seminar").exists()


def test_a_meeting_that_is_not_there_is_told(coordinator):
    assert coordinator.get(f"{DESK}/meetings/no-such-meeting/").status_code == 404
    assert coordinator.get(f"{DESK}/meetings/no-such-meeting/sheet/").status_code == 404


def test_silent_states_are_listed_for_any_number_of_weeks(coordinator):
    log(held_on=timezone.localdate() - timedelta(weeks=20))
    assert ">Kenya</a></th>" in read(coordinator, "/silent/")
    assert "20 weeks ago" in read(coordinator, "/silent/")
    assert ">Kenya</a></th>" not in read(coordinator, "/silent/?weeks=30")
    for strange in ("-5", "0", "x", "9" * 40, "٣"):
        assert 'name="weeks"' in read(coordinator, f"/silent/?weeks={strange}")


def test_states_are_assigned_and_handed_over(coordinator, client_elsewhere):
    chosen = {"person": cast.coordinator_a().pk, "states": ["KEN", "UGA"]}
    cast.coordinator_b()
    assert coordinator.post(f"{DESK}/assignments/new/", chosen).status_code == 302
    assert "Kenya" in read(coordinator, "/assignments/")
    log(said="Later.", follow_ups=[actions.NextStep(what="Ask Nairobi.", assignee=cast.coordinator_a())])

    form = read(coordinator, f"/people/{cast.coordinator_a().pk}/hand-over/")
    assert "Ask Nairobi." in form  # what is open is shown before
    given = {
        "to_person": cast.coordinator_b().pk,
        "states": ["KEN", "UGA"],
        "note": "Be patient.",
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU.value,
    }
    answer = coordinator.post(f"{DESK}/people/{cast.coordinator_a().pk}/hand-over/", given)
    number = Handover.objects.unguarded(because="the test takes its number").get().pk
    assert answer.url == f"{DESK}/handovers/{number}/"

    successor = cast.sign_in(client_elsewhere, cast.coordinator_b())
    page = read(successor, f"/handovers/{number}/")
    assert "Be patient." in page
    assert "Ask Nairobi." in page
    assert "Who can see this?" in page
    assert "Kenya" in read(successor, "/today/").split("<h2>Your States</h2>")[1]
    assert "From Coordinator A to Coordinator B" in read(successor, "/assignments/")


def test_whoever_left_is_seen_until_somebody_takes_over(client, client_elsewhere):
    actions.assign_states(campaign=campaign(), states=[state()], person=cast.coordinator_b(), **now())
    administrator = cast.sign_in(client_elsewhere, cast.administrator())
    held = cast.coordinator_b().roles_held.get()
    answer = administrator.post(f"/en/desk/people/roles/{held.pk}/end/", follow=True)
    assert "Somebody should take over." in answer.content.decode()

    coordinator = cast.sign_in(client, cast.coordinator_a())
    notice = "Coordinator B does not run the campaign any more, and 1 State is still assigned to this person."
    assert notice in read(coordinator, "/today/")
    assert notice not in read(administrator, "/today/")  # who cannot mend it is not asked to
    actions.hand_over(
        campaign=campaign(),
        from_person=cast.coordinator_b(),
        to_person=cast.coordinator_a(),
        states=[state()],
        **now(),
    )
    assert notice not in read(coordinator, "/today/")


def test_every_deed_is_in_the_trail(coordinator):
    meeting = add_meeting(coordinator)
    coordinator.post(f"{DESK}/meetings/{meeting.pk}/attendance/", {"targets": ["KEN"]})
    coordinator.post(f"{DESK}/assignments/new/", {"person": cast.coordinator_a().pk, "states": ["KEN"]})
    coordinator.post(f"{DESK}/assignments/ken/end/")
    acts = AuditEntry.objects.filter(person=cast.coordinator_a()).values_list("act", flat=True)
    assert set(acts) == {"add meeting", "put on attendance", "assign State", "end assignment"}
