"""Where the simple rule has ranked a disarmament treaty's States better than the model, it takes over by degrees.

The share of the rule is the one that would have ranked best at earlier origins whose outcomes are known: the treaty's
own, and with the weight of some of them those of its like. Treaties on whose own resolutions States have voted by then
are of one sort, the others of another, since the rule knows more of the former.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accede.forecast import evaluation, features
from accede.forecast.panel import Indexes, Numbers

SHARES = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0)
POOLED_COUNT = 3.0
"""How many origins of its own the experience of its like is worth to a treaty."""


@dataclass
class Experience:
    """How well each share ranked, by origin and treaty."""

    found: list[tuple[int, int, list[float]]] = field(default_factory=list)

    def add(self, origin: int, treaty: int, odds: Numbers, rule: Numbers, outcome: Indexes) -> None:
        if 0 < outcome.sum() < len(outcome):
            self.found.append(
                (origin, treaty, [evaluation.auc(outcome, mix(odds, rule, share)) for share in SHARES])
            )

    def shares(self, *, until: int, voted_on: Collection[int] = ()) -> dict[int, float]:
        """Treaty to the share of the rule, from origins until that year; `voted_on` are the treaties with votes."""
        known = [(treaty, aucs) for origin, treaty, aucs in self.found if origin <= until]
        chosen = {}
        for treaty in sorted({treaty for treaty, _aucs in known}):
            own = [aucs for other, aucs in known if other == treaty]
            like = [aucs for other, aucs in known if (other in voted_on) == (treaty in voted_on)]
            scores = np.sum(own, axis=0) + POOLED_COUNT * np.mean(like, axis=0)
            chosen[treaty] = SHARES[int(np.argmax(scores))]
        return chosen


def rule(names: Sequence[str], x: NDArray[np.float32]) -> Numbers:
    """The simple rule for the States at risk. Their features stand against the mean; for the rule the lowest share
    among them counts as none, and a vote that nobody lacks tells nothing.
    """
    return features.simple_rule(_of_rule(names, x))


def rule_parts(
    names: Sequence[str], x: NDArray[np.float32], odds: Numbers, share: float
) -> dict[str, Numbers]:
    """Subject to what the rule, at its share, adds to the log odds of each State against the mean."""
    width = rule(names, x).std() + 1e-9
    parts = features.simple_rule_parts(_of_rule(names, x))
    return {subject: share * odds.std() * (part - part.mean()) / width for subject, part in parts.items()}


def _of_rule(names: Sequence[str], x: NDArray[np.float32]) -> dict[str, Numbers]:
    at = {name: x[:, list(names).index(name)].astype(float) for name in features.RULE}
    return {name: column - column.min() for name, column in at.items()}


def mix(odds: Numbers, rule: Numbers, share: float) -> Numbers:
    """Log odds between the model's and the rule's; the rule is brought to the model's level and spread."""
    return np.asarray((1 - share) * odds + share * as_odds(odds, rule))


def as_odds(odds: Numbers, rule: Numbers) -> Numbers:
    return np.asarray(odds.mean() + odds.std() * (rule - rule.mean()) / (rule.std() + 1e-9))
