"""What is written down in the work with a State. Whom States are assigned to is open to all roles; the rest is confidential."""

from accede.outreach.models.assignments import Assignment, Handover
from accede.outreach.models.contacts import Contact
from accede.outreach.models.exchanges import ContactMet, Exchange, ObstacleHeard
from accede.outreach.models.forecasts import KeptForecast
from accede.outreach.models.promises import FollowUp, Pledge
from accede.outreach.models.roads import Approach, Move, Pathway, PlannedMeeting

__all__ = [
    "Approach",
    "Assignment",
    "Contact",
    "ContactMet",
    "Exchange",
    "FollowUp",
    "Handover",
    "KeptForecast",
    "Move",
    "ObstacleHeard",
    "Pathway",
    "PlannedMeeting",
    "Pledge",
]
