"""The one for whom something is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks. Reads take a viewer even where everything is public, so that no path exists without one."""

    name: str


# Anyone, not signed in: sees the public record and nothing else.
PUBLIC = Viewer(name="public")
