"""The forecast for one treaty on one day, from a record and a model that both end on that day."""

from dataclasses import dataclass

import numpy as np

from accede.forecast import calibration, examples, explanation, features, further, mixture
from accede.forecast.model_file import Fitted
from accede.forecast.panel import DISARMAMENT, Indexes, Numbers, Panel
from accede.forecast.refusal import ForecastRefusedError

FEWEST_PARTIES = 5
FEWEST_FOR_RECORD = 10
INTERVAL = (5, 95)


@dataclass(frozen=True)
class Forecast:
    """One State not party: its place, the probability with its interval, and why."""

    rank: int
    iso3: str
    probability: float
    low: float
    high: float
    reasons: tuple[explanation.Reason, ...]

    @property
    def because(self) -> str:
        return explanation.because(list(self.reasons))


@dataclass(frozen=True, eq=False)
class Scored:
    """What the whole model says of the States at risk, in their order."""

    chance: Numbers
    low: Numbers
    high: Numbers
    parts: dict[str, Numbers]
    """By subject: they sum to the log odds of `chance` less their mean."""


def forecast(panel: Panel, treaty: str, *, now: float, fitted: Fitted) -> list[Forecast]:
    """States that could join, the likeliest first; or a refusal that says what is lacking."""
    column = panel.treaties.index(treaty)
    if panel.opened[column] >= now:
        raise ForecastRefusedError(
            f"On that day {treaty} could not yet be signed. There is nothing to forecast.", why="not yet open"
        )
    known = panel.known_at(now)
    parties = int((known.bound[:, column] < now).sum())
    if parties < FEWEST_PARTIES:
        raise ForecastRefusedError(
            f"On that day {treaty} had {parties} Parties. A forecast needs at least {FEWEST_PARTIES}: from fewer "
            "nothing can be learnt about who joins.",
            why="too few Parties",
        )
    risk = known.at_risk(column, now)
    if not len(risk):
        return []
    scored = score(known, treaty, risk, now=now, fitted=fitted)
    found = []
    for rank, place in enumerate(np.lexsort((np.array(panel.states)[risk], -scored.chance)), start=1):
        state = int(risk[place])
        own = {subject: float(moves[place]) for subject, moves in scored.parts.items()}
        found.append(
            Forecast(
                rank,
                panel.states[state],
                float(scored.chance[place]),
                float(scored.low[place]),
                float(scored.high[place]),
                tuple(explanation.reasons(known, column, state, now, own)),
            )
        )
    return found


def score(panel: Panel, treaty: str, risk: Indexes, *, now: float, fitted: Fitted) -> Scored:
    """Half of the say have the weighted sum and half the trees; then comes the simple rule with its share."""
    learnt_from = [key for key in panel.treaties if key in {*fitted.treaties, treaty}]
    known = features.known(panel.only(learnt_from), now)
    column = learnt_from.index(treaty)
    found, more = features.table(known), (further.as_recorded(known), further.of_treaties(known))
    names, x = examples.rows(found, column, risk)
    of_states = [name for name in found if name not in examples.OF_THE_TREATY]
    signs = examples.signs_for_trees(of_states, tuple(more[0]))
    if (names, signs) != (fitted.names, fitted.signs):
        raise ForecastRefusedError("The model was made for other features. Train it again.")
    seen = examples.for_trees(x, found, more, column, risk)
    x = x.astype(float)
    weights = fitted.pooled + fitted.departures.get(treaty, 0.0)
    share, rule = fitted.shares.get(treaty, 0.0), mixture.rule(names, x)
    worth = fitted.worth(treaty)

    def given(alone: Numbers) -> calibration.Given:
        odds = mixture.mix(alone, rule, share)
        age = now - float(known.panel.opened[column])
        disarmament = bool(known.panel.kind[column] == DISARMAMENT)
        return calibration.Given(column, odds, float(odds.mean()), age, disarmament)

    def chances(alone: Numbers) -> Numbers:
        return calibration.probability(given(alone), worth)

    by_group = fitted.forest.odds(seen)
    alone = (x @ weights + by_group.mean(axis=0)) / 2
    chance = chances(alone)
    again = [
        chances((x @ (weights + change) + group) / 2)
        for change, group in zip(fitted.refits, by_group, strict=True)
    ]
    low, high = np.percentile(np.vstack([*again, chance]), INTERVAL, axis=0)
    parts = explanation.of_sum(names, x, weights / 2)
    for subject, moves in explanation.of_trees(fitted.forest, signs, seen).items():
        parts[subject] = parts.get(subject, 0.0) + moves / 2
    parts = {subject: (1 - share) * moves for subject, moves in parts.items()}
    if share:
        for subject, moves in mixture.rule_parts(names, x, alone, share).items():
            parts[subject] = parts.get(subject, 0.0) + moves
    steep = calibration.steepness(given(alone), worth)
    return Scored(
        chance,
        np.minimum(low, chance),
        np.maximum(high, chance),
        {subject: steep * moves for subject, moves in parts.items()},
    )
