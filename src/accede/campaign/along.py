"""What goes along when somebody hands over everything that they do in a campaign, and is of a room of its own."""

from collections.abc import Callable, Mapping
from datetime import datetime

from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer

# From the one to the other, by whom and when: the numbers of what was open, by its kind.
PassOn = Callable[[Campaign, Person, Person, Viewer, datetime], Mapping[str, list[int]]]
# Each room adds its own when the program starts.
ALONG: list[PassOn] = []
