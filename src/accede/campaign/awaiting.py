"""What waits for somebody's decision, room by room: for whatever reminds them, which knows of the rooms only so."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.campaign import rules
from accede.campaign.queries.reports import returned_reports, waiting_reports

# Of a campaign, on a day, the numbers of the records on which the viewer is to decide.
Reader = Callable[[Campaign, date, Viewer], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A record on which somebody is to decide: of which kind it is, and its number; never what it says."""

    kind: str
    campaign: str
    number: int

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"


def awaiting(campaign: Campaign, *, on: date, viewer: Viewer) -> Iterator[Awaited]:
    """All that waits for the viewer in the campaign, in the order of the rooms."""
    for kind, (_label, reader) in READERS.items():
        for number in reader(campaign, on, viewer):
            yield Awaited(kind, campaign.pk, number)


def _sent(campaign: Campaign, _on: date, viewer: Viewer) -> Iterable[int]:
    if not rules.may_write(viewer, campaign.pk):
        return []
    return [row.pk for row in waiting_reports(campaign, viewer=viewer)]


def _returned(campaign: Campaign, _on: date, viewer: Viewer) -> Iterable[int]:
    return [row.pk for row in returned_reports(campaign, viewer=viewer)]


READERS: dict[str, tuple[str | Promise, Reader]] = {
    "report": (_("Reports of partners to accept or to return"), _sent),
    "returned": (_("Reports that came back with a question"), _returned),
}
