"""What is known of each State: where it stands, and what it says of joining."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accede.access.viewer import Viewer
from accede.evidence.queries.obstacles import reasons_known
from accede.evidence.queries.positions import latest_positions
from accede.evidence.queries.rows import ObstacleRow, PositionRow
from accede.record.models import Treaty
from accede.record.queries import states, status


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State with the position that it took last and the reasons known, as far as the reader may know them."""

    iso3: str
    name: str
    standing: str
    position: PositionRow | None
    reasons: list[ObstacleRow]


def states_known(
    treaty: Treaty, *, who: Literal["outside", "all"] = "outside", on: date, viewer: Viewer, language: str
) -> list[StateRow]:
    """The States not party, or all."""
    standings = status.statuses(treaty, on=on, viewer=viewer)
    positions = latest_positions(treaty, on=on, viewer=viewer, language=language)
    reasons = reasons_known(treaty, on=on, viewer=viewer, language=language).states
    return [
        StateRow(iso3, name, standing, positions.get(iso3), reasons.get(iso3, []))
        for iso3, name in states.state_names(language, viewer=viewer).items()
        if (standing := standings.get(iso3, "neither")) in status.OUTSIDE or who == "all"
    ]
