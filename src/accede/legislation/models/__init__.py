"""What is decided at home: laws, who needs one, parliaments as told and entered, and what is before them."""

from accede.legislation.models.champions import Champion, ParliamentaryPledge
from accede.legislation.models.entered import (
    Committee,
    Entered,
    EnteredChamber,
    EnteredElection,
    Office,
    Period,
    Seat,
)
from accede.legislation.models.help import HelpRequest
from accede.legislation.models.laws import Finding, Law
from accede.legislation.models.parliaments import Chamber, Election, Parliament, Told
from accede.legislation.models.proceedings import Proceeding, ProceedingStep
from accede.legislation.models.qualifying import QualifyingFact

__all__ = [
    "Chamber",
    "Champion",
    "Committee",
    "Election",
    "Entered",
    "EnteredChamber",
    "EnteredElection",
    "Finding",
    "HelpRequest",
    "Law",
    "Office",
    "Parliament",
    "ParliamentaryPledge",
    "Period",
    "Proceeding",
    "ProceedingStep",
    "QualifyingFact",
    "Seat",
    "Told",
]
