"""Who of us goes to which forum."""

from collections.abc import Collection

from accede.access.viewer import Viewer
from accede.meetings.models import Part


def parts(keys: Collection[str], campaign: str, *, viewer: Viewer) -> dict[str, dict[int, str]]:
    """Of each of these meetings, who of the campaign takes part: number and name. For whoever holds a role there."""
    found: dict[str, dict[int, str]] = {key: {} for key in keys}
    if campaign in viewer.roles:
        rows = Part.objects.filter(meeting__in=keys, campaign=campaign).select_related("person")
        for row in rows:
            found[row.meeting_id][row.person_id] = row.person.name
    return found


def forums_of(person: int, *, viewer: Viewer) -> frozenset[str]:
    """The keys of the meetings in which somebody takes part, in the campaigns in which the viewer holds a role."""
    rows = Part.objects.filter(person=person, campaign__in=list(viewer.roles))
    return frozenset(rows.values_list("meeting_id", flat=True))
