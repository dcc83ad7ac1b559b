"""Reads about invitations: which are open, and what a token opens."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accede.access.models import Invitation
from accede.access.queries import administers_somewhere, hash_of
from accede.access.viewer import Viewer


class InvitationError(ValueError):
    """A link that opens nothing: unknown, used, or past its day."""


def invitations_open(*, at: datetime, viewer: Viewer) -> QuerySet[Invitation]:
    """Those not yet used and not past their day, for whoever administers."""
    if not administers_somewhere(viewer):
        return Invitation.objects.none()
    return Invitation.objects.filter(used_at__isnull=True, expires_at__gt=at).select_related("person")


def find_invitation(token: str, *, at: datetime, viewer: Viewer) -> Invitation:  # noqa: ARG001 -- no read without a viewer
    """The invitation that the token opens, for whoever has it. Raises InvitationError."""
    return _open_invitation(Invitation.objects.filter(token_hash=hash_of(token)), at)


def get_invitation(number: int, *, at: datetime, viewer: Viewer) -> Invitation:  # noqa: ARG001 -- as above
    """An invitation whose token was shown before. Raises InvitationError."""
    return _open_invitation(Invitation.objects.filter(pk=number), at)


def _open_invitation(found: QuerySet[Invitation], at: datetime) -> Invitation:
    invitation = found.select_related("person").first()
    if invitation is None:
        raise InvitationError(_("This address is no invitation. Look whether all of it was copied."))
    refuse_closed(invitation, at=at)
    return invitation


def refuse_closed(invitation: Invitation, *, at: datetime) -> None:
    if invitation.used_at:
        raise InvitationError(
            _("This invitation was used. An invitation works once: sign in, or ask for another.")
        )
    if invitation.expires_at <= at:
        raise InvitationError(_("This invitation is not valid any more. Ask for another."))
