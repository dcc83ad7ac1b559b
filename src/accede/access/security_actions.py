"""What bears on somebody's signing in is written down: in their own list, and in the trail."""

import ipaddress
from datetime import datetime

from django.db import transaction

from accede.access import audit
from accede.access.models import Person, SecurityEvent
from accede.access.viewer import Viewer

Kind = SecurityEvent.Kind
FAILED = frozenset({Kind.WRONG_PASSWORD, Kind.WRONG_CODE, Kind.CODE_AGAIN})
LONGEST_AGENT = 200
# Nobody has said yet who they are.
AT_THE_DOOR = Viewer(name="sign-in")


@transaction.atomic
def note(
    kind: SecurityEvent.Kind,
    *,
    person: Person | None,
    means: str = "",
    ip: str | None,
    agent: str,
    at: datetime,
) -> SecurityEvent:
    """What happened, when and from where. Without a person the same is done: it must not be seen who is known."""
    event = SecurityEvent(
        person=person,
        kind=kind,
        means=means,
        ip=_address(ip),
        agent=agent[:LONGEST_AGENT],
        at=at,
    )
    event.save()
    is_known = person is not None and kind not in FAILED
    by = Viewer(name=person.name, person_id=person.pk) if person and is_known else AT_THE_DOOR
    audit.write(
        act="sign in"
        if kind == Kind.SIGNED_IN
        else "fail to sign in"
        if kind in FAILED
        else "change password"
        if kind == Kind.PASSWORD
        else "change sign-in",
        of=event,
        by=by,
        at=at,
    )
    return event


def _address(told: str | None) -> str | None:
    """What a proxy adds may be no address, or one with a port: then nobody's sign-in fails for it."""
    try:
        return str(ipaddress.ip_address(told or ""))
    except ValueError:
        return None
