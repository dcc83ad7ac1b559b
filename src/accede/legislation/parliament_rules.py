"""Who may write down what concerns parliaments."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer


def insist_on_contributing(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own what `by` writes down. Raises NotAllowedError."""
    if by.organisation_id is None or not by.contributes_to(campaign.key):
        raise NotAllowedError(_("Only those who contribute to the campaign write down what parliaments do."))
    return by.organisation_id


def may_change(by: Viewer, record: Confidential) -> bool:
    """Its owner may, and those who run the campaign what they see."""
    if not record.is_visible_to(by):
        return False
    owns = record.owner_id == by.organisation_id and by.contributes_to(record.campaign_id or "")
    return owns or by.coordinates(record.campaign_id or "")


def insist_on_changing(by: Viewer, record: Confidential) -> None:
    if not may_change(by, record):
        raise NotAllowedError(_("Only its owner, or those who run the campaign, may change this."))
