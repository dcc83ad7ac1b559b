"""Writes about reminders: one's own habit, one's own calendar, and the digests of a day."""

import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access import queries as access
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign, Organisation, Person
from accede.access.viewer import Viewer
from accede.outbox import actions as outbox
from accede.reminders.digest import Digest, digest
from accede.reminders.links import Links
from accede.reminders.models import Feed, Habit

ROOM = "reminders"
CLOCKWORK = Viewer(name="accede tick")
APART = {Habit.Often.DAILY: timedelta(days=1), Habit.Often.WEEKLY: timedelta(days=7)}


@transaction.atomic
def choose_habit(*, person: Person, often: Habit.Often, by: Viewer, at: datetime) -> Habit:
    """How often one is reminded. Everybody chooses for themselves."""
    _insist_on_own(person, by)
    habit, _is_new = Habit.objects.get_or_create(person=person)
    before = audit.values(habit)
    habit.often = often
    habit.save(update_fields=["often"])
    audit.write(act="choose reminders", of=habit, by=by, at=at, before=before)
    if often == Habit.Often.NEVER:
        outbox.withdraw_notices(person=person, room=ROOM, but=None, by=by, at=at)
    return habit


@transaction.atomic
def open_feed(*, person: Person, by: Viewer, at: datetime) -> str:
    """A new address for one's calendar; its token. The one before answers no more."""
    _insist_on_own(person, by)
    if not by.roles:
        raise ValidationError(_("You hold no role here: there is nothing to put into a calendar."))
    token = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(
        person=person, defaults={"token_hash": access.hash_of(token), "made_at": at}
    )
    audit.write(act="open calendar", of=person, by=by, at=at, before=audit.values(person))
    return token


@transaction.atomic
def close_feed(*, person: Person, by: Viewer, at: datetime) -> None:
    """The address answers no more."""
    _insist_on_own(person, by)
    if Feed.objects.filter(person=person).delete()[0]:
        audit.write(act="close calendar", of=person, by=by, at=at, before=audit.values(person))


def _insist_on_own(person: Person, by: Viewer) -> None:
    if person.pk != by.person_id:
        raise NotAllowedError(_("Everybody chooses this for themselves."))


def write_digests(*, on: date, at: datetime) -> int:
    """Put the day's digests into the outbox: one for each person who is due one and has something new. How many.

    Asked again on the same day, by another process or this one, it writes none.
    """
    return sum(_write(person, on=on, at=at) for person in access.reachable(on=on, viewer=CLOCKWORK))


@transaction.atomic
def _write(person: Person, *, on: date, at: datetime) -> bool:
    habit = _locked(person)
    apart = APART.get(Habit.Often(habit.often))
    if apart is None or (habit.last_on and on - habit.last_on < apart):
        return False
    found = digest(person, on=on, links=Links(person.language))
    if found is None or set(found.keys) <= set(habit.told):
        return False
    _post(person, found, on=on, at=at)
    habit.last_on, habit.told = on, found.keys
    habit.save(update_fields=["last_on", "told"])
    return True


def _locked(person: Person) -> Habit:
    """The person's habit, held until the transaction ends: of two clockworks one waits for the other."""
    try:
        with transaction.atomic():
            Habit.objects.get_or_create(person=person)
    except IntegrityError:  # the other was first
        pass
    return Habit.objects.select_for_update().get(person=person)


def _post(person: Person, found: Digest, *, on: date, at: datetime) -> None:
    organisation = access.viewer_of(person, on=on).organisation_id
    message = outbox.notify(
        campaign=Campaign.objects.get(pk=found.campaigns[0]),
        owner=Organisation.objects.get(pk=organisation or 0),
        person=person,
        subject=found.subject,
        text=found.text,
        room=ROOM,
        key=f"digest-{person.pk}-{on.isoformat()}",
        by=CLOCKWORK,
        at=at,
    )
    outbox.withdraw_notices(person=person, room=ROOM, but=message, by=CLOCKWORK, at=at)
