"""Who may write about roads, approaches and plans. Each gives the number of the organisation that will own the row."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer


def insist_on_contributing(by: Viewer, campaign: Campaign) -> int:
    if by.organisation_id is None or not by.contributes_to(campaign.key):
        raise NotAllowedError(_("Only those who contribute to the campaign may write this down."))
    return by.organisation_id


def insist_on_coordinating(by: Viewer, campaign: Campaign) -> int:
    if by.organisation_id is None or not by.coordinates(campaign.key):
        raise NotAllowedError(_("Only those who run the campaign may set this."))
    return by.organisation_id


def insist_on_changing(by: Viewer, record: Confidential) -> None:
    """Its owner may, and those who run the campaign what they may see."""
    campaign = record.campaign_id or ""
    owns = record.owner_id == by.organisation_id and by.contributes_to(campaign)
    if not owns and not (by.coordinates(campaign) and record.is_visible_to(by)):
        raise NotAllowedError(_("Only its owner, or those who run the campaign, may change this."))
