"""The work that is tied to activities. Each room that has some says how much of it was done; this one knows meetings."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accede.access.viewer import Viewer
from accede.campaign.models import Activity


@dataclass(frozen=True, slots=True)
class Tied:
    """How much of a kind of work is tied to an activity, and how much of it was done that day."""

    tied: int = 0
    done: int = 0


# Of these activities, on a day, for a viewer: by the activity's number, in one query however many they are.
Reader = Callable[[Collection[int], date, Viewer], Mapping[int, Tied]]


def _meetings(numbers: Collection[int], on: date, _viewer: Viewer) -> dict[int, Tied]:
    found: dict[int, Tied] = {}
    links = Activity.meetings.through.objects.filter(activity_id__in=numbers)
    for number, ends in links.values_list("activity_id", "meeting__ends"):
        was = found.get(number, Tied())
        found[number] = Tied(was.tied + 1, was.done + (ends < on))
    return found


def also(counts: str, reader: Reader) -> None:
    """Let another room's work of the same kind count too: what both have is added up."""
    before = READERS[counts]

    def together(numbers: Collection[int], on: date, viewer: Viewer) -> dict[int, Tied]:
        found = dict(before(numbers, on, viewer))
        for number, more in reader(numbers, on, viewer).items():
            was = found.get(number, Tied())
            found[number] = Tied(was.tied + more.tied, was.done + more.done)
        return found

    READERS[counts] = together


# By what an activity counts (Activity.Counts). Whether a viewer sees a part of it at most, `LIMITED` says.
READERS: dict[str, Reader] = {Activity.Counts.MEETINGS: _meetings}
LIMITED: set[str] = set()
