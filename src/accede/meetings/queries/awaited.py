"""Who of a workshop waits for the desk's approval: only which records, for whoever runs the campaign."""

from collections.abc import Iterable
from datetime import date

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.meetings.models import Participant


def waiting_people(campaign: Campaign, _on: date, viewer: Viewer) -> Iterable[int]:
    """The numbers of those who are proposed, or of whom a change is."""
    if not viewer.coordinates(campaign.pk):
        return []
    rows = Participant.objects.visible_to(viewer).filter(campaign=campaign, waits=True)
    return rows.exclude(
        standing__in=(Participant.Standing.REFUSED, Participant.Standing.WITHDRAWN)
    ).values_list("pk", flat=True)
