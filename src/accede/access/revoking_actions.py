"""The end of a token, whoever brings it about."""

from datetime import datetime

from accede.access import audit
from accede.access.models import Person, Token
from accede.access.viewer import Viewer


def revoke(token: Token, *, by: Viewer, at: datetime) -> None:
    before = audit.values(token)
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    audit.write(act="revoke token", of=token, by=by, at=at, before=before)


def revoke_all_of(person: Person, *, by: Viewer, at: datetime) -> None:
    """For whoever begins anew, or is kept out."""
    for token in person.tokens.filter(revoked_at__isnull=True):
        revoke(token, by=by, at=at)
