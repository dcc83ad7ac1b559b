"""What States say and do beyond the depositary's record. Everything but interim steps and the code book is confidential."""

from accede.evidence.models.code_book import CodeBookEntry, InterpretiveIssue, ObstacleCode
from accede.evidence.models.incidents import Assessment, Incident
from accede.evidence.models.obstacles import Obstacle
from accede.evidence.models.origins import Dated, Shipped, Sourced
from accede.evidence.models.positions import InterpretivePosition, Position
from accede.evidence.models.statements import Statement
from accede.evidence.models.steps import InterimStep

__all__ = [
    "Assessment",
    "CodeBookEntry",
    "Dated",
    "Incident",
    "InterimStep",
    "InterpretiveIssue",
    "InterpretivePosition",
    "Obstacle",
    "ObstacleCode",
    "Position",
    "Shipped",
    "Sourced",
    "Statement",
]
