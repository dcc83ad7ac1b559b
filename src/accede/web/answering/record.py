"""What the desk holds publicly about a State, shown for correction rather than asked again."""

from typing import Any

from django.utils import timezone

from accede.access.viewer import PUBLIC
from accede.evidence.queries import steps_of_state
from accede.evidence.queries.positions import positions_of
from accede.record.queries import status, treaties, votes
from accede.survey.models import Response

MOST_VOTES = 3


def held(response: Response, *, language: str) -> dict[str, Any]:
    """Status, acts, steps, positions and the latest votes, each with its source: nothing that is not public."""
    on, state = timezone.localdate(), response.state
    treaty = treaties.get_treaty(response.round.campaign.treaty_key, viewer=PUBLIC)
    steps = steps_of_state(state, on=on, viewer=PUBLIC).filter(treaty=treaty)
    cast = [
        each
        for each in votes.votes_of_state(state, on=on, viewer=PUBLIC)
        if each.roll_call.resolution.treaty_id == treaty.pk
    ]
    return {
        "treaty": treaty,
        "row": status.status_row(treaty, state, on=on, viewer=PUBLIC, language=language),
        "steps": list(steps),
        "positions": positions_of(state, treaty, on=on, viewer=PUBLIC, language=language),
        "votes": cast[:MOST_VOTES],
    }
