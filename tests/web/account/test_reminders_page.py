"""One's own page of reminders: how often, what would be sent, and the calendar's address, shown once."""

import re

import pytest
from tests.access import cast

from accede.reminders.models import Feed, Habit

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE = "/en/account/reminders/"


@pytest.fixture
def me(client):
    cast.sign_in(client, cast.coordinator_a())
    return client


def test_it_shows_what_would_be_sent_and_keeps_the_choice(me):
    page = me.get(PAGE).content.decode()
    assert "Timeline of the work plan:" in page  # lines of the plan that ships are overdue
    assert me.post(f"{PAGE}often/", {"often": "weekly"}).status_code == 302
    assert Habit.objects.get().often == Habit.Often.WEEKLY
    assert re.search(r'value="weekly"[^>]*checked', me.get(PAGE).content.decode())
    assert me.post(f"{PAGE}often/", {"often": "hourly"}).status_code == 400


def test_the_address_is_shown_once_and_works_until_it_is_closed(me):
    page = me.post(f"{PAGE}calendar/").content.decode()
    (address,) = re.findall(r'value="http://testserver(/calendar/[\w-]+\.ics)"', page)
    assert me.get(address).status_code == 200
    assert address not in me.get(PAGE).content.decode()
    me.post(f"{PAGE}calendar/close/")
    assert (me.get(address).status_code, Feed.objects.count()) == (404, 0)


def test_whoever_has_no_second_factor_makes_no_calendar(client):
    person = cast.coordinator_a()
    person.password = "scrypt$usable"
    person.save()
    client.force_login(person)
    assert client.post(f"{PAGE}calendar/").status_code == 403
    assert "Timeline of the work plan:" not in client.get(PAGE).content.decode()
