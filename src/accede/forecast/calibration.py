"""Calibration: what the model's log odds were worth in earlier years, by the treaty's age and kind.

For disarmament treaties their mean over the States that could join, which says how many will, and how far a State
stands from it are taken each by itself. The first is often wrong, and wears the worth of both down where they are not
told apart. What the second is worth is learnt from the order within each treaty and year, and a treaty departs by one
Newton step as far as its own past supports.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from accede.forecast.own_level import Rows
from accede.forecast.panel import Numbers

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
PRIOR = np.array([200.0, 20.0, 50.0, 50.0, 50.0])
"""How firmly forecasts are left as they are: slope, level, level by age, level and slope of disarmament."""
FIRM, FIRM_TREATY = 200.0, 50.0
"""How firmly the worth of a State's distance is held to 1, and a treaty's to that of the others."""
FORGETTING, FORGETTING_ORDER = 0.9, 0.95


@dataclass(frozen=True, eq=False)
class Given:
    """The model's log odds for States that could join a treaty, and what their worth depends on."""

    treaty: int
    odds: Numbers
    level: float
    """The mean over all that could join."""
    age: float
    disarmament: bool


@dataclass(frozen=True, eq=False)
class Past(Given):
    """What was given at an origin, and what came."""

    origin: int
    outcome: Numbers


@dataclass(frozen=True, eq=False)
class Learnt:
    """What forecasts were worth."""

    weights: Numbers
    spread: float = 1.0
    """What one unit of a State's distance from the mean is worth, for disarmament treaties."""
    own: dict[int, float] = field(default_factory=dict)
    """What a treaty adds to it."""


UNTAUGHT = Learnt(IDENTITY)


def learn(past: Sequence[Past], *, now: int, horizon: int) -> Learnt:
    """What makes the forecasts of earlier origins fit what came; without any, they stand."""
    if not past:
        return UNTAUGHT
    spread, own = _spread(past, now=now, horizon=horizon)
    told = Learnt(IDENTITY, spread, own)
    x = np.concatenate([_design(each) for each in past])
    apart = np.concatenate([_apart(each, told) for each in past])
    outcome = np.concatenate([each.outcome for each in past])
    age = np.concatenate([np.full(len(each.outcome), now - each.origin) for each in past])
    weight = FORGETTING ** (age - age.min())
    learnt = IDENTITY.copy()
    for _ in range(6):
        chance = 1 / (1 + np.exp(-np.clip(x @ learnt + apart, -30, 30)))
        curvature = (x * (weight * chance * (1 - chance))[:, None]).T @ x + np.diag(PRIOR)
        pull = x.T @ (weight * (outcome - chance)) - PRIOR * (learnt - IDENTITY)
        learnt = learnt + np.clip(np.linalg.solve(curvature, pull), -0.5, 0.5)
    return Learnt(learnt, spread, own)


def steepness(given: Given, learnt: Learnt) -> float:
    """What one unit of a State's log odds is worth in those of the probability."""
    return (
        learnt.spread + learnt.own.get(given.treaty, 0.0) if given.disarmament else float(learnt.weights[0])
    )


def probability(given: Given, learnt: Learnt) -> Numbers:
    """What the log odds are worth."""
    odds = _design(given) @ learnt.weights + _apart(given, learnt)
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def _design(given: Given) -> Numbers:
    """The columns that are weighed. Of disarmament treaties the State's distance is not among them."""
    one = np.ones(len(given.odds))
    told = given.level * one if given.disarmament else given.odds
    log_age, kind = np.log(max(given.age, 0.1)), float(given.disarmament)
    return np.asarray(np.c_[told, one, (log_age - 2.5) * one, kind * one, kind * (given.level + 4) * one])


def _apart(given: Given, learnt: Learnt) -> Numbers:
    """What the State's distance is worth, for disarmament treaties."""
    if not given.disarmament:
        return np.zeros(len(given.odds))
    return np.asarray(steepness(given, learnt) * (given.odds - given.level))


def _spread(past: Sequence[Past], *, now: int, horizon: int) -> tuple[float, dict[int, float]]:
    """For disarmament treaties and, over it, for each of them. Outcomes of several years overlap, and count for less."""
    told = [each for each in past if each.disarmament and 0 < each.outcome.sum() < len(each.outcome)]
    if not told:
        return 1.0, {}
    rows = Rows(
        np.concatenate([each.odds - each.level for each in told])[:, None],
        np.concatenate([each.outcome for each in told]).astype(float),
        np.array([len(each.outcome) for each in told]),
        FORGETTING_ORDER ** np.array([now - horizon - each.origin for each in told]) / horizon,
    )
    spread = rows.fit(np.ones(1), firm=FIRM)
    treaty = np.array([each.treaty for each in told])
    own = {
        int(each): float(rows.step(spread, treaty == each, firm=FIRM_TREATY)[0]) for each in np.unique(treaty)
    }
    return float(spread[0]), own
