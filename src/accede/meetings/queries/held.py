"""What a campaign held, of whichever kind: for figures, timelines, the report and the pages of States."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from accede.access.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An event that was held: its kind and number, as its page has them, and which States came to it.

    `ends` is its last day, where that is another. `attendance_is_known` tells an event to which none came from one of which it is not known who did.
    """

    kind: str
    number: int
    name: str
    day: date
    ends: date | None = None
    place: str = ""
    came: Sequence[str] = ()
    heads: int | None = None
    attendance_is_known: bool = False
    activity: int | None = None
    meeting: str = ""


# Of a campaign, from a day to a day (both included), for a viewer. Each kind adds its own when the room is ready.
Reader = Callable[[str, date, date, Viewer], Sequence[Held]]
READERS: dict[str, Reader] = {}


def held(
    campaign: str, *, since: date, until: date, viewer: Viewer, but_for: Collection[str] = ()
) -> list[Held]:
    """All that the viewer may see, the earliest first; `but_for` names kinds that are left out."""
    asked = [read for kind, read in READERS.items() if kind not in but_for]
    found = [each for read in asked for each in read(campaign, since, until, viewer)]
    return sorted(found, key=lambda each: (each.day, each.kind, each.number))
