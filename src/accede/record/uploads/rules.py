"""Who may bring files in, and decide on what they say."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.viewer import Viewer


def may_bring_in(viewer: Viewer) -> bool:
    """Whoever contributes to a campaign, or administers one: the record is of them all."""
    return any(viewer.contributes_to(key) or viewer.administers(key) for key in viewer.roles)


def insist_on_bringing_in(by: Viewer) -> None:
    """Raises NotAllowedError."""
    if not may_bring_in(by):
        raise NotAllowedError(
            _("Only those who contribute to a campaign, or administer one, bring files in.")
        )
