"""Workshops, and who comes to them."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from tests.access import cast

from accede.access.models import Campaign
from accede.meetings.actions import approval, invitations, registration, workshops
from accede.meetings.actions.registration import Person
from accede.meetings.models import Delegation, Participant
from accede.record.models import State

_numbers = count(1)


def acting():
    return {"by": cast.viewer_of(cast.coordinator_a()), "at": timezone.now()}


def workshop(*, in_days=20, lasts=2, places=5, most=2, activity=None, **more):
    """One that begins in so many days, with replies until then."""
    today = timezone.localdate()
    begins = today + timedelta(days=in_days)
    ends = begins + timedelta(days=lasts - 1)
    values = {"places": places, "most": most, "host": "The host", "replies_until": max(begins, today)}
    return workshops.plan_workshop(
        campaign=Campaign.objects.get(pk="ccm"),
        meeting={
            "name": f"Regional workshop {next(_numbers)}",
            "language": "en",
            "begins": begins.isoformat(),
            "ends": ends.isoformat(),
            "place": "Lusaka",
        },
        activity=activity,
        values=values | {"shred_on": ends + timedelta(days=30)} | more,
        **acting(),
    )


def invited(of, *codes):
    """The delegations of these States, put on the list."""
    workshops.invite(workshop=of, states=State.objects.filter(pk__in=codes), categories={}, **acting())
    rows = Delegation.objects.unguarded(because="a test").filter(workshop=of, state__in=codes)
    found = {each.state_id: each for each in rows}
    return [found[code] for code in codes]


def link(delegation):
    return invitations.issue_link(delegation=delegation, **acting())


def coming(delegation, *names, approved=True, **more):
    """The delegation accepted, with these people."""
    people = [Person(name=name, email=f"{name.split()[0].lower()}@example.org", **more) for name in names]
    row = registration.reply(
        delegation=delegation, people=people, replied_by="F. Point, Counsellor", at=timezone.now()
    )
    if approved:
        approval.approve_all(participants=people_of(row), **acting())
    return row


def people_of(delegation):
    rows = Participant.objects.unguarded(because="a test").filter(delegation=delegation)
    return list(rows.select_related("workshop__campaign", "workshop__meeting").order_by("pk"))
