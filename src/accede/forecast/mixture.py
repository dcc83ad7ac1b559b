"""Where the simple rule has ranked a disarmament treaty's States better than the model, it takes over by degrees.

The share of the rule is the one that would have ranked best at earlier origins, as far as their outcomes are known: of
three years asked for, the first may have passed. The treaty's own origins count, and with the weight of some of its
States those of its like. Treaties on whose own resolutions States have voted by then are of one sort, the others of
another, since the rule knows more of the former: there it has half of the say at least.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accede.forecast import evaluation, features
from accede.forecast.panel import Flags, Numbers

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
VOTED_ON = 0.5
"""The least share of the rule where States have voted on the treaty's own resolution."""
POOLED_COUNT = 20.0
"""How many States that joined the experience of its like is worth to a treaty."""
COST = 1.0
"""What the rule must have gained, in States ranked rightly from last to first, before it takes over altogether."""
FORGETTING = 0.95


@dataclass(frozen=True, eq=False)
class Ranked:
    """How model and rule ranked a treaty's States at an origin."""

    origin: int
    treaty: int
    odds: Numbers
    rule: Numbers
    after: Numbers
    """How many years after the origin the State became bound, if ever."""
    inherited: Flags
    """It became bound by succession: it is left out once that is known."""

    def known(self, years: int) -> tuple[Flags, Flags]:
        """Who is still counted so many years later, and who has joined."""
        bound = self.after < years
        return ~(bound & self.inherited), bound


@dataclass
class Experience:
    """How well each share ranked."""

    found: list[Ranked] = field(default_factory=list)
    gains: dict[tuple[int, int], tuple[Numbers, int] | None] = field(default_factory=dict)

    def add(self, ranked: Ranked) -> None:
        self.found.append(ranked)

    def shares(
        self, treaties: Collection[int], *, at: int, horizon: int, voted_on: Collection[int] = ()
    ) -> dict[int, float]:
        """Treaty to the share of the rule, from what is known by the end of the year `at`; `voted_on` are the
        treaties with votes.
        """
        nothing = np.zeros(len(SHARES))
        own: dict[int, Numbers] = {}
        like, counts = {True: nothing, False: nothing}, {True: 0.0, False: 0.0}
        for index, ranked in enumerate(self.found):
            gained = self._gain(index, min(horizon, at - ranked.origin))
            if gained is None:
                continue
            weight = FORGETTING ** (at - ranked.origin)
            own[ranked.treaty] = own.get(ranked.treaty, nothing) + weight * gained[0]
            sort = ranked.treaty in voted_on
            like[sort] = like[sort] + weight * gained[0]
            counts[sort] += weight * gained[1]
        chosen = {}
        for treaty in treaties:
            sort = treaty in voted_on
            if not counts[sort] and not sort:
                continue
            scores = own.get(treaty, nothing) + POOLED_COUNT * like[sort] / max(counts[sort], 1e-9)
            least = SHARES.index(VOTED_ON) if sort else 0
            chosen[treaty] = SHARES[least + int(np.argmax((scores - COST * np.array(SHARES))[least:]))]
        return chosen

    def _gain(self, index: int, years: int) -> tuple[Numbers, int] | None:
        """What each share gained over none in so many years: AUC times the number of those that joined."""
        if years < 1:
            return None
        if (index, years) not in self.gains:
            ranked = self.found[index]
            counted, joined = ranked.known(years)
            outcome = joined[counted].astype(np.int64)
            self.gains[index, years] = None
            if 0 < outcome.sum() < len(outcome):
                aucs = [
                    evaluation.auc(outcome, mix(ranked.odds, ranked.rule, share)[counted]) for share in SHARES
                ]
                count = int(outcome.sum())
                self.gains[index, years] = count * (np.array(aucs) - aucs[0]), count
        return self.gains[index, years]


def rule(names: Sequence[str], x: NDArray[np.float32]) -> Numbers:
    """The rule with pace for the States at risk. Their features stand against the mean; for the rule the lowest
    share among them counts as none, and a vote that nobody lacks tells nothing.
    """
    return features.rule_with_pace(_of_rule(names, x))


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
