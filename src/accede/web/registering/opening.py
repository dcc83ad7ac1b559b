"""Who comes by the link of an invitation to a workshop."""

from django.utils.translation import gettext_lazy as _

from accede.meetings.actions.invitations import note_opened
from accede.meetings.queries.workshops import NoSuchLinkError, opened_by
from accede.web.by_link import Way

_NO_TEXT = ("number", "language", "sponsorship", "leaves", "visa")

WAY = Way(
    name="workshop",
    folder="registering",
    opens=opened_by,
    nothing=NoSuchLinkError,
    note_opened=note_opened,
    says=_(
        "It may be incomplete, or it was revoked or replaced by a newer one, or its workshop ended long ago. "
        "Ask whoever sent it to you for a new one: nothing that was saved is lost."
    ),
    keeps=lambda name, text: bool(text.strip()) and not name.endswith(_NO_TEXT),
)
by_link, page, refusal = WAY.by_link, WAY.page, WAY.refusal
