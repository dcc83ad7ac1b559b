"""The forecast for one treaty on one day, from a record and a model that both end on that day."""

from dataclasses import dataclass

import numpy as np

from accede.forecast import calibration, examples, explanation, features, mixture
from accede.forecast.model_file import Fitted
from accede.forecast.panel import DISARMAMENT, Panel
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


def forecast(panel: Panel, treaty: str, *, now: float, fitted: Fitted) -> list[Forecast]:
    """States that could join, the likeliest first; or a refusal that says what is lacking."""
    column = panel.treaties.index(treaty)
    if panel.opened[column] >= now:
        raise ForecastRefusedError(
            f"On that day {treaty} could not yet be signed. There is nothing to forecast.", why="not yet open"
        )
    known = features.known(panel, now)
    parties = int(known.party[:, column].sum())
    if parties < FEWEST_PARTIES:
        raise ForecastRefusedError(
            f"On that day {treaty} had {parties} Parties. A forecast needs at least {FEWEST_PARTIES}: from fewer "
            "nothing can be learnt about who joins.",
            why="too few Parties",
        )
    risk = known.panel.at_risk(column, now)
    if not len(risk):
        return []
    names, x = examples.rows(features.table(known), column, risk)
    rule = mixture.rule(names, x)
    share = fitted.shares.get(treaty, 0.0)
    if names != fitted.names:
        raise ForecastRefusedError("The model was made for other features. Train it again.")
    weights = fitted.pooled + fitted.departures.get(treaty, 0.0)
    alone = x.astype(float) @ weights
    odds = mixture.mix(alone, rule, share)
    age = np.full(len(risk), np.log(max(now - panel.opened[column], 0.1)))
    kind = np.full(len(risk), float(panel.kind[column] == DISARMAMENT))
    chance = calibration.probability(odds, age, kind, fitted.calibration)
    again = np.array(
        [
            calibration.probability(
                mixture.mix(x.astype(float) @ (weights + change), rule, share), age, kind, fitted.calibration
            )
            for change in fitted.refits
        ]
    )
    low, high = np.percentile(np.vstack([again, chance]), INTERVAL, axis=0)
    parts = explanation.contributions(names, x.astype(float), (1 - share) * weights)
    if share:
        for subject, moves in mixture.rule_parts(names, x, alone, share).items():
            parts[subject] = parts[subject] + moves
    found = []
    for rank, place in enumerate(np.lexsort((np.array(panel.states)[risk], -chance)), start=1):
        state = int(risk[place])
        own = {subject: float(moves[place]) for subject, moves in parts.items()}
        found.append(
            Forecast(
                rank,
                panel.states[state],
                float(chance[place]),
                float(min(low[place], chance[place])),
                float(max(high[place], chance[place])),
                tuple(explanation.reasons(known.panel, column, state, now, own)),
            )
        )
    return found
