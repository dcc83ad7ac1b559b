"""A closer look at disarmament treaties: what the model missed among the States of one treaty, learnt from its like.

The pooled model's taste is formed by treaties of every kind. Here a second, small hazard sees its log odds beside the
simple rule and some of the plainest signs, all against the mean of the States at risk, and learns from disarmament
treaties alone how to weigh them; each treaty then departs by one Newton step as far as its own past supports. How many
join is left to the model: every treaty and year has its own level here. Outcomes count as far as they are known: of
three years asked for, the first may have passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accede.forecast.mixture import Ranked
from accede.forecast.own_level import Rows
from accede.forecast.panel import Numbers

SIGNS = ("signed", "subregion", "voted_yes", "voted_no", "abstained", "tempo", "tempo_kind", "neighbours")
FIRM, FIRM_TREATY = 10.0, 20.0
"""How firmly the log odds are left as they are, and a treaty to what all disarmament treaties teach."""
YOUNG = 6.0
"""Years in which a treaty's youth fades."""
FORGETTING = 0.95


def columns(
    names: Sequence[str],
    x: NDArray[np.float32],
    votes: Numbers,
    ranked: Ranked,
    *,
    age: float,
    voted_on: bool,
) -> Numbers:
    """What is weighed: the log odds, the rule (at all, where States have voted, while young), and signs."""
    odds = ranked.odds - ranked.odds.mean()
    rule = (ranked.rule - ranked.rule.mean()) / (ranked.rule.std() + 1e-9) * odds.std()
    signs = np.c_[x[:, [list(names).index(name) for name in SIGNS]], votes]
    young = np.exp(-max(age, 0.0) / YOUNG)
    together = np.c_[odds, rule, rule * voted_on, rule * young, signs - signs.mean(axis=0)]
    return np.asarray(together, dtype=float)


@dataclass
class CloserLook:
    """Treaties and years so far."""

    found: list[tuple[Ranked, Numbers]] = field(default_factory=list)

    def add(self, ranked: Ranked, x: Numbers) -> None:
        self.found.append((ranked, x))

    def odds(self, seen: Sequence[tuple[Ranked, Numbers]], *, at: int, horizon: int) -> list[Numbers]:
        """New log odds for treaties seen at the end of the year `at`, from what was known then."""
        if not seen:
            return []
        width = seen[0][1].shape[1]
        start = np.r_[1.0, np.zeros(width - 1)]
        past = [
            (ranked, x[counted], joined[counted])
            for ranked, x in self.found
            if (years := min(horizon, at - ranked.origin)) > 0
            for counted, joined in (ranked.known(years),)
            if joined[counted].any()
        ]
        weights, own = start, dict[int, Numbers]()
        if past:
            rows = Rows(
                np.concatenate([x for _ranked, x, _joined in past]),
                np.concatenate([joined for _ranked, _x, joined in past]).astype(float),
                np.array([len(joined) for _ranked, _x, joined in past]),
                FORGETTING ** np.array([at - 1.0 - ranked.origin for ranked, _x, _joined in past]),
            )
            weights = rows.fit(start, firm=FIRM)
            treaty = np.array([ranked.treaty for ranked, _x, _joined in past])
            own = {
                each: rows.step(weights, treaty == each, firm=FIRM_TREATY)
                for each in {r.treaty for r, _x in seen}
            }
        return [
            np.asarray(ranked.odds.mean() + x @ (weights + own.get(ranked.treaty, 0.0))) for ranked, x in seen
        ]
