"""Who may write down what States say, and who may end it."""

from typing import Protocol

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer


class OfATreaty(Protocol):
    """Any row of evidence."""

    treaty_id: str


def insist_on_contributing(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own what `by` writes down. Raises NotAllowedError."""
    if by.organisation_id is None or not by.contributes_to(campaign.key):
        raise NotAllowedError(_("Only those who contribute to the campaign write down evidence."))
    return by.organisation_id


def insist_on_seeing(by: Viewer, record: Confidential) -> None:
    """What somebody may not see, or may not know by whom it was said, they may not build upon either."""
    if not record.speaker_is_shown_to(by):
        raise NotAllowedError(_("This is not for you to see."))


def may_change(by: Viewer, record: OfATreaty) -> bool:
    """Its owner may, and those who run the campaign what they may see; of what is nobody's, those of its treaty."""
    campaign_id = getattr(record, "campaign_id", None)
    if campaign_id is None:
        campaigns = Campaign.objects.filter(treaty_key=record.treaty_id).values_list("key", flat=True)
        return any(by.coordinates(key) for key in campaigns)
    assert isinstance(record, Confidential)  # noqa: S101 -- nothing else belongs to a campaign
    owns = record.owner_id == by.organisation_id and by.contributes_to(campaign_id)
    return owns or (by.coordinates(campaign_id) and record.speaker_is_shown_to(by))


def insist_on_changing(by: Viewer, record: OfATreaty) -> None:
    if not may_change(by, record):
        raise NotAllowedError(_("Only its owner, or those who run the campaign, may change this."))
