"""What a campaign holds and speaks at. A file a kind; each model is listed here, where Django looks for it."""

from accede.meetings.models.events import Event, EventFollowed, EventGuest, EventMove, Stage
from accede.meetings.models.forums import Part
from accede.meetings.models.treaty_events import Expected, Highlight
from accede.meetings.models.working_groups import (
    ActionItem,
    AgendaItem,
    GroupMember,
    Minute,
    Sitting,
    SittingPaper,
    WorkingGroup,
)
from accede.meetings.models.workshops import (
    Delegation,
    InvitationLink,
    Needs,
    Outcome,
    Participant,
    Session,
    SignIn,
    Workshop,
)

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Delegation",
    "Event",
    "EventFollowed",
    "EventGuest",
    "EventMove",
    "Expected",
    "GroupMember",
    "Highlight",
    "InvitationLink",
    "Minute",
    "Needs",
    "Outcome",
    "Part",
    "Participant",
    "Session",
    "SignIn",
    "Sitting",
    "SittingPaper",
    "Stage",
    "WorkingGroup",
    "Workshop",
]
