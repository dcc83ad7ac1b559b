"""What else the pages show and do: forecasts, the State's story, records' trails, files, what came of an event."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.access import cast
from tests.api.desk.acting import done, read, sent
from tests.factories import events, meetings
from tests.factories import workshops as made

from accede.access.models import Campaign
from accede.api.desk import shown
from accede.meetings.models import EventFollowed
from accede.outbox.models import Message
from accede.outreach import actions

pytestmark = pytest.mark.django_db
EXCHANGE = {
    "state": "KEN",
    "held_on": "2026-03-01",
    "level": "ambassador",
    "said": "They wait for the cabinet.",
    "confidentiality": 3,
}


def test_a_kept_forecast_is_read_state_by_state_and_meetings_are_spent(client):
    assert sent(client, "get", "/forecast/states/KEN").status_code == 404
    acting = {"by": cast.viewer("coordinator_a"), "at": timezone.now()}
    actions.make_forecast(campaign=Campaign.objects.get(pk="ccm"), on=timezone.localdate(), **acting)
    told = read(client, "/forecast/states/KEN")
    assert told["estimate"]["iso3"] == "KEN"
    assert told["what_if"]
    assert sent(client, "get", "/forecast/states/FRA").status_code == 404  # a Party
    spent = read(client, "/forecast/meetings", meetings=5, most_each=1)
    assert 0 < len(spent["rows"]) <= 5
    for wrong in ("meetings=101", "fading=nan", "most_each=0"):
        assert sent(client, "get", f"/forecast/meetings?{wrong}").status_code == 422, wrong
    assert read(client, "/forecast", horizon="3")["horizon"] == 3
    assert read(client, "/forecast/past")["figures"]


def test_a_state_s_story_its_places_and_what_was_done_to_a_record_are_told(client):
    (number,) = sent(client, "post", "/exchanges", EXCHANGE).json()["numbers"]
    (entry,) = read(client, f"/records/exchange/{number}/trail")["items"]
    assert (entry["act"], entry["by"]) == ("log exchange", cast.coordinator_a().name)
    assert sent(client, "get", f"/records/exchange/{number}/trail", who="observer").status_code == 404
    whole = read(client, "/states/KEN")
    assert {"contact_points", "venues", "attended", "working_groups", "disputes"} <= set(whole)
    assert isinstance(read(client, "/states/KEN/story")["items"], list)
    assert read(client, "/states/KEN/timeline", kinds="exchange")["count"] == 1
    assert read(client, "/contact-points", states="KEN")["items"][0]["iso3"] == "KEN"
    assert read(client, "/road-kinds")["kinds"]
    assert {each["key"] for each in read(client, "/measures")["items"]} >= {"parties"}
    assert read(client, "/interpretive-positions")["count"] > 0
    assert read(client, "/plan", on="2024-01-01")["plan"]["key"] == "ccm-2023-2024"
    assert read(client, "/trail/filters")["kinds"]
    mine = read(client, f"/people/{cast.coordinator_a().pk}/open")
    assert mine["states"] == []


def test_an_exchange_came_of_an_event_members_are_invited_and_files_are_handed_out(client):
    (number,) = sent(client, "post", "/exchanges", EXCHANGE).json()["numbers"]
    event = events.event()
    done(client, "post", f"/events/{event.pk}/exchanges", {"exchange": number})
    assert EventFollowed.objects.unguarded(because="a test").get().exchange == number
    assert [each["pk"] for each in read(client, f"/events/{event.pk}")["exchanges"]] == [number]
    assert sent(client, "get", f"/events/{event.pk}/file").status_code == 404

    meetings.member()
    sitting = meetings.sitting()
    done(client, "post", f"/sittings/{sitting.pk}/invitations", {"language": "fr"})
    assert not mail.outbox  # what was put waits there until somebody lets it go
    assert Message.objects.unguarded(because="a test").count() == 1

    meetings.minuted(text="The bill is before cabinet")
    listed = read(client, "/groups")["items"][0]
    held = next(each for each in read(client, f"/groups/{listed['group']['number']}")["sittings"])
    page = read(client, f"/sittings/{held['number']}")
    assert (page["sitting"], held["day"]) == (held, "2026-09-01")
    assert "The bill is before cabinet" in [each["text"] for each in page["minutes"]]

    workshop = made.workshop(in_days=0)
    (kenya,) = made.invited(workshop, "KEN")
    made.coming(kenya, "Ada Wanjiru", needs={"visa": True, "passport": "P1"})
    (person,) = made.people_of(kenya)
    for path in (
        f"/workshops/{workshop.pk}/participants/file?format=docx",
        f"/workshops/{workshop.pk}/badges",
        f"/participants/{person.pk}/visa-letter?sender=The%20coordinators",
    ):
        answer = sent(client, "get", path)
        assert (answer.status_code, len(answer.content) > 2000) == (200, True), (path, answer.content[:300])
        assert answer["Content-Disposition"].startswith("attachment")
        assert sent(client, "get", path, who="cmc_partner").status_code == 403


def test_lists_are_narrowed_as_the_pages_narrow_theirs(client):
    outside = read(client, "/states")["items"]
    assert not {each["standing"] for each in outside} & {"party", "party-pending"}
    assert any(each["position"] for each in outside)
    assert any(each["reasons"] for each in outside)
    mine = {"states": ["JAM", "UGA"], "person": cast.coordinator_a().pk}
    assert sent(client, "post", "/assignments", mine).status_code == 200
    reader = cast.sign_in(Client(), cast.coordinator_a())
    row = re.compile(r'<th scope="row"><a href="/en/desk/ccm/states/(\w+)/')
    for page, path in (
        ("states/", "/states"),
        ("states/?who=all", "/states?who=all&limit=200"),
        ("silent/?weeks=4", "/silent?weeks=4"),
        ("silent/?weeks=4&who=mine", "/silent?weeks=4&own=true"),
    ):
        told = [each["iso3"].lower() for each in read(client, path)["items"]]
        assert told == row.findall(reader.get(f"/en/desk/ccm/{page}").content.decode()) != [], page

    assert shown.plain({"SUR", "AGO", "UGA"}) == ["AGO", "SUR", "UGA"]  # in whatever order a process has them

    bill = {
        "name": "Ratification Bill",
        "state": "UGA",
        "kind": "ratification",
        "stage": "bill",
        "evidence": "Told by the mission.",
        "date_given": "2026",
        "confidentiality": 3,
    }
    made = sent(client, "post", "/proceedings", bill)
    assert made.status_code == 200, made.content
    met = set()
    for show in ("all", "elections", "away", "bills", "approved"):
        asked = f"show={show}&who={'all' if show == 'elections' else 'outside'}"
        told = [
            each["iso3"].lower() for each in read(client, f"/parliaments-watched?{asked}&limit=200")["items"]
        ]
        page = reader.get(f"/en/desk/ccm/parliaments/?{asked}").content.decode()
        assert told == re.findall(r'<th scope="row"><a href="/en/desk/ccm/parliaments/(\w+)/', page), asked
        met |= {show} if told else set()
    assert met >= {"all", "bills", "approved"}
    assert sent(client, "get", "/parliaments-watched?show=wars").status_code == 422

    law = read(client, "/laws/progress?who=all")
    chosen = read(client, "/laws/progress?who=all&region=african&standing=dedicated")
    assert chosen["total"] == law["total"]
    assert chosen["states"] == [
        each for each in law["states"] if (each["region"], each["standing"]) == ("african", "dedicated")
    ]
    qualified = read(client, "/qualifying?limit=200")["items"]
    assert read(client, "/qualifying?who=outside&limit=200")["items"] == [
        each for each in qualified if each["shade"] not in ("party", "party-pending")
    ]
    for path, found in (("/proceedings", 1), ("/champions", 0), ("/parliamentary-promises", 0)):
        for asked, counted in (
            ("", found),
            ("?states_asked=KEN&states_asked=UGA", found),
            ("?states_asked=KEN", 0),
        ):
            assert read(client, path + asked)["count"] == counted, path + asked
    assert read(client, "/help", standing="given")["count"] == 0
    assert read(client, "/action-items", own=True)["count"] == 0
    assert sent(client, "get", "/help?standing=never").status_code == 422
