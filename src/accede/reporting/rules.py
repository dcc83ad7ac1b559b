"""Who may write, issue and review documents."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.reporting.models import Paper, ReviewRound


def may_write(by: Viewer, campaign: Campaign) -> bool:
    """Those who run the campaign: a document speaks for it."""
    return by.organisation_id is not None and by.person_id is not None and by.coordinates(campaign.pk)


def insist_on_writing(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own the document. Raises NotAllowedError."""
    if not may_write(by, campaign) or by.organisation_id is None:
        raise NotAllowedError(_("Only those who run the campaign write its documents."))
    return by.organisation_id


def insist_on_changing(by: Viewer, paper: Paper) -> None:
    if not by.coordinates(paper.campaign_id or "") or not paper.is_visible_to(by):
        raise NotAllowedError(_("Only those who run the campaign write its documents."))


def reviews(by: Viewer, found: ReviewRound) -> bool:
    """Whoever was named; and those who run the campaign, who read what comes of it."""
    if by.coordinates(found.campaign_id or "") and found.is_visible_to(by):
        return True
    named = by.person_id is not None and found.reviewers.filter(pk=by.person_id).exists()
    return named and found.is_visible_to(by)
