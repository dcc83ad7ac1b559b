"""A workshop by program: planned, its programme, replies that came in a note, who comes, signs in, and what came of it."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.access import cast
from tests.api.desk.acting import done, read, sent
from tests.factories import workshops as made

from accede.access.models import AuditEntry
from accede.meetings.models import Delegation, Outcome, Participant, SignIn, Workshop
from accede.record.models import State
from accede.survey.models import Round

pytestmark = pytest.mark.django_db
PARTNER = {"but": "cmc_partner"}


def _on(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_workshop_is_planned_changed_and_given_its_programme(client):
    told = {"places": 20, "replies_until": _on(5), "shred_on": _on(40), "host": "The host"}
    assert sent(client, "post", "/workshops", told).status_code == 422
    new = told | {"name": "Workshop in Lusaka", "begins": _on(10), "ends": _on(11), "zone": "Africa/Lusaka"}
    (number,) = done(client, "post", "/workshops", new, **PARTNER)["numbers"]
    row, path = Workshop.objects.get(pk=number), f"/workshops/{number}"
    assert (row.most, row.host, row.meeting.names, row.meeting.treaty_id) == (
        2,
        "The host",
        {"en": "Workshop in Lusaka"},
        "ccm",
    )
    names = {"en": "Workshop in Lusaka", "fr": "Atelier à Lusaka"}
    changes = {"places": 12, "names": names, "practical": {"en": "Bring a coat."}}
    done(client, "patch", path, changes, **PARTNER)
    row = Workshop.objects.get(pk=number)
    assert (row.places, row.host, row.meeting.names, row.practical) == (
        12,
        "The host",
        names,
        {"en": "Bring a coat."},
    )
    for wrong in ({"shred_on": _on(1)}, {"practical": {"la": "x"}}, {"places": 0}, {"places": None}):
        assert sent(client, "patch", path, wrong).status_code == 422, wrong
    opening = {"day": _on(10), "begins": "09:00", "ends": "10:00", "titles": {"en": "Opening"}}
    (part,) = done(client, "post", f"{path}/programme", opening, **PARTNER)["numbers"]
    assert [each["titles"] for each in read(client, f"{path}/programme")["items"]] == [{"en": "Opening"}]
    done(client, "delete", f"{path}/programme/{part}", **PARTNER)
    assert read(client, path)["programme"] == []
    acts = (
        AuditEntry.objects.filter(kind__startswith="meetings.").order_by("pk").values_list("act", flat=True)
    )
    assert list(acts) == [
        "plan workshop",
        "edit workshop",
        "add part of programme",
        "remove part of programme",
    ]


def test_replies_are_entered_and_people_come_sign_in_and_promise(client):
    workshop = made.workshop(in_days=0, places=5)
    path = f"/workshops/{workshop.pk}"
    kenya, jamaica = made.invited(workshop, "KEN", "JAM")
    made.link(kenya)
    people = {"people": [{"name": "A. Wanjiru", "email": "a@example.org", "diet": "none of it"}]}
    answer = people | {"replied_by": "F. Point, Counsellor"}
    wrong = sent(
        client, "post", f"{path}/states/KEN/reply", answer | {"people": [{"name": "A", "email": "x"}]}
    )
    assert (wrong.status_code, "people.0.email" in wrong.json()["detail"]) == (422, True)
    done(client, "post", f"{path}/states/KEN/reply", answer, **PARTNER)
    done(client, "post", f"{path}/states/JAM/decline", {"replied_by": "A clerk"}, **PARTNER)
    assert sent(client, "post", f"{path}/states/UGA/reply", answer).status_code == 404
    told = read(client, f"{path}/states/KEN")
    assert (told["reply"], told["people"][0]["diet"], len(told["links"])) == ("accepted", "none of it", 1)
    for reply, those in {
        "accepted": ["KEN"],
        "declined": ["JAM"],
        "waiting": [],
        "approval": ["KEN"],
    }.items():
        assert [each["iso3"] for each in read(client, f"{path}/states?reply={reply}")["items"]] == those
    assert [each["name"] for each in read(client, f"{path}/states")["items"]] == ["Jamaica", "Kenya"]
    assert sent(client, "get", f"{path}/states?reply=perhaps").status_code == 422
    done(client, "post", f"/delegations/{kenya.pk}/revoke-links", **PARTNER)
    done(client, "post", f"/delegations/{kenya.pk}/approve", **PARTNER)
    told = read(client, f"{path}/states/KEN")
    assert (told["people"][0]["standing"], told["links"]) == ("approved", [])

    guest = {"part": "speaker", "name": "B. Speaker", "organisation": "ICRC"}
    done(client, "post", f"{path}/participants", guest, **PARTNER)
    assert sent(client, "post", f"{path}/participants", guest | {"part": "delegate"}).status_code == 422
    table = "iso3,name,post,email,language\n{},C. Achieng,Adviser,c@example.org,en\n"
    file = {"content": base64.b64encode(table.format("UGA").encode()).decode()}
    refused = sent(client, "post", f"{path}/participants/table", file)
    assert (refused.status_code, "line 2" in refused.json()["detail"]) == (422, True)
    file = {"content": base64.b64encode(table.format("KEN").encode()).decode()}
    done(client, "post", f"{path}/participants/table", file, **PARTNER)
    rows = read(client, f"{path}/participants")["items"]
    assert {(each["iso3"], each["name"]) for each in rows} == {
        ("", "B. Speaker"),
        ("KEN", "A. Wanjiru"),
        ("KEN", "C. Achieng"),
    }
    assert "none of it" in read(client, f"{path}/participants", format="csv")

    person = told["people"][0]["number"]
    done(client, "post", f"/participants/{person}/sign-in", {}, **PARTNER)
    done(client, "post", f"/participants/{person}/sign-in", {"moment": timezone.now().isoformat()}, **PARTNER)
    (signed,) = (each for each in read(client, f"{path}/sign-in")["items"] if each["number"] == person)
    assert signed["signed_in"] == [_on(0)]
    late = {"moment": "2020-01-01T10:00:00Z"}
    assert sent(client, "post", f"/participants/{person}/sign-in", late).status_code == 422
    done(client, "post", f"{path}/attendance", **PARTNER)
    assert read(client, f"/meetings/{workshop.meeting_id}")["attending"] == ["KEN"]
    promise = {"state": "KEN", "text": "Cabinet by June", "due_on": _on(90)}
    done(client, "post", f"{path}/outcome", promise, **PARTNER)
    assert [each["text"] for each in read(client, f"{path}/outcome")["items"]] == ["Cabinet by June"]
    done(client, "post", f"{path}/evaluation", {"closes_on": _on(20)}, **PARTNER)
    assert Round.objects.get().pk == Workshop.objects.get().evaluation
    done(client, "delete", f"/participants/{person}/sign-in/{_on(0)}", **PARTNER)
    assert (SignIn.objects.count(), Outcome.objects.count()) == (0, 1)
    assert Delegation.objects.unguarded(because="a test").get(pk=jamaica.pk).reply == "declined"
    assert Participant.objects.unguarded(because="a test").count() == 3


def test_a_state_with_more_people_takes_no_more_queries(client, django_assert_max_num_queries):
    workshop = made.workshop(in_days=0, places=9, most=3)
    for iso3, names in (("KEN", ["Al One"]), ("JAM", ["Bo One", "Ca Two", "Di Three"])):
        (delegation,) = made.invited(workshop, iso3)
        made.coming(delegation, *names)
    cast.coordinator_a()
    assert State.objects.filter(pk="KEN").exists()
    path = f"/workshops/{workshop.pk}"
    for address in (f"{path}/states/KEN", f"{path}/states/JAM", f"{path}/participants", f"{path}/sign-in"):
        with django_assert_max_num_queries(40):
            assert read(client, address)
