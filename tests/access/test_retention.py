"""What is of people goes when its time is over, not a day before, and never what an open promise needs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from tests.access import planting
from tests.factories.access import PersonFactory, RoleHeldFactory

from accede.access import audit
from accede.access.models import AuditEntry, Invitation, PersonalAct
from accede.access.personal import retention
from accede.access.personal.retention import GONE, RULES
from accede.access.roles import Confidentiality
from accede.meetings.models import Participant
from accede.outbox.models import Attachment, Message
from accede.outreach.models import Contact, ContactMet, Exchange, Pledge
from accede.project import duties
from accede.record.meetings.models import Meeting
from accede.survey.models import Response, Round

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DAY = date(2024, 1, 1)


def _at(key, *, more=0):
    """The moment at which what ended on DAY is just past its time, or so many days from it."""
    return datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC) + timedelta(days=RULES[key].days + 1 + more)


def _planted(model, **changed):
    row = planting.plant(model, Confidentiality.PARTNERS)
    model._base_manager.filter(pk=row.pk).update(**changed)  # noqa: SLF001 -- past its guard, to be seen whole
    return model._base_manager.get(pk=row.pk)  # noqa: SLF001


def _again(row):
    return type(row)._base_manager.get(pk=row.pk)  # noqa: SLF001


def _goes(key):
    return sum(each.number for each in retention.forecast(at=_at(key)) if each.rule.key == key)


def test_each_kind_goes_on_its_day_and_what_goes_is_told_without_a_word():
    contact = _planted(Contact, valid_until=DAY)
    response = _planted(Response)
    Round.objects.update(opened_on=DAY - timedelta(days=9), closed_on=DAY)
    guest = _planted(Participant)
    Meeting.objects.filter(workshop__isnull=False).update(begins=DAY, ends=DAY)
    file = _planted(Attachment)
    sent = datetime(DAY.year, DAY.month, DAY.day, 1, tzinfo=UTC)
    Message._base_manager.update(state=Message.State.SENT, sent_at=sent)  # noqa: SLF001
    rows = {"contacts": contact, "respondents": response, "participants": guest, "mail": file.message}
    for key in rows:
        assert not [each for each in retention.forecast(at=_at(key, more=-2)) if each.rule.key == key]
        assert _goes(key) >= 1, key

    assert _again(contact).email == contact.email, "a forecast changes nothing"
    retention.shred(at=_at("contacts"))
    assert retention.shred(at=_at("contacts")) == [], "what is gone does not go again"

    assert (_again(contact).name, _again(contact).email, _again(contact).note) == (GONE, "", "")
    assert (_again(response).signed_by, _again(response).address) == (GONE, "")
    assert (_again(guest).name, _again(guest).answer) == (GONE, "")
    assert (_again(file.message).text, _again(file).content) == (GONE, "")
    entries = AuditEntry.objects.filter(act="shred")
    told = str(list(entries.values_list("changes", flat=True)))
    assert "outreach.Contact" in told
    assert "zq" not in told
    assert {each.rule for each in PersonalAct.objects.all()} >= rows.keys()
    assert audit.first_break() is None


def test_a_contact_stays_while_something_is_owed():
    contact = _planted(Contact, valid_until=DAY)
    exchange = _planted(Exchange)
    ContactMet.objects.create(exchange=exchange, contact=contact)
    pledge = _planted(Pledge, exchange=exchange, standing=Pledge.Standing.OPEN)
    assert _goes("contacts") == 0
    Pledge._base_manager.filter(pk=pledge.pk).update(  # noqa: SLF001
        standing=Pledge.Standing.KEPT, settled_on=date(2026, 3, 2)
    )
    assert _goes("contacts") == 1


def test_doors_that_are_closed_are_forgotten():
    at = datetime(2026, 1, 1, tzinfo=UTC)
    person = PersonFactory(email="gone@desk.example")
    RoleHeldFactory(person=person, held_from=date(2020, 1, 1), held_until=date(2021, 1, 1))
    here = PersonFactory(email="here@desk.example")
    RoleHeldFactory(person=here, held_from=date(2020, 1, 1), held_until=date(2021, 1, 1))
    RoleHeldFactory(person=here, held_from=date(2025, 12, 1))
    Invitation.objects.create(
        person=person,
        token_hash="1" * 64,
        made_at=at - timedelta(days=90),
        expires_at=at - timedelta(days=80),
    )
    Session.objects.create(session_key="x", session_data="", expire_date=at - timedelta(days=2))
    duties.let_go(at)
    assert not Invitation.objects.filter(person=person).exists()
    assert not Session.objects.filter(session_key="x").exists()
    person.refresh_from_db()
    here.refresh_from_db()
    assert (person.email, person.is_active) == (f"former-{person.pk}@withdrawn.invalid", False)
    assert here.email == "here@desk.example"


def test_the_operator_says_otherwise_and_a_slip_is_refused(settings):
    _planted(Contact, valid_until=timezone.localdate() - timedelta(days=10))
    settings.RETENTION = {"contacts": 5}
    assert [each.rule.key for each in retention.forecast(at=timezone.now())] == ["contacts"]
    settings.RETENTION = {"contacts": None}
    assert retention.forecast(at=timezone.now()) == []
    settings.RETENTION = {"contracts": 5}
    with pytest.raises(ImproperlyConfigured, match="contracts"):
        retention.forecast(at=timezone.now())
