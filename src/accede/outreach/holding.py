"""How long contacts are kept, and who cannot be let go because of what is open with them."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access.personal import erasing, retention
from accede.access.personal.finding import Holding
from accede.access.personal.retention import GONE, Due, Rule
from accede.outreach.models import Assignment, Contact, ContactMet, FollowUp, Pledge

WHY = "nothing of it is shown"


def _open_exchanges() -> set[int]:
    """Exchanges from which something is still owed, by us or to us."""
    owed = Pledge.objects.unguarded(because=WHY).filter(standing=Pledge.Standing.OPEN, exchange__isnull=False)
    steps = FollowUp.objects.unguarded(because=WHY).filter(done_on__isnull=True, exchange__isnull=False)
    return {*owed.values_list("exchange_id", flat=True), *steps.values_list("exchange_id", flat=True)}


def _needed() -> set[int]:
    """Contacts who were met where something is still owed."""
    met = ContactMet.objects.filter(exchange_id__in=_open_exchanges())
    return set(met.values_list("contact_id", flat=True))


def _contacts(before: datetime) -> Iterator[Due]:
    rows = Contact.objects.unguarded(because=WHY).filter(valid_until__lt=before.date())
    named = retention.unless_gone(rows.iterator(chunk_size=500), "name", "email", "phone", "note")
    due = sorted(set(named) - _needed())
    nothing = {"name": GONE, "email": "", "phone": "", "note": "", "language": ""}
    yield Due(Contact, due, nothing)


def _owes(holding: Holding, _at: datetime) -> Iterator[str]:
    seat = holding.somebody.seat
    if seat is not None:
        steps = FollowUp.objects.unguarded(because=WHY).filter(assignee=seat, done_on__isnull=True)
        if steps.exists():
            yield _("Next steps are assigned to this person that are not done.")
        if Assignment.objects.filter(person=seat, held_until__isnull=True).exists():
            yield _("This person looks after States: hand them over first.")
    theirs = {each.row.pk for each in holding.found if each.own and isinstance(each.row, Contact)}
    if theirs & _needed():
        yield _("Something is still owed from an exchange in which this person was met.")


retention.offer(
    [
        Rule(
            "contacts",
            gettext_lazy(
                "after they left the post; longer where something is owed from an exchange with them"
            ),
            730,
            _contacts,
        )
    ]
)
erasing.OBLIGATIONS.append(_owes)
