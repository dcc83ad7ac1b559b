"""Messages wait until somebody lets them go; what cannot be a letter is refused when it is written."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.outbox import actions, queries
from accede.outbox.models import Message
from accede.outreach.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.database]
State = Message.State


def coordinator():
    return cast.viewer_of(cast.coordinator_b())


def test_it_waits_until_it_is_approved(put, at):
    message = put()
    assert message.state == State.WAITING
    actions.approve(message=message, by=coordinator(), at=at)
    kept = queries.get_message(message.pk, viewer=coordinator())
    assert (kept.state, kept.approved_by) == (State.APPROVED, cast.coordinator_b())
    assert AuditEntry.objects.filter(act="approve message", object_key=str(message.pk)).count() == 1
    assert audit.first_break() is None


def test_the_same_key_is_put_once(put):
    first = put("letter-12")
    again = put("letter-12", subject="Another subject")
    assert (again.pk, again.subject) == (first.pk, "Note verbale")
    assert put("letter-12", room="survey").pk != first.pk


def test_nothing_of_it_is_in_the_database_in_clear(put):
    message = put(attachments=[actions.File("Note.pdf", "application/pdf", b"%PDF-1.7 of Kenya")])
    row = Message.objects.unguarded(because="a test").filter(pk=message.pk).values_list().get()
    assert "kenya@mission.example" in row  # read back by its key
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_message")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT * FROM outbox_attachment")
        stored += str(cursor.fetchall())
    assert not any(word in stored for word in ("kenya", "Kenya", "compliments", "verbale", "Note.pdf"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"to": "Ambassador\r\nBcc: everybody@example.org"}, "to_name"),
        ({"subject": "Note\nBcc: everybody@example.org"}, "subject"),
        ({"address": "kenya"}, "to_address"),
        ({"address": "kenya@mission.example, other@example.org"}, "to_address"),
        ({"address": "kényа@mission.example"}, "to_address"),
        ({"text": "  "}, "text"),
    ],
)
def test_what_cannot_be_a_letter_is_refused(put, given, field):
    with pytest.raises(ValidationError) as refused:
        put(**given)
    assert list(refused.value.message_dict) == [field]
    assert not Message.objects.unguarded(because="a test").exists()


def test_too_large_a_letter_is_refused(put, monkeypatch):
    monkeypatch.setattr(actions, "LARGEST", 10)
    with pytest.raises(ValidationError, match="10 MB"):
        put(attachments=[actions.File("a.pdf", "application/pdf", b"x" * 11)])


def test_it_is_at_least_as_confidential_as_what_it_is_about(put, at):
    from tests.factories.outreach import PledgeFactory  # noqa: PLC0415

    about = PledgeFactory(
        owner=cast.mission_a(), side=Pledge.Side.US, confidentiality=Confidentiality.COORDINATORS
    )
    message = put(about=about)
    assert (message.confidentiality, message.about_kind) == (Confidentiality.COORDINATORS, "pledge")
    with pytest.raises(NotVisibleError):
        queries.get_message(message.pk, viewer=cast.viewer("support_unit_officer"))


@pytest.mark.parametrize("role", ["cmc_partner", "observer", "administrator", "thematic_coordinator"])
def test_others_neither_write_nor_approve(put, at, role):
    with pytest.raises(NotAllowedError):
        put("theirs", by=cast.viewer(role))
    message = put()
    for act in (actions.approve, actions.discard, actions.retry):
        with pytest.raises(NotAllowedError):
            act(message=message, by=cast.viewer(role), at=at)


def test_what_is_discarded_stays_and_is_not_approved_any_more(put, at):
    message = put()
    actions.discard(message=message, by=coordinator(), at=at)
    with pytest.raises(ValidationError, match="not to be sent"):
        actions.approve(message=message, by=coordinator(), at=at + timedelta(minutes=1))


def test_an_administrator_sees_how_many_and_none_of_them(put):
    message = put()
    viewer = cast.viewer("administrator")
    assert queries.counts(message.campaign, viewer=viewer) == {State.WAITING: 1}
    assert list(queries.messages(message.campaign, viewer=viewer)) == []
