"""Whoever's password, second factor or token changes is told by mail, at once: if it was not them, they know."""

from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access import queries as access
from accede.access.models import AuditEntry, Campaign, Organisation, Person, SecurityEvent, Token
from accede.access.viewer import Viewer
from accede.outbox import actions as outbox
from accede.outbox import transport
from accede.outbox.tasks import send_approved
from accede.reminders.links import Links

ROOM = "sign-in"
DESK = Viewer(name="sign-in")
Kind = SecurityEvent.Kind
WORDS = {
    Kind.PASSWORD: gettext_lazy("Your password was changed."),
    Kind.BEGUN_ANEW: gettext_lazy(
        "Your invitation was taken up: a new password was set, and what you signed in with before is forgotten."
    ),
    Kind.APP_ADDED: gettext_lazy("An app was set up with which codes are made for you."),
    Kind.APP_REMOVED: gettext_lazy("The app that makes your codes was removed."),
    Kind.PASSKEY_ADDED: gettext_lazy("A passkey was added."),
    Kind.PASSKEY_REMOVED: gettext_lazy("A passkey was removed."),
    Kind.CODES: gettext_lazy("New recovery codes were made for you."),
    Kind.RECOVERY_CODE: gettext_lazy("One of your recovery codes was used: it opens nothing any more."),
    Kind.CODE_AGAIN: gettext_lazy("A code of yours that had been used before was tried again, and refused."),
    Kind.CODES_REMOVED: gettext_lazy("Your recovery codes were removed."),
    Kind.PROVIDER: gettext_lazy(
        "An identity of the provider was tied to you: with it one signs in under your name."
    ),
}
CHANGED = gettext_lazy("Accede: what you sign in with has changed")
SUBJECTS = {Kind.CODE_AGAIN: gettext_lazy("Accede: a code was tried again")}


def hear(entry: AuditEntry, of: models.Model) -> None:
    """In the transaction of what is told. Where the operator named no mail server, nothing lies waiting for one."""
    if isinstance(of, SecurityEvent) and of.person and of.kind in WORDS:
        kind = Kind(of.kind)
        _tell(of.person, str(of.pk), WORDS[kind], entry, of.ip or "", subject=SUBJECTS.get(kind, CHANGED))
    elif isinstance(of, Token) and entry.act == "make token":
        _tell(
            of.person,
            f"token-{of.pk}",
            gettext_lazy("A token was made: a program can do what you may."),
            entry,
            "",
            subject=CHANGED,
        )


def _tell(person: Person, key: str, what: object, entry: AuditEntry, ip: str, *, subject: object) -> None:
    viewer = access.viewer_of(person, on=timezone.localdate(entry.at))
    campaign = Campaign.objects.filter(pk__in=list(viewer.roles)).first() or Campaign.objects.first()
    owner = Organisation.objects.filter(pk=viewer.organisation_id or 0).first()
    if not transport.is_set() or campaign is None or owner is None:
        return
    with translation.override(person.language):
        moment = f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M %Z}"
        title = str(subject)
        parts = [
            str(what),
            _("When: %(moment)s") % {"moment": moment},
            _("From the network address: %(ip)s") % {"ip": ip} if ip else "",
            _(
                "If it was you, there is nothing to do. If not, sign out everywhere else, change your password, and tell "
                "an administrator of the desk: %(link)s"
            )
            % {"link": Links(person.language).account()},
        ]
    outbox.notify(
        campaign=campaign,
        owner=owner,
        person=person,
        subject=title,
        text="\n\n".join(filter(None, parts)),
        room=ROOM,
        key=key,
        by=DESK,
        at=entry.at,
    )
    send_approved.enqueue()
