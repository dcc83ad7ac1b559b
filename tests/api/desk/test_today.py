"""Today, finding words, the trail, the calendar, webhooks and work in the background: as the pages show and do it."""

import base64
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.api.desk.acting import done, read, sent
from tests.factories import events

from accede.access import trail_heads
from accede.access.models import AuditEntry, WriteAnswered
from accede.background import worker
from accede.meetings.models import Expected
from accede.webhooks.models import Delivery, Webhook

pytestmark = pytest.mark.django_db
ADMINISTRATOR = {"who": "administrator", "but": "coordinator_a"}
EXCHANGE = {
    "state": "KEN",
    "held_on": "2026-03-01",
    "level": "ambassador",
    "said": "They wait for the cabinet.",
    "confidentiality": 3,
}


def test_today_and_the_search_tell_what_is_there_to_whom_it_may_be_told(client):
    me = cast.coordinator_a()
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    steps = {"follow_ups": [{"what": "Ask the cabinet of Palindromia", "assignee": me.pk, "due_on": due}]}
    sent(client, "post", "/exchanges", EXCHANGE | steps)

    today = read(client, "/today", since="yesterday")
    assert [each["text"] for each in today["follow_ups"]] == ["Ask the cabinet of Palindromia"]
    assert {each["kind"] for each in today["arrivals"]} >= {"exchange"}
    assert today["silent_count"] > 8 == len(today["silent"])
    assert read(client, "/today", who="observer")["arrivals"] == []
    assert "arrivals" not in read(client, "/today", on="2026-01-01")
    assert sent(client, "get", "/today?since=ever").status_code == 422

    found = read(client, "/search", words="PALINDROMIA cabinet")
    assert {each["kind"] for each in found["items"]} == {"followup"}
    assert read(client, "/search", words="palindromia", who="observer")["count"] == 0
    assert read(client, "/search")["count"] == 0
    called = read(client, "/search/names", words="kenya")
    assert (called["states"], called["groups"]) == ([["KEN", "Kenya"]], [])


def test_the_trail_is_read_by_whom_its_page_lets_in_and_its_end_is_told(client):
    made = sent(client, "post", "/exchanges", EXCHANGE).json()["numbers"][0]
    rows = read(client, "/trail", kind="outreach.Exchange")
    assert [(each["act"], each["key"], each["shown"]) for each in rows["items"]] == [
        ("log exchange", str(made), True)
    ]
    kept = read(client, "/trail", who="administrator", kind="outreach.Exchange")["items"]
    assert [(each["key"], each["shown"], each["changes"]) for each in kept] == [("", False, {})]
    assert read(client, "/trail", person=cast.observer().pk)["count"] == 0
    head = read(client, "/trail/head")
    assert trail_heads.difference([trail_heads.Head(head["hash"], head["entries"])]) is None
    assert head["broken"] is None
    for path in ("/trail", "/trail/head"):
        assert sent(client, "get", path, who="observer").status_code == 403


def test_work_in_the_background_is_followed_by_its_number(client):
    table = "iso3,name\nKEN,Kenya\n"
    told = {"file_name": "table.csv", "content": base64.b64encode(table.encode()).decode()}
    answer = sent(client, "post", "/imports", told).json()
    assert read(client, f"/tasks/{answer['task']}")["state"] == "waiting"
    worker.work_off()
    assert read(client, f"/tasks/{answer['task']}")["state"] == "done"
    assert sent(client, "get", "/tasks/none").status_code == 422


def test_a_session_an_announcement_and_a_part_are_taken_back_and_the_calendar_tells(client):
    on = timezone.localdate().isoformat()
    meeting = events.treaty_event()
    path = f"/meetings/{meeting.pk}"
    made = events.expected(meeting=meeting)
    session = {"day": on, "begins": "10:00", "ends": "11:00", "title": "Opening"}
    (number,) = done(client, "post", f"{path}/sessions", session)["numbers"]
    assert "SUMMARY:Treaty Event" in read(client, f"{path}/meeting.ics")
    done(client, "delete", f"{path}/sessions/{number}")
    assert read(client, path)["sessions"] == []

    done(client, "put", f"/expected/{made.pk}/announced", {"on": on})
    told = read(client, f"{path}/treaty-event")
    assert (told["awaiting"], told["rows"][0]["row"]["announced_on"]) == (1, on)
    assert sent(client, "put", f"/expected/{made.pk}/announced", {}).status_code == 422
    done(client, "delete", f"/expected/{made.pk}/announced")
    assert Expected.objects.unguarded(because="a test").get(pk=made.pk).announced_on is None
    assert sent(client, "get", "/meetings/ccm-13msp/treaty-event").status_code == 404

    me = {"person": cast.coordinator_a().pk}
    done(client, "post", f"{path}/part", me)
    assert [each["own"] for each in read(client, "/calendar")["items"] if each["key"] == meeting.pk] == [True]
    done(client, "post", f"{path}/no-part", me)
    (row,) = (each for each in read(client, "/calendar")["items"] if each["key"] == meeting.pk)
    assert row["own"] is False
    assert sent(client, "get", "/calendar?since=2026-01-01&until=2028-01-01").status_code == 422
    assert read(client, "/series")["count"] > 0
    event = events.event(sponsors="A mission")
    assert read(client, f"/events/{event.pk}")["sponsors"] == "A mission"
    done(client, "delete", f"/events/{event.pk}/note")


def test_a_webhook_is_kept_switched_tested_and_taken_away_and_its_secret_told_once(client):
    told = {"url": "https://example.org/hook", "kinds": ["status.changed"]}
    assert (
        sent(client, "post", "/webhooks", told | {"kinds": ["ping"]}, who="administrator").status_code == 422
    )
    once = {"Idempotency-Key": "hook"}
    first = sent(client, "post", "/webhooks", told, who="administrator", **once).json()
    again = sent(client, "post", "/webhooks", told, who="administrator", **once).json()
    hook = Webhook.objects.unguarded(because="a test").get()
    assert (first["secret"], again) == (hook.secret, first | {"secret": ""})
    assert hook.secret not in str(list(WriteAnswered.objects.values()))

    path = f"/webhooks/{hook.pk}"
    assert hook.secret not in str(read(client, path, who="administrator"))
    done(
        client,
        "put",
        path,
        told | {"url": "https://example.org/other", "every_treaty": True},
        **ADMINISTRATOR,
    )
    assert read(client, "/webhooks", who="administrator")["items"][0]["url"] == "https://example.org/other"
    done(client, "post", f"{path}/test", **ADMINISTRATOR)
    Delivery.objects.update(state=Delivery.State.FAILED)
    (row,) = read(client, f"{path}/deliveries", who="administrator")["items"]
    done(client, "post", f"{path}/deliveries/{row['number']}/again", **ADMINISTRATOR)
    (row,) = read(client, f"{path}/deliveries", who="administrator")["items"]
    assert (row["kind"], row["state"], row["attempts"]) == ("ping", "waiting", [])
    assert sent(client, "post", f"{path}/switch", {}, who="administrator").status_code == 422
    done(client, "post", f"{path}/switch", {"on": False}, **ADMINISTRATOR)
    assert read(client, path, who="administrator")["off_because"] == "by-hand"
    assert done(client, "delete", path, **ADMINISTRATOR)["numbers"] == [hook.pk]
    acts = AuditEntry.objects.filter(kind="webhooks.Webhook").order_by("pk").values_list("act", flat=True)
    assert list(acts) == [
        "add webhook",
        "change webhook",
        "test webhook",
        "send event again",
        "switch webhook off",
        "remove webhook",
    ]


@pytest.mark.parametrize("path", ["/today", "/search?words=cabinet", "/calendar", "/trail"])
def test_more_rows_take_no_more_queries(client, path):
    def asked(rows):
        for _each in range(rows):
            sent(client, "post", "/exchanges", EXCHANGE)
            events.event(day=timezone.localdate())
        read(client, path)
        with CaptureQueriesContext(connection) as found:
            read(client, path)
        return len(found)

    assert asked(1) == asked(2)
