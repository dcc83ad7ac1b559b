"""How long the desk keeps who came to workshops and who sat in working groups, and when they cannot be let go yet."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access.personal import erasing, retention
from accede.access.personal.finding import Holding
from accede.access.personal.retention import GONE, Due, Rule
from accede.meetings.models import ActionItem, Delegation, GroupMember, Participant

WHY = "nothing of it is shown"


def _participants(before: datetime) -> Iterator[Due]:
    people = Participant.objects.unguarded(because=WHY).filter(workshop__meeting__ends__lt=before.date())
    named = retention.unless_gone(people.iterator(chunk_size=500), "name", "email")
    nothing = {
        "name": GONE,
        "post": "",
        "organisation": "",
        "email": "",
        "language": "",
        "change": "",
        "answer": "",
    }
    yield Due(Participant, named, nothing)
    delegations = Delegation.objects.unguarded(because=WHY).filter(workshop__meeting__ends__lt=before.date())
    written = retention.unless_gone(delegations.iterator(chunk_size=500), "replied_by", "address")
    yield Due(Delegation, written, {"replied_by": "", "address": ""})


def _members(before: datetime) -> Iterator[Due]:
    rows = GroupMember.objects.unguarded(because=WHY).filter(held_until__lt=before.date())
    open_items = ActionItem.objects.unguarded(because=WHY).filter(done_on__isnull=True, member__isnull=False)
    needed = set(open_items.values_list("member_id", flat=True))
    written = retention.unless_gone(rows.iterator(chunk_size=500), "address")
    yield Due(GroupMember, sorted(set(written) - needed), {"address": ""})


def _owes(holding: Holding, at: datetime) -> Iterator[str]:
    seat, on = holding.somebody.seat, at.date()
    items = ActionItem.objects.unguarded(because=WHY).filter(done_on__isnull=True)
    members = [each.row.pk for each in holding.found if each.own and isinstance(each.row, GroupMember)]
    if (seat is not None and items.filter(person=seat).exists()) or items.filter(member__in=members).exists():
        yield _("Action items of a working group are open that are this person’s.")
    coming = [
        each
        for each in holding.found
        if each.own and isinstance(each.row, Participant) and each.row.workshop.meeting.ends >= on
    ]
    if coming:
        yield _("A workshop to which this person is registered is not over: take them off its list first.")


retention.offer(
    [
        Rule(
            "participants",
            gettext_lazy("after the workshop; which States came stays"),
            730,
            _participants,
        ),
        Rule(
            "members",
            gettext_lazy("after they left the working group; which post sat in it stays"),
            730,
            _members,
        ),
        Rule("needs", gettext_lazy("until the day that stands with each workshop")),
    ]
)
erasing.OBLIGATIONS.append(_owes)
