"""Two people at one record: the second sees what the first changed, and loses nothing."""

import re

import pytest
from django.test import Client
from tests.access import cast
from tests.factories import workshops as make
from tests.factories.outreach import ContactFactory
from tests.web.desk.test_evidence_pages import text_of

from accede.access.recording import ChangedMeanwhileError, unchanged
from accede.outreach.models import Contact

pytestmark = pytest.mark.django_db

SEAL = re.compile(r'name="as_shown" value="([^"]+)"')


def _contact(number):
    return Contact.objects.unguarded(because="the test looks at it").get(pk=number)


class Editor:
    """Somebody with the form of a contact open."""

    def __init__(self, person, number):
        self.client, self.path = cast.sign_in(Client(), person), f"/en/desk/ccm/contacts/{number}/edit/"
        self.fields = {"place": "geneva", "name": "Amina Wanjiru", "note": "Prefers to be written to"}
        self.take(self.client.get(self.path))

    def take(self, page):
        (self.fields["as_shown"],) = SEAL.findall(page.content.decode())

    def save(self, **changes):
        self.fields |= changes
        return self.client.post(self.path, self.fields)


@pytest.fixture
def contact():
    return ContactFactory(
        owner=cast.mission_a(),
        place="geneva",
        name="Amina Wanjiru",
        post="",
        email="",
        phone="",
        note="Prefers to be written to",
    )


@pytest.mark.database
def test_the_second_sees_what_the_first_changed_and_saves_all_the_same(contact):
    first, second = (Editor(each(), contact.pk) for each in (cast.coordinator_b, cast.coordinator_a))
    assert first.save(phone="+41 22 111", note="Rings back").status_code == 302

    refused = second.save(note="Writes in French")
    told, page = text_of(refused), refused.content.decode()
    assert refused.status_code == 409
    assert re.search(r"Coordinator B.*: Edited a contact|edited a contact", told)
    for words in ("Rings back", "Writes in French", "+41 22 111", "You had not changed it."):
        assert words in told
    assert 'value="+41 22 111"' in page, "what was left as it was is the other's now"
    assert ">\nWrites in French</textarea>" in page, "what was typed stands"
    assert _contact(contact.pk).note == "Rings back"

    second.take(refused)
    assert second.save(phone="+41 22 111").status_code == 302
    assert (_contact(contact.pk).note, _contact(contact.pk).phone) == ("Writes in French", "+41 22 111")


def test_each_change_is_shown_again_and_the_same_words_are_no_quarrel(contact):
    first, second = (Editor(each(), contact.pk) for each in (cast.coordinator_b, cast.coordinator_a))
    first.save(note="Rings back")
    second.take(second.save(note="Writes in French"))
    first.take(first.client.get(first.path))
    first.save(note="On leave")
    again = second.save()
    assert again.status_code == 409, "a third change is shown, too"
    assert "On leave" in text_of(again)
    second.take(again)
    assert first.save(note="On leave", as_shown="not ours:1:x").status_code == 302
    assert second.save(note="On leave").status_code == 302
    foreign = second.save(note="Something else", as_shown="not ours:1:x")
    assert foreign.status_code == 409, "a seal that is not ours shows whatever differs"


@pytest.mark.database
def test_what_changes_between_reading_and_writing_is_not_overwritten(contact):
    stale = _contact(contact.pk)
    fresh = _contact(contact.pk)
    fresh.note = "Rings back"
    fresh.save()
    with pytest.raises(ChangedMeanwhileError), unchanged(stale):
        pytest.fail("nothing is done")
    with unchanged(fresh):
        pass


def test_two_who_reply_for_one_delegation_see_each_other(client):
    (kenya,) = make.invited(make.workshop(places=4), "KEN")
    path = f"/en/register/{make.link(kenya)}/reply/"
    (seal,) = SEAL.findall(client.get(path).content.decode())
    sent = {"replied_by": "F. Point", "p0-language": "en", "as_shown": seal}
    assert client.post(path, sent | {"p0-name": "Amina Wanjiru"}).status_code == 302
    refused = client.post(path, sent | {"p0-name": "Brian Otieno"})
    assert refused.status_code == 409
    assert "Amina Wanjiru" in text_of(refused)
    assert 'value="Brian Otieno"' in refused.content.decode()
    (seal,) = SEAL.findall(refused.content.decode())
    assert client.post(path, sent | {"p0-name": "Brian Otieno", "as_shown": seal}).status_code == 302
    assert sorted(each.name for each in make.people_of(kenya)) == ["Amina Wanjiru", "Brian Otieno"]
