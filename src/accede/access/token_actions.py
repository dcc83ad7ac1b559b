"""Tokens: made, revoked."""

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign, Person, Scope, Token
from accede.access.queries import administers_somewhere, hash_of
from accede.access.revoking_actions import revoke
from accede.access.tokens import BEGINNING, LONGEST, MOST, SHOWN
from accede.access.viewer import Viewer


@transaction.atomic
def make_token(
    *,
    person: Person,
    name: str,
    scope: Scope,
    days: int,
    campaign: Campaign | None = None,
    by: Viewer,
    at: datetime,
) -> tuple[Token, str]:
    """A token and its text, which is not kept. Oneself makes it, or who runs commands on the desk's own computer."""
    if by.person_id not in (person.pk, None):
        raise NotAllowedError(_("Everybody makes their own tokens."))
    if not 1 <= days <= LONGEST:
        told = _("A token lasts from one day to %(days)s.") % {"days": LONGEST}
        raise ValidationError({"days": told})
    if not person.is_active:
        raise ValidationError(_("%(name)s is kept out: let them in first.") % {"name": person.name})
    if Token.objects.filter(person=person, revoked_at__isnull=True, expires_at__gt=at).count() >= MOST:
        raise ValidationError(_("You have %(number)s tokens: revoke one first.") % {"number": MOST})
    text = BEGINNING + secrets.token_urlsafe(32)
    token = Token(
        person=person,
        name=name.strip(),
        scope=scope,
        campaign=campaign,
        prefix=text[:SHOWN],
        token_hash=hash_of(text),
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    token.full_clean()
    token.save()
    audit.write(act="make token", of=token, by=by, at=at)
    return token, text


@transaction.atomic
def revoke_token(*, token: Token, by: Viewer, at: datetime) -> None:
    """At once, and for good. One's own, or anybody's by an administrator."""
    if token.person_id != by.person_id and not administers_somewhere(by):
        raise NotAllowedError(_("Only its owner or an administrator revokes a token."))
    if token.revoked_at is None:
        revoke(token, by=by, at=at)
