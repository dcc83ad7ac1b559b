"""Learning the order among the States of one treaty and year alone: each treaty and year has a level of its own.

How many join is another question, and errors in its answer would wear down what is learnt of who does.
"""

from dataclasses import dataclass, field

import numpy as np

from accede.forecast.panel import Flags, Indexes, Numbers

STEPS, LEVEL_STEPS = 4, 6
LONGEST_STEP, LONGEST_OWN_STEP, LONGEST_LEVEL_STEP = 0.5, 1.0, 1.5


@dataclass
class Rows:
    """States at risk, those of a treaty and year together."""

    x: Numbers
    outcome: Numbers
    counts: Indexes
    weight: Numbers
    """Of each treaty and year."""
    level: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.level = np.full(len(self.counts), -3.0)

    def fit(self, start: Numbers, *, firm: float) -> Numbers:
        """The weights, held to those that they start from as firmly as is said."""
        weights = start
        everywhere = np.ones(len(self.counts), bool)
        for _ in range(STEPS):
            pull, curvature = self._derivatives(weights, everywhere)
            step = np.linalg.solve(curvature + firm * np.eye(len(start)), pull - firm * (weights - start))
            weights = weights + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
        return np.asarray(weights)

    def step(self, weights: Numbers, chosen: Flags, *, firm: float) -> Numbers:
        """How far the chosen treaties and years lead from the weights."""
        if not chosen.any():
            return np.zeros(len(weights))
        pull, curvature = self._derivatives(weights, chosen)
        own = np.linalg.solve(curvature + firm * np.eye(len(weights)), pull)
        return np.asarray(np.clip(own, -LONGEST_OWN_STEP, LONGEST_OWN_STEP))

    def _derivatives(self, weights: Numbers, chosen: Flags) -> tuple[Numbers, Numbers]:
        """Of the likelihood in which each treaty and year has the level that fits it best."""
        rows = np.repeat(chosen, self.counts)
        x, outcome, counts = self.x[rows], self.outcome[rows], self.counts[chosen]
        begins = np.r_[0, np.cumsum(counts)[:-1]]
        odds, level = x @ weights, self.level[chosen]
        for _ in range(LEVEL_STEPS):
            chance = 1 / (1 + np.exp(-(odds + np.repeat(level, counts))))
            bend = np.add.reduceat(chance * (1 - chance), begins) + 1e-3
            pull = np.add.reduceat(outcome - chance, begins) / bend
            level = level + np.clip(pull, -LONGEST_LEVEL_STEP, LONGEST_LEVEL_STEP)
        self.level[chosen] = level
        chance = 1 / (1 + np.exp(-(odds + np.repeat(level, counts))))
        bend = chance * (1 - chance)
        mean = np.add.reduceat(x * bend[:, None], begins) / np.add.reduceat(bend, begins)[:, None]
        apart = x - np.repeat(mean, counts, axis=0)
        weight = np.repeat(self.weight[chosen], counts)
        return (weight * (outcome - chance)) @ apart, (apart * (weight * bend)[:, None]).T @ apart
