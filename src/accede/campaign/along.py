"""What is of a room of its own and goes along: when somebody hands over all they do, when a plan is carried over."""

from collections.abc import Callable, Mapping
from datetime import datetime

from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.campaign.models import Activity

# From the one to the other, by whom and when: the numbers of what was open, by its kind.
PassOn = Callable[[Campaign, Person, Person, Viewer, datetime], Mapping[str, list[int]]]
# What served the activity of a plan, by its number, serves the one that it is carried over as: by whom and when.
CarryOver = Callable[[Mapping[int, Activity], Viewer, datetime], None]
# Each room adds its own when the program starts.
ALONG: list[PassOn] = []
CARRIED: list[CarryOver] = []
