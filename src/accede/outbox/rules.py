"""Who may put a message into the outbox, and who lets it go."""

from django.utils.translation import gettext as _

from accede.access.actions import NotAllowedError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outbox.models import Message


def insist_on_writing(by: Viewer, campaign: Campaign) -> int:
    """The number of the organisation that will own the message. Raises NotAllowedError."""
    if by.organisation_id is None or not by.coordinates(campaign.pk):
        raise NotAllowedError(_("Only those who run the campaign write in its name."))
    return by.organisation_id


def may_read(by: Viewer, campaign: Campaign) -> bool:
    """Those who run the campaign; an administrator, who sees whether mail leaves, and of it what is public."""
    return by.coordinates(campaign.pk) or by.administers(campaign.pk)


def insist_on_reading(by: Viewer, campaign: Campaign) -> None:
    if not may_read(by, campaign):
        raise NotAllowedError(_("The outbox is for those who run the campaign, and for administrators."))


def insist_on_deciding(by: Viewer, message: Message) -> None:
    if not by.coordinates(message.campaign_id or "") or not message.is_visible_to(by):
        raise NotAllowedError(_("Only those who run the campaign let a message go."))
