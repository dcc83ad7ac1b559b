"""Side events and speaking slots: stages with their days, who came, what followed, and who may know of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from tests.access import cast
from tests.factories import events as made

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.campaign.measures import MEASURES
from accede.campaign.models import Activity
from accede.campaign.work import READERS
from accede.meetings.actions import events as acts
from accede.meetings.models import Event, EventMove, Stage
from accede.meetings.queries import events as queries
from accede.meetings.queries.held import held
from accede.record.measures import Asked
from accede.record.models import Treaty
from accede.record.queries import meetings as of_record

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate


def move(event, to, on=None, who="coordinator_a"):
    return acts.move_event(event=event, to=to, on=on or TODAY(), **made.acting(who))


def test_a_request_goes_its_way_and_each_stage_keeps_its_day():
    day = TODAY() - timedelta(days=9)
    event = made.event(day=day, since=day - timedelta(days=20))
    move(event, Stage.OFFERED, day - timedelta(days=5))
    move(event, Stage.CONFIRMED, day - timedelta(days=2))
    move(event, Stage.HELD, day)
    viewer = cast.viewer("cmc_partner")
    assert [each.stage for each in queries.moves(event, viewer=viewer)] == [
        "requested",
        "offered",
        "confirmed",
        "held",
    ]
    acts_of_it = AuditEntry.objects.filter(act="move event").count()
    assert acts_of_it == 4


def test_a_stage_that_makes_no_sense_is_refused():
    event = made.event(since=TODAY() - timedelta(days=3))
    for to, on, field in (
        (Stage.HELD, TODAY(), "to"),  # it was not confirmed
        (Stage.OFFERED, TODAY() + timedelta(days=1), "on"),
        (Stage.OFFERED, TODAY() - timedelta(days=9), "on"),
    ):
        with pytest.raises(ValidationError) as refused:
            move(event, to, on)
        assert list(refused.value.message_dict) == [field]
    move(event, Stage.CONFIRMED)
    with pytest.raises(ValidationError, match="has a day"):
        move(event, Stage.HELD)
    refused = made.event("Refused")
    move(refused, Stage.REFUSED)
    move(refused, Stage.REQUESTED)  # asked again
    with pytest.raises(ValidationError):
        made.event(day=TODAY() + timedelta(days=1), stage=Stage.HELD)
    with pytest.raises(ValidationError):
        acts.set_guests(event=event, states=[], heads=3, **made.acting())


def test_it_stands_within_its_forum_and_its_hours():
    forum = of_record.get_meeting("ccm-12msp", viewer=PUBLIC)
    for told, field in (
        ({"meeting": forum, "day": date(2024, 9, 20)}, "day"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"at": timezone.now(), "until": timezone.now() - timedelta(hours=1)}, "until"),
        ({"title": " "}, "title"),
    ):
        with pytest.raises(ValidationError) as refused:
            made.event(**({"title": "Lunch"} | told))
        assert list(refused.value.message_dict) == [field]


def test_who_may_see_it_sees_its_parts_and_nobody_else():
    event = made.held(came=["KEN"], confidentiality=Confidentiality.COORDINATORS_AND_ISU)
    asked = {"on": TODAY(), "viewer": cast.viewer("cmc_partner")}
    assert queries.events("ccm", **asked) == []
    assert queries.came_to("KEN", "ccm", **asked) == []
    assert list(EventMove.objects.visible_to(asked["viewer"])) == []
    assert event.parts(at=Confidentiality.PARTNERS)
    with pytest.raises(NotAllowedError):
        acts.move_event(
            event=event, to=Stage.CONFIRMED, on=TODAY(), by=cast.viewer("cmc_partner"), at=timezone.now()
        )
    ours = {"on": TODAY(), "viewer": cast.viewer("support_unit_officer")}
    (row,) = queries.came_to("KEN", "ccm", **ours)
    assert row.came == ["KEN"]
    with pytest.raises(ValidationError, match="may not see this"):
        made.event(confidentiality=Confidentiality.COORDINATORS, our_people=[cast.cmc_partner()])


def test_what_was_held_is_measured_and_opens_its_list():
    made.held("One", came=["KEN", "UGA", "FRA"], heads=40)
    made.held("Two", came=["KEN"])
    made.held("Nobody counted")
    made.event("Only asked for")
    asked = Asked(
        treaty=Treaty.objects.get(pk="ccm"),
        campaign="ccm",
        since=TODAY() - timedelta(days=30),
        until=TODAY(),
        viewer=cast.viewer("coordinator_a"),
        language="en",
    )
    figures = {key: MEASURES[key].read(asked) for key in MEASURES if "events" in key}
    assert figures["events-held"].value == 3
    assert figures["events-attendance"].value == 4
    assert {each.iso3 for each in figures["target-states-at-events"].counted} == {"KEN", "UGA"}
    of_partner = MEASURES["events-held"].read(
        Asked(**{name: getattr(asked, name) for name in ("treaty", "campaign", "since", "until", "language")},
              viewer=cast.viewer("cmc_partner"))
    )  # fmt: skip
    assert of_partner.limited
    shown = held("ccm", since=asked.since, until=asked.until, viewer=PUBLIC)
    assert shown == []


def test_an_activity_counts_its_events():
    activity = Activity.objects.get(key="ccm-2023-side-events")
    assert activity.counts == "events"
    made.held(activity=activity)
    made.event("To come", activity=activity)
    move(made.event("No", activity=activity), Stage.REFUSED)
    tied = READERS["events"]([activity.pk], TODAY(), cast.viewer("coordinator_a"))
    assert (tied[activity.pk].tied, tied[activity.pk].done) == (2, 1)


def test_a_concept_note_is_a_document_and_nothing_else():
    event = made.event()
    acts.put_note(event=event, name="note.pdf", content=b"%PDF-1.7\n%%EOF", **made.acting())
    for name, content in (
        ("note.html", b"<script>"),
        ("note.pdf", b"<html>"),
        ("note.docx", b"%PDF-1.7\n%%EOF"),
        ("note.pdf", b"%PDF-" + b"x" * acts.LARGEST),
    ):
        with pytest.raises(ValidationError):
            acts.put_note(event=event, name=name, content=content, **made.acting())
    event.refresh_from_db()
    assert event.file_name == "note.pdf"


def test_the_feed_tells_of_ones_events_without_a_word(client):
    from accede.reminders import actions as reminders  # noqa: PLC0415 -- only here

    person = cast.coordinator_a()
    at = timezone.now() + timedelta(days=4)
    made.event("zqsecret lunch", at=at, until=at + timedelta(hours=1), our_people=[person], room="zqroom")
    made.event("zqsecret of others", day=TODAY() + timedelta(days=4))
    token = reminders.open_feed(person=person, by=cast.viewer_of(person), at=timezone.now())
    content = client.get(f"/calendar/{token}.ics").content
    found = Calendar.from_ical(content)
    assert found.errors == []
    titles = [str(each["SUMMARY"]) for each in found.walk("VEVENT")]
    assert titles.count("event") == 1
    assert b"zq" not in content


def test_lists_take_as_many_queries_for_one_as_for_three():
    viewer = cast.viewer("coordinator_a")

    def number():
        with CaptureQueriesContext(connection) as asked:
            queries.events("ccm", on=TODAY(), viewer=viewer)
            queries.due("ccm", until=TODAY(), on=TODAY(), viewer=viewer)
            queries.entries("ccm", TODAY() - timedelta(days=30), TODAY(), viewer)
        return len(asked)

    forum = of_record.get_meeting("ccm-13msp", viewer=PUBLIC)
    person = cast.coordinator_a()
    made.event("A", due_on=TODAY(), meeting=forum, our_people=[person])
    made.held("B", came=["KEN"])
    one = number()
    for name in "CDE":
        made.event(name, due_on=TODAY(), meeting=forum, our_people=[person])
        made.held(name, came=["KEN", "UGA"])
    assert number() == one
    assert Event.objects.unguarded(because="the test counts").count() == 8
