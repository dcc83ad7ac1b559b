"""What rooms above tell of a State, for one list of everything. Rooms beside each other know of each other only so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.rows import Row
from accede.record.models import State, Treaty

Key = tuple[date | None, int]  # an entry's day, and its number


@dataclass(frozen=True, slots=True)
class Asking:
    """What the sources of entries are asked with. `names` are those of States, by ISO code.

    Rows come in no order: the list puts its entries in order by their keys.
    """

    state: State
    campaign: Campaign
    treaty: Treaty
    on: date
    viewer: Viewer
    names: Mapping[str, str]

    def mine(self, model: Any) -> Any:
        """Rows of the work with the State; only those that the viewer may know to be of this State."""
        seen = model.objects.attributable_by(self.viewer)
        return seen.filter(campaign=self.campaign, state=self.state).order_by()

    def said(self, model: Any) -> Any:
        """Evidence of the State, until the day."""
        seen = model.objects.attributable_by(self.viewer).filter(treaty=self.treaty, state=self.state)
        return seen.filter(Q(day__isnull=True) | Q(day__lte=self.on)).order_by()


# The kind of a source's rows, which entries there are, and those of some numbers.
Source = tuple[str, Callable[[Asking], list[Key]], Callable[[Asking, Iterable[int]], Iterable[Row]]]

# Those of further rooms, which bring theirs at the start.
FURTHER: list[Source] = []
# Acts by which a record of a further room comes to the desk, and the model that each brings.
NEW: dict[str, str] = {}
