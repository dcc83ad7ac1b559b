"""What a campaign holds and speaks at. A file a kind; each model is listed here, where Django looks for it."""

from accede.meetings.models.forums import Part
from accede.meetings.models.working_groups import (
    ActionItem,
    AgendaItem,
    GroupMember,
    Minute,
    Sitting,
    SittingPaper,
    WorkingGroup,
)

__all__ = [
    "ActionItem",
    "AgendaItem",
    "GroupMember",
    "Minute",
    "Part",
    "Sitting",
    "SittingPaper",
    "WorkingGroup",
]
