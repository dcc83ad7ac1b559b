"""How long what is of people is kept: a rule for each kind, and what of it is due on a day.

A room offers its rules at the start (`offer`); `accede tick` follows them, `accede retention` tells what it would do.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.access import audit
from accede.access.models import Invitation, Person, PersonalAct, SecurityEvent
from accede.access.viewer import Viewer

CLOCKWORK = Viewer(name="accede tick")
# What stands where a name stood. In no language, and never found again.
GONE = "—"
NOWHERE = "withdrawn.invalid"


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of which something is to go: some fields overwritten, or the rows deleted where there are none."""

    model: type[models.Model]
    pks: Sequence[Any]
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """`days` after which it goes unless the operator says otherwise; None: never by itself, and `why` says so."""

    key: str
    label: str | Promise
    days: int | None = None
    due: Callable[[datetime], Iterable[Due]] | None = None

    @property
    def kept_for(self) -> int | None:
        given: dict[str, int | None] = settings.RETENTION
        return given.get(self.key, self.days) if self.due else None


RULES: dict[str, Rule] = {}


def offer(rules: Iterable[Rule]) -> None:
    """Rules of a room, once all models are there."""
    RULES.update({rule.key: rule for rule in rules})


@dataclass(frozen=True, slots=True)
class Told:
    """How much of one kind goes by a rule."""

    rule: Rule
    model: str
    number: int


def due(*, at: datetime) -> Iterator[tuple[Rule, Due]]:
    """What is past its time, rule by rule."""
    _refuse_unknown()
    for rule in RULES.values():
        if rule.due is None or rule.kept_for is None:
            continue
        for each in rule.due(at - timedelta(days=rule.kept_for)):
            if each.pks:
                yield rule, each


def forecast(*, at: datetime) -> list[Told]:
    """What the next `shred` would take, and nothing is changed."""
    return [Told(rule, each.model._meta.label, len(each.pks)) for rule, each in due(at=at)]  # noqa: SLF001


def shred(*, at: datetime) -> list[Told]:
    """Let go what is past its time. The trail is told how much of which kind, and not what it said."""
    found = [_shred(rule, each, at=at) for rule, each in due(at=at)]
    if found:
        leave_no_trace()
    return found


@transaction.atomic
def _shred(rule: Rule, each: Due, *, at: datetime) -> Told:
    rows = each.model._base_manager.filter(pk__in=each.pks)  # noqa: SLF001 -- every row, and none is shown
    if each.fields:
        rows.update(**each.fields)
    else:
        rows.delete()
    label = each.model._meta.label  # noqa: SLF001
    row = PersonalAct.objects.create(rule=rule.key, kind=label, number=len(each.pks), at=at)
    audit.write(act="shred", of=row, by=CLOCKWORK, at=at)
    return Told(rule, label, len(each.pks))


def leave_no_trace() -> None:
    """SQLite keeps what was overwritten in its log of writes until that is folded in."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _refuse_unknown() -> None:
    unknown = settings.RETENTION.keys() - {key for key, rule in RULES.items() if rule.due}
    if unknown:
        known = ", ".join(key for key, rule in RULES.items() if rule.due)
        raise ImproperlyConfigured(f"ACCEDE_RETENTION names {', '.join(sorted(unknown))}. There is: {known}.")


def unless_gone(rows: Iterable[Any], *names: str) -> list[Any]:
    """The numbers of those of the rows in which one of the fields still says something."""
    return [row.pk for row in rows if any(getattr(row, name) not in ("", GONE, None) for name in names)]


def _invitations(before: datetime) -> Iterator[Due]:
    """Used, or past their day."""
    over = models.Q(used_at__lt=before) | models.Q(expires_at__lt=before)
    yield Due(Invitation, list(Invitation.objects.filter(over).values_list("pk", flat=True)))


def _sessions(before: datetime) -> Iterator[Due]:
    yield Due(Session, list(Session.objects.filter(expire_date__lt=before).values_list("pk", flat=True)))
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 -- models can be imported only now

    yield Due(
        UserSession,
        list(
            UserSession.objects.filter(last_seen_at__lt=before)
            .exclude(session_key__in=Session.objects.values("session_key"))
            .values_list("pk", flat=True)
        ),
    )


def _sign_ins(before: datetime) -> Iterator[Due]:
    yield Due(SecurityEvent, list(SecurityEvent.objects.filter(at__lt=before).values_list("pk", flat=True)))


def _people(before: datetime) -> Iterator[Due]:
    """Of those who hold no role any more what they signed in with and their address; their name stays with what they did."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- as above

    day = before.date()
    still = models.Q(roles_held__held_until__isnull=True) | models.Q(roles_held__held_until__gt=day)
    gone = Person.objects.filter(roles_held__isnull=False).exclude(
        pk__in=Person.objects.filter(still & models.Q(roles_held__isnull=False)).values("pk")
    )
    for person in gone.exclude(email__endswith=f"@{NOWHERE}").distinct():
        yield Due(Person, [person.pk], nobody(person))
        keys = list(Authenticator.objects.filter(user=person).values_list("pk", flat=True))
        yield Due(Authenticator, keys)


def nobody(person: Person) -> dict[str, Any]:
    """What stands in the place of an address and a password."""
    return {"email": f"former-{person.pk}@{NOWHERE}", "password": "!", "zone": "", "is_active": False}


OWN = [
    Rule("people", _("after the last role ended: address and what they signed in with; the name stays with what was done"), 730, _people),
    Rule("invitations", _("after they were used, or are past their day"), 30, _invitations),
    Rule("sessions", _("after they have ended"), 1, _sessions),
    Rule("sign-ins", _("after it happened: when, from which address, with which browser; that it happened stays in the trail"), 180, _sign_ins),
    Rule("trail", _("for good: the names in it can be taken out, what was done cannot")),
    Rule("record", _("as long as the treaty is on record: others cite it, and must know who put it there")),
    Rule("work", _("as long as the campaign")),
    Rule("memory", _("as long as the campaign: the next coordinator reads it")),
    Rule("documents", _("as long as the campaign: what was issued stands still")),
]  # fmt: skip
