"""The year, played day by day, whole or not at all."""

from datetime import date

from django.db import transaction

from accede.access.models import Campaign, Person
from accede.demonstration import conversations, meetings, office, people, year
from accede.demonstration.cast import AT_THE_DESK


def is_played() -> bool:
    """Whether somebody of the year is on the desk."""
    return Person.objects.filter(email__endswith=AT_THE_DESK).exists()


@transaction.atomic
def play(*, today: date) -> None:
    """Write down the year that ends today, each act as of its day, by whoever does it."""
    it = year.read(today, Campaign.objects.get(pk="ccm"))
    acts = [act for part in (people, office, conversations, meetings) for act in part.acts(it)]
    for _ago, do in sorted(acts, key=lambda act: -act[0]):  # of one day in the order of the parts
        do()
