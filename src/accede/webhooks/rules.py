"""Who may choose what other programs are told."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.viewer import Viewer


def insist_on_administering(by: Viewer, campaign: str) -> None:
    if not by.administers(campaign):
        raise NotAllowedError(_("Only an administrator of this campaign may do this."))
