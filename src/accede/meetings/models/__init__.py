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
    "GroupMember",
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
    "WorkingGroup",
    "Workshop",
]
