"""Texts that go with a treaty's status: declarations, territorial applications, footnotes."""

from accede.access.viewer import Viewer
from accede.record.models import State, StatusNote


def notes_of_state(state: State, *, viewer: Viewer) -> list[StatusNote]:
    """What depositaries' tables say of the State beside its actions, treaty by treaty."""
    found = StatusNote.objects.filter(state=state).select_related("treaty", "source")
    return list(found.order_by("treaty__order", "kind", "pk"))
