"""Every night the trail is walked; a break is told to those who administer, and where it ends to addresses outside."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accede.access import queries as access
from accede.access import trail_heads
from accede.access.models import Campaign, Organisation, Person, TrailCheck
from accede.access.roles import Role
from accede.access.viewer import Viewer
from accede.outbox import actions as outbox
from accede.reminders.links import Links

ROOM = "trail"
CLOCKWORK = Viewer(name="accede tick")


@transaction.atomic
def check(*, at: datetime) -> TrailCheck | None:
    """Walk the trail once a day, and put into the outbox what is to be told of it. None where it was done that day."""
    found = trail_heads.check(at=at)
    if found is None:
        return None
    administrators = _administrators(at)
    if found.broken:
        for person, viewer in administrators:
            _tell_of_break(found, person, viewer, at)
    elif administrators and found.entries:
        _tell_outside(settings.TRAIL_HEAD_TO, found, administrators[0][1], at)
    return found


def _administrators(at: datetime) -> list[tuple[Person, Viewer]]:
    on = timezone.localdate(at)
    people = [(each, access.viewer_of(each, on=on)) for each in access.reachable(on=on, viewer=CLOCKWORK)]
    return [
        (person, viewer)
        for person, viewer in people
        if access.administers_somewhere(viewer) and viewer.organisation_id
    ]


def _campaign(viewer: Viewer) -> Campaign:
    administered = sorted(key for key in viewer.roles if viewer.holds(key, frozenset({Role.ADMINISTRATOR})))
    return Campaign.objects.get(pk=administered[0])


def _tell_of_break(found: TrailCheck, person: Person, viewer: Viewer, at: datetime) -> None:
    campaign = _campaign(viewer)
    with translation.override(person.language):
        subject = _("Accede: the trail of what was done does not hold")
        text = _(
            "Last night the trail of what was done on the desk was walked, and it does not hold. Somebody may have "
            "changed it past the program. Whoever runs the desk’s computer learns more by the command "
            "“accede audit verify”. Compare with a backup and with a head of the trail that was kept outside."
        )
        link = Links(person.language).desk(campaign.pk)
    outbox.notify(
        campaign=campaign,
        owner=Organisation.objects.get(pk=viewer.organisation_id or 0),
        person=person,
        subject=subject,
        text=f"{text}\n\n{link}",
        room=ROOM,
        key=f"break-{found.entry or found.entries}-{person.pk}",
        by=CLOCKWORK,
        at=at,
    )


def _tell_outside(addresses: Sequence[str], found: TrailCheck, viewer: Viewer, at: datetime) -> None:
    now = trail_heads.Head(found.hash, found.entries, found.day.isoformat())
    for address in addresses:
        outbox.tell_outside(
            campaign=_campaign(viewer),
            owner=Organisation.objects.get(pk=viewer.organisation_id or 0),
            address=address,
            subject=f"Accede: the head of the trail on {now.day}",
            text="Keep this line. It tells of nobody. With it, 'accede audit verify --head FILE' shows whether the\n"
            f"history of the desk was written anew since.\n\n{now.line}\n",
            room=ROOM,
            key=f"head-{now.day}-{address}",
            by=CLOCKWORK,
            at=at,
        )
