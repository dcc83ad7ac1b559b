"""Who comes by the link of a survey."""

from django.utils.translation import gettext_lazy as _

from accede.survey.actions import note_opened
from accede.survey.queries import NoSuchLinkError, opened_by
from accede.web.by_link import Way

WAY = Way(
    name="survey",
    folder="answering",
    opens=opened_by,
    nothing=NoSuchLinkError,
    note_opened=note_opened,
    says=_(
        "It may be incomplete, or it was revoked or replaced by a newer one, or its survey ended long ago. "
        "Ask whoever sent it to you for a new one: nothing that was saved is lost."
    ),
    keeps=lambda name, text: (
        (name.startswith("a.") or name == "name") and (" " in text.strip() or "\n" in text)
    ),
)
by_link, page, refusal = WAY.by_link, WAY.page, WAY.refusal
