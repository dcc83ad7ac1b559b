"""Calibration: what the model's log odds were worth in earlier years, by the treaty's age and kind."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accede.forecast.panel import Numbers

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
PRIOR = np.array([200.0, 20.0, 50.0, 50.0, 100.0])
"""How firmly forecasts are left as they are: slope, level, level by age, level and slope of disarmament."""
FORGETTING = 0.9


@dataclass(frozen=True, eq=False)
class Past:
    """Forecasts of one origin whose outcomes have become known."""

    origin: int
    odds: Numbers
    log_age: Numbers
    disarmament: Numbers
    outcome: Numbers


def design(odds: Numbers, log_age: Numbers, disarmament: Numbers) -> Numbers:
    """The columns that calibration weighs."""
    level = np.ones(len(odds))
    return np.asarray(np.c_[odds, level, log_age - 2.5, disarmament, disarmament * (odds + 4)])


def learn(past: Sequence[Past], *, now: int) -> Numbers:
    """Weights that make the forecasts of earlier origins fit what came; without any, the forecasts stand."""
    if not past:
        return IDENTITY
    x = np.concatenate([design(each.odds, each.log_age, each.disarmament) for each in past])
    outcome = np.concatenate([each.outcome for each in past])
    age = np.concatenate([np.full(len(each.outcome), now - each.origin) for each in past])
    weight = FORGETTING ** (age - age.min())
    learnt = IDENTITY.copy()
    for _ in range(6):
        chance = 1 / (1 + np.exp(-np.clip(x @ learnt, -30, 30)))
        curvature = (x * (weight * chance * (1 - chance))[:, None]).T @ x + np.diag(PRIOR)
        pull = x.T @ (weight * (outcome - chance)) - PRIOR * (learnt - IDENTITY)
        learnt = learnt + np.clip(np.linalg.solve(curvature, pull), -0.5, 0.5)
    return learnt


def steepness(learnt: Numbers, *, disarmament: bool) -> float:
    """What one unit of the model's log odds is worth in those of the probability."""
    return float(learnt[0] + learnt[4] * disarmament)


def probability(odds: Numbers, log_age: Numbers, disarmament: Numbers, learnt: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(design(odds, log_age, disarmament) @ learnt, -30, 30))))
