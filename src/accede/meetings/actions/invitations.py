"""Personal links to reply by, issued, revoked, mailed: each message waits in the outbox until somebody has seen it."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.queries import hash_of
from accede.access.viewer import Viewer
from accede.meetings import rules, workshop_rules
from accede.meetings.models import Delegation, InvitationLink, Workshop
from accede.outbox import actions as outbox
from accede.record import days
from accede.record.queries import states


def address_of(token: str, language: str) -> str:
    """The whole address of a link, for letters and mails. Of the page it knows only the name."""
    with translation.override(language):
        return f"{settings.ADDRESS}{reverse('register', args=[token])}"


@transaction.atomic
def issue_link(*, delegation: Delegation, by: Viewer, at: datetime) -> str:
    """The token of a new link. The one before it opens nothing any more."""
    rules.insist_on_running(by, delegation.workshop.campaign)
    return _issue(delegation, by, at)


@transaction.atomic
def issue_links(*, workshop: Workshop, of: Collection[str] = (), by: Viewer, at: datetime) -> dict[str, str]:
    """ISO code to the token of a new link, for each State (of these) that has not replied yet."""
    rules.insist_on_running(by, workshop.campaign)
    insist_on_open(workshop, at)
    waiting = Delegation.objects.visible_to(by).filter(workshop=workshop, reply=Delegation.Reply.NONE)
    if of:
        waiting = waiting.filter(state__in=of)
    return {each.state_id: _issue(each, by, at) for each in waiting}


def _issue(delegation: Delegation, by: Viewer, at: datetime) -> str:
    delegation.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    token = secrets.token_urlsafe(24)
    InvitationLink.objects.create(delegation=delegation, token_hash=hash_of(token), made_at=at)
    audit.write(act="issue workshop link", of=delegation, by=by, at=at, before=audit.values(delegation))
    return token


@transaction.atomic
def revoke_links(*, delegation: Delegation, by: Viewer, at: datetime) -> None:
    """None of a delegation's links opens anything any more. What was replied stays."""
    rules.insist_on_running(by, delegation.workshop.campaign)
    delegation.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    audit.write(act="revoke workshop link", of=delegation, by=by, at=at, before=audit.values(delegation))


def note_opened(*, link: InvitationLink, at: datetime) -> None:
    """When a link was first opened. Nothing else is noted of whoever opens it."""
    InvitationLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=at)


@transaction.atomic
def mail_workshop_invitations(
    *, workshop: Workshop, addresses: Mapping[str, str], by: Viewer, at: datetime
) -> int:
    """A message with a new link to each of these States (ISO code to address) that has not replied. How many."""
    rules.insist_on_running(by, workshop.campaign)
    insist_on_open(workshop, at)
    waiting = Delegation.objects.visible_to(by).filter(
        workshop=workshop, reply=Delegation.Reply.NONE, state__in=addresses
    )
    found = list(waiting.select_related("state", "workshop__campaign", "workshop__meeting"))
    for delegation in found:
        token = _issue(delegation, by, at)
        number = delegation.links.latest("pk").pk
        _put(
            delegation, token, addresses[delegation.state_id].strip(), key=f"workshop-{number}", by=by, at=at
        )
        delegation.address, delegation.invited_at = addresses[delegation.state_id].strip(), at
        delegation.save(update_fields=["address", "invited_at"])
    return len(found)


def _put(delegation: Delegation, token: str, address: str, *, key: str, by: Viewer, at: datetime) -> None:
    workshop, language = delegation.workshop, states.working_language(delegation.state)
    meeting = workshop.meeting
    with translation.override(language):
        name = states.formal_name(delegation.state, language)
        told = {
            "state": name,
            "workshop": meeting.name,
            "days": days.stretch(meeting.begins, meeting.ends, language),
            "place": meeting.place,
            "day": days.day(workshop.replies_until, language),
        }
        opening = (
            _(
                "%(state)s is invited to the workshop “%(workshop)s” (%(place)s, %(days)s). A reply is requested until %(day)s."
            )
            if meeting.place
            else _(
                "%(state)s is invited to the workshop “%(workshop)s” (%(days)s). A reply is requested until %(day)s."
            )
        )
        how = _(
            "By the link below the focal point of the delegation replies without an account, in any of the six official "
            "languages: accepts or declines, names the delegates, and changes them later. Whoever has the link can reply "
            "for the State: please do not publish it."
        )
        outbox.put(
            campaign=workshop.campaign,
            to=outbox.Recipient(address, name),
            language=language,
            subject=_("Invitation: %(workshop)s") % told,
            text="\n\n".join([capfirst(opening % told), how, address_of(token, language)]),
            room="meetings",
            key=key,
            by=by,
            at=at,
        )


def insist_on_open(workshop: Workshop, at: datetime) -> None:
    if not workshop_rules.takes_replies(workshop, at.date()):
        raise ValidationError(
            _("Registration is closed, or its last day is past. Open it, or give it another last day, first.")
        )
