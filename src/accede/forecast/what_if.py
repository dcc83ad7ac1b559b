"""What would change an estimate: the same forecast with one thing otherwise, and nothing else touched.

It says how the model would read such a fact. That bringing the fact about would bring the State nearer is more than
it can know.
"""

from dataclasses import dataclass, replace

import numpy as np

from accede.forecast import desk
from accede.forecast.model_file import Fitted
from accede.forecast.panel import Indexes, OwnVotes, Panel

SOME = 2
JUST_BEFORE = 0.01


@dataclass(frozen=True)
class Change:
    """A thing that could be otherwise, and the probability then. `count` is how many it takes."""

    what: str
    count: int
    probability: float


def changes(
    panel: Panel, treaty: str, iso3: str, *, now: float, fitted: Fitted
) -> tuple[float, list[Change]]:
    """The State's probability as things stand, and with each thing otherwise that can be."""
    state, column = panel.states.index(iso3), panel.treaties.index(treaty)
    worlds = [
        ("vote-yes", 1, _voting(panel, column, state, now, 1.0)),
        ("vote-abstained", 1, _voting(panel, column, state, now, 0.0)),
        ("region", SOME, _neighbours_join(panel, column, state, now)),
        ("kind", SOME, _joins_others(panel, column, state, now)),
    ]
    found = [
        Change(what, count, _probability(world, treaty, iso3, now, fitted))
        for what, count, world in worlds
        if world
    ]
    return _probability(panel, treaty, iso3, now, fitted), found


def _probability(panel: Panel, treaty: str, iso3: str, now: float, fitted: Fitted) -> float:
    rows = desk.forecast(panel, treaty, now=now, fitted=fitted)
    return next(row.probability for row in rows if row.iso3 == iso3)


def _voting(panel: Panel, column: int, state: int, now: float, choice: float) -> Panel | None:
    """It votes so on the next resolution of the treaty, and everybody else as the last time."""
    own = [vote for vote in panel.own_votes if vote.treaty == column and vote.at < now]
    if not own:
        return None
    last = max(own, key=lambda vote: vote.at).votes.copy()
    given = [vote.votes[state] for vote in sorted(own, key=lambda vote: vote.at)]
    given = [each for each in given if not np.isnan(each)]
    if given and given[-1] == choice:
        return None
    last[state] = choice
    return replace(panel, own_votes=(*panel.own_votes, OwnVotes(column, now - JUST_BEFORE, last)))


def _neighbours_join(panel: Panel, column: int, state: int, now: float) -> Panel | None:
    near = np.flatnonzero((panel.subregion == panel.subregion[state]) & (panel.bound[:, column] >= now))
    near = near[near != state][:SOME]
    return _joined(panel, near, column, now) if len(near) == SOME else None


def _joins_others(panel: Panel, column: int, state: int, now: float) -> Panel | None:
    """It joins treaties of the kind that it stands outside of."""
    lacking = (panel.kind == panel.kind[column]) & (panel.opened < now) & (panel.bound[state] >= now)
    lacking[column] = False
    chosen = np.flatnonzero(lacking)[:SOME]
    return _joined(panel, state, chosen, now) if len(chosen) == SOME else None


def _joined(panel: Panel, states: Indexes | int, treaties: Indexes | int, now: float) -> Panel:
    bound = panel.bound.copy()
    bound[states, treaties] = now - JUST_BEFORE
    return replace(panel, bound=bound)
