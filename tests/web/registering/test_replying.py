"""Whoever has the link of an invitation replies, in each language; nobody else does; nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar
from tests.factories import workshops as make
from tests.web.addresses import BY_INVITATION, LANGUAGES

from accede.meetings.actions import invitations, workshops
from accede.meetings.models import Delegation, Needs

pytestmark = pytest.mark.django_db


class FocalPoint:
    """Somebody with a link, in a browser of their own."""

    def __init__(self, token):
        self.client, self.token = Client(), token

    def at(self, name="register", language="en"):
        with translation.override(language):
            return reverse(name, args=[self.token])

    def get(self, name="register", language="en"):
        return self.client.get(self.at(name, language))

    def reply(self, *names, language="en", **more):
        fields = {"replied_by": "F. Point, Counsellor"} | more
        for place, name in enumerate(names):
            fields |= {f"p{place}-name": name, f"p{place}-language": "en"}
        return self.client.post(self.at("register-reply", language), fields)


@pytest.fixture
def workshop():
    return make.workshop(places=2)


def _invited(workshop, iso3):
    (delegation,) = make.invited(workshop, iso3)
    return delegation, FocalPoint(make.link(delegation))


def _fresh(delegation):
    return Delegation.objects.unguarded(because="a test").get(pk=delegation.pk)


def test_every_address_is_private_and_opens_in_each_language(workshop):
    _delegation, focal = _invited(workshop, "KEN")
    focal.reply("Amina Wanjiru")
    for name in BY_INVITATION:
        for language in LANGUAGES:
            answer = focal.get(name, language)
            assert answer.status_code == 200, (name, language)
            assert answer["Cache-Control"] == "no-store, private", name
            assert answer["Referrer-Policy"] == "no-referrer", name
    days = Calendar.from_ical(focal.get("register-calendar").content)
    assert [str(each["summary"]) for each in days.walk("VEVENT")] == [workshop.meeting.name]
    assert focal.token not in focal.get("register-calendar").content.decode()


def test_a_delegation_is_named_changed_and_declined(workshop):
    kenya, focal = _invited(workshop, "KEN")
    answer = focal.reply("Amina Wanjiru", **{"p0-diet": "no nuts", "p0-visa": "on", "p0-born": "1980-02-03"})
    assert answer["Location"] == f"{focal.at()}?saved=yes"
    needs = Needs.objects.unguarded(because="a test").get()
    assert (needs.diet, needs.visa, needs.born) == ("no nuts", True, "1980-02-03")
    make.approval.approve_all(participants=make.people_of(kenya), **make.acting())
    page = focal.get("register-reply").content.decode()
    (row,) = make.people_of(kenya)
    assert f'name="p0-number" value="{row.pk}"' in page
    focal.reply("Brian Otieno", **{"p0-number": row.pk})
    overview = focal.get().content.decode()
    assert "Amina Wanjiru" in overview
    assert "a change waits for approval" in overview
    assert focal.client.post(focal.at("register-decline"), {}).status_code == 400
    assert focal.client.post(focal.at("register-decline"), {"replied_by": "F. Point"}).status_code == 302
    assert _fresh(kenya).reply == "declined"
    assert not Needs.objects.unguarded(because="a test").exists()


def test_a_full_or_closed_workshop_says_so_and_gives_back_what_was_typed(workshop):
    _kenya, first = _invited(workshop, "KEN")
    uganda, second = _invited(workshop, "UGA")
    _ghana, third = _invited(workshop, "GHA")
    first.reply("Amina", "Brian")
    assert second.reply("Carol Nakato")["Location"].endswith("?saved=waiting")
    assert "waiting list" in second.get().content.decode()
    assert "Liste d’attente".casefold() in second.get(language="fr").content.decode().casefold()
    assert _fresh(uganda).reply == "waiting"
    twice = third.reply("Esi", "Kofi", **{"p0-email": "e@example.org", "p1-email": "e@example.org"})
    assert twice.status_code == 400
    assert "registered with this address" in twice.content.decode()
    assert 'value="Kofi"' in twice.content.decode()
    workshops.close_registration(workshop=workshop, **make.acting())
    late = third.reply("Esi Mensah", remark="We typed this for long")
    assert late.status_code == 409
    for typed in ("Esi Mensah", "We typed this for long", "Registration is closed"):
        assert typed in late.content.decode()
    assert second.reply("Carol Nakato", **{"p0-number": make.people_of(uganda)[0].pk}).status_code == 302


def test_a_revoked_link_opens_nothing_for_whoever_has_it_and_what_was_said_stays(workshop):
    kenya, focal = _invited(workshop, "KEN")
    focal.reply("Amina Wanjiru")
    stolen = FocalPoint(focal.token)
    invitations.revoke_links(delegation=kenya, **make.acting())
    answer = stolen.reply("An impostor")
    assert answer.status_code == 404
    assert "An impostor" in answer.content.decode()  # given back, and kept nowhere
    assert focal.get().status_code == 404
    assert [each.name for each in make.people_of(kenya)] == ["Amina Wanjiru"]
    assert FocalPoint(make.link(_fresh(kenya))).get().status_code == 200
    guesses = FocalPoint("x")
    assert [guesses.client.get(f"/en/register/guess-{n}/").status_code for n in range(12)][-1] == 429
    assert timezone.now() > kenya.links.first().made_at


def test_others_are_neither_seen_nor_changed_and_queries_do_not_grow(workshop, django_assert_num_queries):
    kenya, focal = _invited(workshop, "KEN")
    _uganda, other = _invited(workshop, "UGA")
    focal.reply("Amina Wanjiru")
    number = make.people_of(kenya)[0].pk
    assert "Amina" not in other.get("register-reply").content.decode()
    assert other.reply("Taken over", **{"p0-number": number}).status_code == 400
    assert [each.name for each in make.people_of(kenya)] == ["Amina Wanjiru"]
    focal.get()
    with django_assert_num_queries(5):
        focal.get()
    focal.reply("Amina Wanjiru", "Brian Otieno", **{"p0-number": number})
    with django_assert_num_queries(5):
        focal.get()
