"""Who may do what with what a campaign holds."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer


def runs_meetings(viewer: Viewer, campaign: str) -> bool:
    return viewer.coordinates(campaign)


def insist_on_running(by: Viewer, campaign: Campaign) -> None:
    if not runs_meetings(by, campaign.pk):
        raise NotAllowedError(_("Only those who run the campaign may do this."))


def insist_on_contributing(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own what `by` writes down. Raises NotAllowedError."""
    if by.organisation_id is None or not by.contributes_to(campaign.pk):
        raise NotAllowedError(_("Only those who contribute to the campaign may do this."))
    return by.organisation_id


def may_change(by: Viewer, record: Confidential) -> bool:
    """Its owner may, and those who run the campaign what they see."""
    campaign = record.campaign_id or ""
    owns = record.owner_id is not None and record.owner_id == by.organisation_id
    if owns and by.contributes_to(campaign):
        return True
    return by.coordinates(campaign) and record.is_visible_to(by)


def insist_on_changing(by: Viewer, record: Confidential) -> None:
    if not may_change(by, record):
        raise NotAllowedError(_("Only its owner, or those who run the campaign, may change this."))
