"""Who may do what with materials and hand-outs."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer


def may_add(by: Viewer, campaign: Campaign) -> bool:
    """Whoever contributes brings materials of their own."""
    return by.organisation_id is not None and by.contributes_to(campaign.key)


def insist_on_adding(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own what `by` adds. Raises NotAllowedError."""
    if by.organisation_id is None or not may_add(by, campaign):
        raise NotAllowedError(_("Only those who contribute to the campaign add materials."))
    return by.organisation_id


def may_hand_out(by: Viewer, campaign: Campaign) -> bool:
    """Contributors, but for the ICRC: it is never asked for its own dialogue with States."""
    return may_add(by, campaign) and not by.is_icrc


def insist_on_handing_out(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own the hand-out. Raises NotAllowedError."""
    owner = insist_on_adding(by, campaign)
    if not may_hand_out(by, campaign):
        raise NotAllowedError(
            _("The ICRC’s dialogue with States stays its own: it is not written down here.")
        )
    return owner


def may_change(by: Viewer, record: Confidential) -> bool:
    """Its owner may, and those who run the campaign what they know all of. What ships is nobody's to change."""
    campaign = record.campaign_id or ""
    owns = record.owner_id is not None and record.owner_id == by.organisation_id
    if owns and by.contributes_to(campaign):
        return True
    return by.coordinates(campaign) and record.speaker_is_shown_to(by)


def insist_on_changing(by: Viewer, record: Confidential) -> None:
    if not may_change(by, record):
        raise NotAllowedError(_("Only its owner, or those who run the campaign, may change this."))
