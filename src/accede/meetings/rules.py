"""Who may do what with what a campaign holds."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.confidentiality import Confidential
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.meetings.models import ActionItem


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


def insist_on_seeing(by: Viewer, record: Confidential) -> None:
    """What somebody may not see, they may not build upon either."""
    if not record.is_visible_to(by):
        raise NotAllowedError(_("This is not for you to see."))


def may_finish(by: Viewer, item: ActionItem) -> bool:
    """Whoever may change it, and whoever is to do it: the person, or anybody of the organisation that does."""
    if may_change(by, item):
        return True
    theirs = item.person_id is not None and item.person_id == by.person_id
    member = item.member
    ours = (
        member is not None
        and member.organisation_id is not None
        and member.organisation_id == by.organisation_id
    )
    return (theirs or ours) and item.is_visible_to(by) and by.contributes_to(item.campaign_id or "")


def insist_on_finishing(by: Viewer, item: ActionItem) -> None:
    if not may_finish(by, item):
        raise NotAllowedError(_("Only who is to do it, or those who run the campaign, may say this."))
