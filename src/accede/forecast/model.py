"""The model: a regularised discrete-time hazard, pooled over treaties, from which each treaty's own past departs.

The log odds that a State joins within the horizon are a weighted sum of what is known about it. One set of weights
is learnt from all treaties; the kind, and then each treaty, moves the weights of the signs that matter most as far
as its own past supports (partial pooling: a normal prior round the pooled weights, one Newton step).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from accede.forecast.examples import Examples
from accede.forecast.panel import Flags, Numbers

FORGETTING = 0.95
"""What an outcome counts a year later."""
PENALTY = 5.0
FIRM = 100.0
"""How firmly a treaty, and a kind, is held to what all treaties teach."""
OWN_WAY = (
    "signed",
    "signed_lately",
    "subregion",
    "continent",
    "voted_yes",
    "voted_no",
    "abstained",
    "tempo",
    "factors",
    "signatures",
    "neighbours",
    "ideal_point",
    "tempo_related",
    "constant",
)
"""Signs that one treaty may weigh otherwise than the next."""
SMALLEST_WIDTH = 0.05
FIRST_STEPS, STEPS = 20, 2
LONGEST_STEP = 0.3


@dataclass(frozen=True, eq=False)
class Weights:
    """What was learnt until the end of a year."""

    names: tuple[str, ...]
    width: Numbers
    """By which each column of x is divided."""
    pooled: Numbers
    of_kind: Numbers
    """What disarmament treaties add to the pooled weights."""
    of_treaty: dict[int, Numbers] = field(default_factory=dict)
    refits: Numbers = field(default_factory=lambda: np.zeros((0, 0)))
    """The changes of the pooled weights when treaties are drawn again by lot."""

    def of(self, treaty: int, *, disarmament: bool) -> Numbers:
        """The weights for one treaty, for x as it stands."""
        total = self.pooled + self.of_kind * disarmament + self.of_treaty.get(treaty, 0.0)
        return np.asarray(total / self.width)


def widths(examples: Examples) -> Numbers:
    """The spread of each column, so that one penalty fits all."""
    width = np.maximum(examples.x.std(axis=0, dtype=np.float64), SMALLEST_WIDTH)
    width[_common(examples.names) :] = 1.0
    return np.asarray(width)


def fit(
    examples: Examples,
    disarmament: Flags,
    *,
    until: int,
    horizon: int,
    width: Numbers,
    start: Weights | None = None,
    refits: int = 0,
    seed: int = 0,
) -> Weights:
    """Learn from outcomes that were known at the end of the year `until`, and from no others."""
    past = (examples.origin <= until - horizon) & (examples.weight > 0)
    chosen = np.flatnonzero(past)
    chosen = chosen[np.argsort(examples.treaty[chosen], kind="stable")]
    x = examples.x[chosen] / width.astype(np.float32)
    outcome = examples.outcome[chosen]
    weight = (examples.weight * FORGETTING ** (until - horizon - examples.origin))[chosen]
    treaty = examples.treaty[chosen]
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 0.01
    pooled = np.r_[np.zeros(x.shape[1] - 1), -3.0] if start is None else start.pooled
    for _ in range(FIRST_STEPS if start is None else STEPS):
        gradient, curvature = _derivatives(x, outcome, weight, pooled)
        step = np.linalg.solve(curvature + np.diag(penalty), gradient - penalty * pooled)
        pooled = pooled + step / max(1.0, float(np.abs(step).max()) / LONGEST_STEP)
    own = np.array([name in OWN_WAY for name in examples.names])
    of_kind = np.zeros(len(pooled))
    of_treaty: dict[int, Numbers] = {}
    per = _by_treaty(x, outcome, weight / horizon, treaty, pooled)
    family = [index for index in per if disarmament[index]]
    if family:
        of_kind[own] = _towards(sum_of(per, family), own)
    for index, (gradient, curvature) in per.items():
        base = of_kind * disarmament[index]
        departs = np.zeros(len(pooled))
        departs[own] = _towards((gradient - curvature @ base, curvature), own)
        of_treaty[index] = departs
    again = (
        _refits(per, horizon=horizon, penalty=penalty, pooled=pooled, count=refits, seed=seed)
        if refits
        else np.zeros((0, len(pooled)))
    )
    return Weights(examples.names, width, pooled, of_kind, of_treaty, again)


Derivatives = tuple[Numbers, Numbers]


def sum_of(per: dict[int, Derivatives], treaties: Sequence[int]) -> Derivatives:
    gradient = np.sum([per[index][0] for index in treaties], axis=0)
    return gradient, np.sum([per[index][1] for index in treaties], axis=0)


def odds(x: Numbers, weights: Numbers) -> Numbers:
    """The log odds of joining."""
    return np.asarray(x @ weights, dtype=np.float64)


def _common(names: Sequence[str]) -> int:
    return list(names).index("age")


def _derivatives(x: Numbers, outcome: Numbers, weight: Numbers, at: Numbers) -> Derivatives:
    chance = 1 / (1 + np.exp(-(x @ at.astype(np.float32))))
    pull = (weight * (outcome - chance)).astype(np.float32)
    bend = (weight * chance * (1 - chance)).astype(np.float32)
    return (pull @ x).astype(np.float64), ((x * bend[:, None]).T @ x).astype(np.float64)


def _by_treaty(
    x: Numbers, outcome: Numbers, weight: Numbers, treaty: Numbers, at: Numbers
) -> dict[int, Derivatives]:
    """Gradient and curvature of each treaty's examples, which stand together."""
    begins = [int(at) for at in np.flatnonzero(treaty[1:] != treaty[:-1]) + 1]
    begins, ends = [0, *begins], [*begins, len(treaty)]
    return {
        int(treaty[begin]): _derivatives(x[begin:end], outcome[begin:end], weight[begin:end], at)
        for begin, end in zip(begins, ends, strict=True)
    }


def _towards(derivatives: Derivatives, own: Flags) -> Numbers:
    gradient, curvature = derivatives
    return np.asarray(np.linalg.solve(curvature[np.ix_(own, own)] + FIRM * np.eye(own.sum()), gradient[own]))


def _refits(
    per: dict[int, Derivatives], *, horizon: int, penalty: Numbers, pooled: Numbers, count: int, seed: int
) -> Numbers:
    """The weights learnt again from treaties drawn by lot: one Newton step from the weights of all of them."""
    chance = np.random.default_rng(seed)
    treaties = list(per)
    changes = []
    for _ in range(count):
        gradient, curvature = sum_of(per, list(chance.choice(treaties, len(treaties))))
        pull = horizon * gradient - penalty * pooled
        changes.append(np.linalg.solve(horizon * curvature + np.diag(penalty), pull))
    return np.asarray(changes)
