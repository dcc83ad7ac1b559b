"""Reads of what States say and do. Each takes the viewer, and the day `on` which it is asked for.

They give rows that hold what this viewer may read and nothing else: where the Chatham House Rule stands against it,
neither State nor speaker are in them.
"""

from accede.evidence.queries.code_book import code_book, get_code, get_issue, issues
from accede.evidence.queries.contradictions import contradictions
from accede.evidence.queries.figures import (
    condemnations_of,
    documented_between,
    statements_between,
    who_condemned,
    who_took_positions,
)
from accede.evidence.queries.incidents import condemnations, incidents
from accede.evidence.queries.known import states_known
from accede.evidence.queries.norm import norm
from accede.evidence.queries.obstacles import (
    get_obstacle,
    newest_reasons,
    obstacles_of,
    reasons_known,
    unattributed,
)
from accede.evidence.queries.positions import (
    interpretive_positions,
    latest_positions,
    positions_of,
    standing_position,
)
from accede.evidence.queries.search import search
from accede.evidence.queries.statements import statements, statements_of
from accede.evidence.queries.steps import get_step, interim_steps, steps_of_state
from accede.evidence.queries.story import story

__all__ = [
    "code_book",
    "condemnations",
    "condemnations_of",
    "contradictions",
    "documented_between",
    "get_code",
    "get_issue",
    "get_obstacle",
    "get_step",
    "incidents",
    "interim_steps",
    "interpretive_positions",
    "issues",
    "latest_positions",
    "newest_reasons",
    "norm",
    "obstacles_of",
    "positions_of",
    "reasons_known",
    "search",
    "standing_position",
    "statements",
    "statements_between",
    "statements_of",
    "states_known",
    "steps_of_state",
    "story",
    "unattributed",
    "who_condemned",
    "who_took_positions",
]
