"""Side events on the desk: from the request to what followed."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast
from tests.factories import events as made

from accede.access.roles import Confidentiality
from accede.meetings.models import Event

pytestmark = pytest.mark.django_db

DESK = "/en/desk/ccm"
TODAY = timezone.localdate


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def read(client, path):
    answer = client.get(f"{DESK}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_event_is_asked_for_held_counted_and_followed(coordinator):
    day = TODAY() - timedelta(days=2)
    given = {
        "kind": "side-event",
        "title": "Lunch on the Convention",
        "stage": "confirmed",
        "since": f"{day}",
        "asked_of": "The Presidency",
        "due_on": f"{TODAY()}",
        "day": f"{day}",
        "begins": "13:15",
        "ends": "14:45",
        "zone": "Europe/Zurich",
        "room": "Room XX",
        "speakers": "Director, Department of Treaties",
        "our_people": [cast.coordinator_a().pk],
        "confidentiality": Confidentiality.PARTNERS.value,
    }
    answer = coordinator.post(f"{DESK}/events/new/", given)
    assert answer.status_code == 302
    event = Event.objects.unguarded(because="the test takes it").get()
    here = f"/events/{event.pk}"
    page = read(coordinator, f"{here}/")
    for told in ("Lunch on the Convention", "13:15–14:45", "Room XX", "Director, Department of Treaties"):
        assert told in page
    moved = coordinator.post(f"{DESK}{here}/move/", {"to": "held", "on": f"{day}"})
    assert moved.url == f"{DESK}{here}/guests/"
    coordinator.post(f"{DESK}{here}/guests/", {"targets": ["KEN", "UGA"], "others": ["FRA"], "heads": "31"})
    page = read(coordinator, f"{here}/")
    assert "31 people came." in page
    assert "3 States came, of the target list 2." in page
    logged = {
        "state": "KEN",
        "held_on": f"{TODAY()}",
        "level": "expert",
        "said": "It will ask its capital.",
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU.value,
        "attribution": "open",
    }
    answer = coordinator.post(f"{DESK}/exchanges/new/?event={event.pk}", logged)
    assert answer.url == f"{DESK}{here}/"
    assert "It will ask its capital." in read(coordinator, f"{here}/")
    assert (
        read(coordinator, "/states/ken/").count("Lunch on the Convention") == 2
    )  # where it was, and its timeline
    assert "Lunch on the Convention" in read(coordinator, "/search/?q=lunch")
    assert "Lunch on the Convention" in read(coordinator, "/events/?view=table")
    assert "Lunch on the Convention" in read(coordinator, f"/meetings/calendar/?month={day:%Y-%m}")
    cast.sign_in(coordinator, cast.cmc_partner())
    page = read(coordinator, f"{here}/")
    assert "Room XX" in page
    assert "It will ask its capital." not in page


def test_what_is_to_be_settled_stands_on_today_and_what_is_wrong_is_said_in_its_place(coordinator):
    event = made.event(due_on=TODAY() - timedelta(days=1), zone="Europe/Zurich")
    page = read(coordinator, "/today/")
    assert "Requests to be settled" in page
    assert f"{DESK}/events/{event.pk}/" in page
    refused = coordinator.post(f"{DESK}/events/{event.pk}/move/", {"to": "held", "on": f"{TODAY()}"})
    assert refused.status_code == 400
    base = {"kind": "side-event", "title": "A", "stage": "requested", "since": f"{TODAY()}"}
    base |= {"confidentiality": Confidentiality.PARTNERS.value, "zone": "Europe/Zurich"}
    for wrong, said in (
        ({"begins": "10:00"}, "An hour stands on a day"),
        ({"day": "2027-03-28", "begins": "02:30"}, "There is no 02:30"),
        ({"day": "2027-10-31", "begins": "02:30"}, "comes twice"),
        ({"stage": "held", "day": "2099-01-01"}, "is still to come"),
        ({"title": ""}, "This field is required."),
    ):
        answer = coordinator.post(f"{DESK}/events/new/", base | wrong)
        assert answer.status_code == 400
        assert said in answer.content.decode()


def test_a_concept_note_comes_as_a_download(coordinator):
    event = made.event()
    file = SimpleUploadedFile("note.pdf", b"%PDF-1.7\n%%EOF")
    assert coordinator.post(f"{DESK}/events/{event.pk}/note/", {"file": file}).status_code == 302
    answer = coordinator.get(f"{DESK}/events/{event.pk}/file/")
    assert answer.content == b"%PDF-1.7\n%%EOF"
    assert answer["Content-Disposition"].startswith("attachment")
    wrong = SimpleUploadedFile("note.pdf", b"<html>")
    assert coordinator.post(f"{DESK}/events/{event.pk}/note/", {"file": wrong}).status_code == 400
