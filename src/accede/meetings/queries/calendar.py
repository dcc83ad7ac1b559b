"""What a campaign holds or speaks at, as entries of its calendar. Meetings on record are the record's to tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from accede.access.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something with days: its kind and number, as its page has them. `at` and `until` where its hours are known.

    `people` are the numbers of those of us who have a part in it.
    """

    kind: str
    number: int
    name: str
    begins: date
    ends: date
    at: datetime | None = None
    until: datetime | None = None
    zone: str = ""
    place: str = ""
    meeting: str = ""
    people: Sequence[int] = ()
    is_public: bool = False


# Of a campaign, from a day to a day (both included), for a viewer. Each kind of event adds its own when the room is ready.
Reader = Callable[[str, date, date, Viewer], Sequence[Entry]]
READERS: list[Reader] = []
# What a kind is called where its own name may not be told, such as in a calendar that servers of others read.
KINDS: dict[str, str | Promise] = {}


def entries(campaign: str, *, since: date, until: date, viewer: Viewer) -> list[Entry]:
    """All that the viewer may see, the earliest first."""
    found = [each for read in READERS for each in read(campaign, since, until, viewer)]
    return sorted(found, key=lambda each: (each.begins, each.kind, each.number))
