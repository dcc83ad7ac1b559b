"""Sources that what is written down rests on."""

from datetime import datetime

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.evidence import room
from accede.record import source_actions
from accede.record.models import Source
from accede.record.queries import sources


def add_source(
    *,
    publisher: str,
    title: str,
    rank: Source.Rank = Source.Rank.PRESS,
    url: str = "",
    published: str = "",
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> Source:
    """A source as its publisher calls it; the one on record where there is one alike. `published` may be partial."""
    return source_actions.add_source(
        publisher=publisher,
        title=title,
        rank=rank,
        url=url,
        published=published,
        campaign=campaign.pk,
        by=by,
        at=at,
    )


room.several("/sources", sources.all_sources, row=Source, summary="Sources on record")
room.write("POST", "/sources", add_source, summary="Put a source on record")
