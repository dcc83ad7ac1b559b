"""Reads about signing in: one's own list."""

from django.db.models import QuerySet

from accede.access.models import SecurityEvent
from accede.access.viewer import Viewer

KIND = SecurityEvent._meta.label  # noqa: SLF001 -- Django's documented name for it


def own_events(*, viewer: Viewer) -> QuerySet[SecurityEvent]:
    """When the viewer came in, who tried under their name, what changed; newest first. Nobody else's."""
    return (
        SecurityEvent.objects.filter(person=viewer.person_id)
        if viewer.person_id
        else SecurityEvent.objects.none()
    )
