"""Reads about somebody's own reminders."""

from accede.access.models import Person
from accede.access.viewer import Viewer
from accede.reminders.models import Feed, Habit


def habit(person: Person, *, viewer: Viewer) -> Habit.Often:
    """How often they are reminded."""
    found = Habit.objects.filter(person=person).values_list("often", flat=True).first()
    return Habit.Often(found) if found else Habit.Often.DAILY


def feed(person: Person, *, viewer: Viewer) -> Feed | None:
    """That they have a calendar, and since when."""
    return Feed.objects.filter(person=person).first() if person.pk == viewer.person_id else None
