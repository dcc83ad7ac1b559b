"""The calendar on the desk: months, the typical year, hours by two clocks, lists of those who attend, clashes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from tests.access import cast

from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.record.meetings.models import Meeting, Session
from accede.record.queries import meetings

pytestmark = pytest.mark.django_db

DESK = "/en/desk/ccm"
NEXT_YEAR = timezone.localdate().year + 1


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def read(client, path):
    answer = client.get(f"{DESK}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def add(client, name="Seminar in Nairobi", **more):
    given = {"name": name, "kind": "workshop", "place": "Nairobi", "zone": "Africa/Nairobi"}
    answer = client.post(f"{DESK}/meetings/new/", given | {"begins": f"{NEXT_YEAR}-05-10"} | more)
    assert answer.status_code == 302
    return Meeting.objects.get(names__en=name)


def plan(client, meeting, state, at, person=None):
    given = {
        "state": state,
        "planned_at": at,
        "person": (person or cast.coordinator_a()).pk,
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU.value,
    }
    return client.post(f"{DESK}/meetings/{meeting.pk}/plan/", given, follow=True)


def test_a_meeting_is_told_with_its_clocks_languages_and_organiser(coordinator):
    meeting = add(coordinator, organiser="The Presidency", languages=["en", "fr"], ends=f"{NEXT_YEAR}-05-11")
    here = f"/meetings/{meeting.pk}"
    hours = {"day": f"{NEXT_YEAR}-05-10", "begins": "10:00", "ends": "13:00", "title": "Opening"}
    assert coordinator.post(f"{DESK}{here}/sessions/new/", hours).status_code == 302
    coordinator.post("/en/account/zone/", {"zone": "Asia/Tokyo"})
    page = read(coordinator, f"{here}/")
    for told in (
        "The Presidency",
        "English, French",
        "Kenya, Nairobi",
        "10:00–13:00",
        "16:00–19:00",
        "Japan, Tokyo",
    ):
        assert told in page
    coordinator.post("/en/account/zone/", {"zone": "Africa/Kampala"})  # whose clocks show the same
    assert "for you" not in read(coordinator, f"{here}/")
    session = Session.objects.get()
    assert coordinator.post(f"{DESK}{here}/sessions/{session.pk}/off/").status_code == 302
    assert coordinator.post(f"{DESK}{here}/sessions/{session.pk}/off/").status_code == 404
    assert not Session.objects.exists()


def test_an_hour_that_is_skipped_is_refused_and_one_that_comes_twice_is_asked_for(coordinator):
    """Nothing is lost: the form comes back with what was given."""
    geneva = {"zone": "Europe/Zurich", "place": "Geneva"}
    spring = add(coordinator, "In spring", begins="2027-03-28", **geneva)
    autumn = add(coordinator, "In autumn", begins="2027-10-31", **geneva)
    before = AuditEntry.objects.count()
    refused = coordinator.post(
        f"{DESK}/meetings/{spring.pk}/sessions/new/",
        {"day": "2027-03-28", "begins": "02:30", "ends": "05:00", "title": "Early"},
    )
    assert refused.status_code == 400
    assert "There is no 02:30 on 2027-03-28" in refused.content.decode()
    assert 'value="Early"' in refused.content.decode()
    hours = {"day": "2027-10-31", "begins": "02:30", "ends": "05:00"}
    asked = coordinator.post(f"{DESK}/meetings/{autumn.pk}/sessions/new/", hours)
    assert "02:30 comes twice" in asked.content.decode()
    assert '<select name="which"' in asked.content.decode()
    assert AuditEntry.objects.count() == before
    assert (
        coordinator.post(
            f"{DESK}/meetings/{autumn.pk}/sessions/new/", hours | {"which": "second"}
        ).status_code
        == 302
    )
    page = plan(coordinator, autumn, "KEN", "2027-10-31T02:30").content.decode()
    assert "02:30 comes twice" in page


def test_the_month_shows_what_is_held_on_which_day(coordinator):
    meeting = add(coordinator, ends=f"{NEXT_YEAR}-05-11")
    add(coordinator, "Some day in May", begins=f"{NEXT_YEAR}-05")
    page = read(coordinator, f"/meetings/calendar/?month={NEXT_YEAR}-05")
    assert page.count(f'href="{DESK}/meetings/{meeting.pk}/"') == 2
    assert "In this month, the day not on record:" in page
    assert "you go" not in page
    coordinator.post(f"{DESK}/meetings/{meeting.pk}/part/", {"goes": "yes"})
    assert "you go" in read(coordinator, f"/meetings/calendar/?month={NEXT_YEAR}-05")
    assert "Nothing is on record on any day" in read(coordinator, "/meetings/calendar/?month=2001-02")
    for odd in ("2027-13", "9999-12", "0001-01", "tomorrow"):
        assert coordinator.get(f"{DESK}/meetings/calendar/?month={odd}").status_code == 200


def test_the_year_makes_the_next_meeting_from_the_last(coordinator):
    page = read(coordinator, "/meetings/year/")
    assert "Meeting of States Parties or Review Conference" in page
    assert "meetings/new/?after=ccm-3rc" in page
    form = read(coordinator, "/meetings/new/?after=ccm-3rc")
    assert f'value="{NEXT_YEAR}-09"' in form
    assert f"Meeting of States Parties or Review Conference {NEXT_YEAR}" in form
    assert 'value="ccm-msp" selected' in form
    assert coordinator.get(f"{DESK}/meetings/new/?after=none").status_code == 404
    assert "Conference on Disarmament" in read(coordinator, "/meetings/new/?series=cd")
    mine = add(coordinator, comes_again="on")
    assert mine.series.name == "Seminar in Nairobi"
    assert f"meetings/new/?after={mine.pk}" in read(coordinator, f"/meetings/{mine.pk}/")


def test_attendance_comes_from_last_time_or_from_a_list(coordinator):
    earlier = add(coordinator, begins="2025-05-10", comes_again="on")
    coordinator.post(f"{DESK}/meetings/{earlier.pk}/attendance/", {"targets": ["KEN"], "others": ["FRA"]})
    later = add(coordinator, "Seminar again", series=earlier.series_id)
    here = f"/meetings/{later.pk}/attendance/"
    assert "Tick the 2 States that attended in 10 May 2025" in read(coordinator, here)
    page = read(coordinator, f"{here}?from={earlier.pk}")
    assert page.count("checked") == 2
    assert not meetings.attendance(later, viewer=PUBLIC)
    file = SimpleUploadedFile("list.csv", b"State;Note\nUganda;yes\n")
    sent = coordinator.post(f"{DESK}{here}", {"targets": ["KEN"], "listed": "Côte d’Ivoire", "file": file})
    assert sent.status_code == 302
    assert set(meetings.attendance(later, viewer=PUBLIC)) == {"KEN", "CIV", "UGA"}
    refused = coordinator.post(f"{DESK}{here}", {"listed": "Kenya\nKEN\nAtlantis"})
    assert refused.status_code == 400
    assert "is the same State as line 1" in refused.content.decode()
    assert len(meetings.attendance(later, viewer=PUBLIC)) == 3


def test_what_clashes_is_said_and_nothing_is_forbidden(coordinator):
    meeting = add(coordinator)
    beside = add(coordinator, "Another seminar")
    add(coordinator, "Perhaps beside it", begins=f"{NEXT_YEAR}-05")
    plan(coordinator, meeting, "KEN", f"{NEXT_YEAR}-05-10T10:00")
    said = plan(coordinator, beside, "UGA", f"{NEXT_YEAR}-05-10T10:15").content.decode()
    assert "Coordinator A is to meet Kenya at that hour, too." in said
    page = read(coordinator, f"/meetings/{meeting.pk}/")
    assert "At the same time" in page
    assert "perhaps: its day is not on record" in page
    assert "planned at both:" in page
    cast.sign_in(coordinator, cast.cmc_partner())
    page = read(coordinator, f"/meetings/{meeting.pk}/")
    assert "Another seminar" in page
    assert "planned at both:" not in page
    assert "is planned there" not in page


def test_a_meeting_is_a_file_for_calendars(coordinator):
    meeting = add(coordinator, ends=f"{NEXT_YEAR}-05-11")
    hours = {"day": f"{NEXT_YEAR}-05-10", "begins": "10:00", "ends": "13:00", "title": "Opening"}
    coordinator.post(f"{DESK}/meetings/{meeting.pk}/sessions/new/", hours)
    plan(coordinator, meeting, "KEN", f"{NEXT_YEAR}-05-10T10:00")
    answer = coordinator.get(f"{DESK}/meetings/{meeting.pk}/meeting.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    assert found.errors == []
    days, session = found.walk("VEVENT")
    assert days["DTEND"].dt - days["DTSTART"].dt == timedelta(days=2)
    assert str(session["SUMMARY"]) == "Seminar in Nairobi: Opening"
    assert session["DTSTART"].dt.hour == 7  # in UTC
    assert b"Kenya" not in answer.content


def test_a_month_and_a_year_take_as_many_queries_for_one_as_for_three(coordinator):
    def number():
        pages = (f"/meetings/calendar/?month={NEXT_YEAR}-05", "/meetings/year/", f"/meetings/{first.pk}/")
        for page in pages:
            read(coordinator, page)  # what is kept of the record is there then
        with CaptureQueriesContext(connection) as asked:
            for page in pages:
                read(coordinator, page)
        return len(asked)

    first = add(coordinator, comes_again="on")
    add(coordinator, "Beside it")
    one = number()
    add(coordinator, "B", comes_again="on")
    add(coordinator, "C", comes_again="on")
    assert number() == one
