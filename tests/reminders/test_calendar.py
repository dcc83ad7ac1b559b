"""The calendar feed: valid, stable, secret, and without a confidential word."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from tests.access import cast

from accede.access import queries as access
from accede.access.actions import classify
from accede.access.roles import Confidentiality, Role
from accede.outreach import actions as work
from accede.record.meetings.models import Meeting
from accede.reminders import actions
from accede.reminders.models import Feed

# The address and its person with how trail and record stand, and two about what this person is today.
KEPT = 3

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def feed(at):
    person = cast.coordinator_a()
    token = actions.open_feed(person=person, by=cast.viewer_of(person), at=at)
    return f"/calendar/{token}.ics"


@pytest.fixture
def today_step(step):
    def _step(due, **more):
        return step(0, due_on=timezone.localdate() + timedelta(days=due), **more)

    return _step


def events(answer):
    found = Calendar.from_ical(answer.content)
    assert found.errors == []
    return {str(each["UID"]): each for each in found.walk("VEVENT")}


def test_it_is_read_by_a_calendar_and_tells_no_word(client, feed, today_step, promise):
    today_step(3)
    promise(0, due_on=timezone.localdate() + timedelta(days=5))
    answer = client.get(feed)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer)
    titles = [str(each["SUMMARY"]) for each in found.values()]
    assert titles.count("Next step due") == titles.count("Promise of ours due") == 1
    (event,) = [each for each in found.values() if each["SUMMARY"] == "Next step due"]
    assert event["DTSTART"].dt == timezone.localdate() + timedelta(days=3)
    assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(days=1)
    assert str(event["URL"]) == "http://testserver/en/desk/ccm/follow-ups/"
    assert not any(word in answer.content.decode() for word in ("zqsecret", "Kenya"))


def test_meetings_carry_their_names_and_all_their_days(client, feed):
    begins = timezone.localdate() + timedelta(days=20)
    Meeting.objects.create(
        key="a-seminar",
        names={"en": "A seminar; with a comma, too"},
        begins=begins,
        ends=begins + timedelta(days=2),
        kind=Meeting.Kind.WORKSHOP,
    )
    found = {str(each["SUMMARY"]): each for each in events(client.get(feed)).values()}
    event = found["A seminar; with a comma, too"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (begins, begins + timedelta(days=3))


def test_it_stays_the_same_and_says_so(client, feed, today_step, django_assert_num_queries):
    row = today_step(3)
    first = client.get(feed)
    with django_assert_num_queries(KEPT):
        packed = client.get(feed, headers={"Accept-Encoding": "gzip"})
    assert (gzip.decompress(packed.content), packed["ETag"]) == (first.content, first["ETag"])
    with django_assert_num_queries(KEPT):
        assert client.get(feed, headers={"If-None-Match": first["ETag"]}).status_code == 304
    (uid,) = [key for key, each in events(first).items() if each["SUMMARY"] == "Next step due"]
    later = row.due_on + timedelta(days=1)
    work.postpone_follow_up(
        follow_up=row, due_on=later, by=cast.viewer_of(cast.coordinator_a()), at=timezone.now()
    )
    changed = client.get(feed, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert events(changed)[uid]["DTSTART"].dt == later


def test_what_is_kept_is_told_to_nobody_who_may_not_read_it_any_more(client, today_step, at):
    """A stricter class, fewer rights, another language, another host: each is made anew."""
    partner, coordinator = cast.cmc_partner(), cast.viewer_of(cast.coordinator_a())
    token = actions.open_feed(person=partner, by=cast.viewer_of(partner), at=at)

    def read(**headers):
        return client.get(f"/calendar/{token}.ics", headers=headers).content.decode()

    row = today_step(3, assignee=partner, confidentiality=Confidentiality.PARTNERS)
    today_step(4, assignee=partner, confidentiality=Confidentiality.PARTNERS)
    assert read() == read()
    assert read().count("Next step due") == 2
    classify(
        record=row,
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        by=coordinator,
        at=timezone.now(),
    )
    assert read().count("Next step due") == 1
    assert "http://localhost/" in read(host="localhost")
    # As if somebody had done it past the program: what a person may is looked up each time.
    partner.roles_held.update(role=Role.OBSERVER)
    assert "Next step due" not in read()
    partner.language = "fr"
    partner.save()
    assert "//FR" in read()
    partner.roles_held.update(held_until=timezone.localdate())
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_only_a_hash_of_the_address_is_kept(feed):
    token = feed.removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) == 43
    assert Feed.objects.get().token_hash == access.hash_of(token)


def test_every_wrong_address_is_answered_alike(client, feed, at):
    person, viewer = cast.coordinator_a(), cast.viewer_of(cast.coordinator_a())
    unknown = client.get("/calendar/never-there.ics")
    actions.open_feed(person=person, by=viewer, at=at)
    renewed = client.get(feed)
    token = actions.open_feed(person=person, by=viewer, at=at)
    actions.close_feed(person=person, by=viewer, at=at)
    closed = client.get(f"/calendar/{token}.ics")
    token = actions.open_feed(person=person, by=viewer, at=at)
    person.is_active = False
    person.save()
    out = client.get(f"/calendar/{token}.ics")
    person.is_active = True
    person.save()
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    person.roles_held.update(held_until=timezone.localdate())
    without_a_role = client.get(f"/calendar/{token}.ics")
    answers = [unknown, renewed, closed, out, without_a_role]
    assert {answer.status_code for answer in answers} == {404}
    assert len({len(answer.content) for answer in answers if b"never-there" not in answer.content}) == 1
