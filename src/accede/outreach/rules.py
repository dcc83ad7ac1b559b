"""Who may do what in the work with States."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import Exchange, FollowUp


def insist_on_contributing(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own what `by` writes down. Raises NotAllowedError."""
    if by.organisation_id is None or not by.contributes_to(campaign.key):
        raise NotAllowedError(
            _("Only those who contribute to the campaign write down their work with States.")
        )
    return by.organisation_id


def may_log(by: Viewer, campaign: Campaign) -> bool:
    """Contributors, but for the ICRC: it is never asked for its own dialogue with States."""
    return by.organisation_id is not None and by.contributes_to(campaign.key) and not by.is_icrc


def insist_on_logging(by: Viewer, campaign: Campaign) -> None:
    insist_on_contributing(by, campaign)
    if not may_log(by, campaign):
        raise NotAllowedError(
            _("The ICRC’s dialogue with States stays its own: it is not written down here.")
        )


def insist_on_coordinating(by: Viewer, campaign: Campaign) -> None:
    if not by.coordinates(campaign.key):
        raise NotAllowedError(_("Only those who run the campaign may do this."))


def owns(by: Viewer, record: Confidential) -> bool:
    return (
        record.owner_id is not None
        and record.owner_id == by.organisation_id
        and by.contributes_to(record.campaign_id or "")
    )


def may_change(by: Viewer, record: Confidential) -> bool:
    """Its owner may, those who run the campaign what they see, and whoever is to do a follow-up."""
    if owns(by, record):
        return True
    campaign = record.campaign_id or ""
    if not record.is_visible_to(by):
        return False
    is_theirs = isinstance(record, FollowUp) and record.assignee_id == by.person_id
    return by.coordinates(campaign) or (is_theirs and by.contributes_to(campaign))


def may_edit(by: Viewer, exchange: Exchange) -> bool:
    """Nobody writes over what they cannot read: an exchange is edited by those who see the whole of it.

    Where it holds no assessment, none is hidden from anybody.
    """
    sees_all = exchange.assessment_is_shown_to(by) or not exchange.assessment
    return may_change(by, exchange) and exchange.who_is_shown_to(by) and sees_all


def may_add(by: Viewer, exchange: Exchange) -> bool:
    """Its owner, and those who run the campaign, add to an exchange whose State they know."""
    return owns(by, exchange) or (
        by.coordinates(exchange.campaign_id or "") and exchange.speaker_is_shown_to(by)
    )


def insist_on_adding(by: Viewer, exchange: Exchange) -> None:
    if not may_add(by, exchange):
        raise NotAllowedError(_("Only its owner, or those who run the campaign, may add to this."))


def insist_on_changing(by: Viewer, record: Confidential) -> None:
    allowed = may_edit(by, record) if isinstance(record, Exchange) else may_change(by, record)
    if not allowed:
        raise NotAllowedError(
            _("Only its owner, or those who run the campaign and see all of it, may change this.")
        )


def insist_on_seeing(by: Viewer, record: Confidential) -> None:
    """What somebody may not see, they may not build upon either."""
    if not record.is_visible_to(by):
        raise NotAllowedError(_("This is not for you to see."))
