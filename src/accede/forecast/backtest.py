"""The back-test: at the end of each year forecast from what was known then, and score with what came."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from accede.forecast import baselines, calibration, evaluation, examples, features, mixture, model, trees
from accede.forecast.evaluation import Cell
from accede.forecast.panel import DISARMAMENT, Indexes, Numbers, Panel
from accede.forecast.refusal import ForecastRefusedError

FIRST_YEAR = 1988
"""The first origin that is learnt from."""
FIRST_FORECAST = 1994
"""Forecasts from here to the first scored origin serve calibration and mixture alone."""
GROWN_EVERY = 3
"""Trees are grown again every so many years; they cost more than the weighted sum."""
GROWN = trees.COUNT
"""How many trees have half of the say, if nothing else is asked for."""
SUM, TREES = "the weighted sum alone", "the trees alone"


@dataclass(frozen=True, eq=False)
class Year:
    """All that was learnt until the end of a year, and what it forecast for each treaty."""

    origin: int
    weights: model.Weights
    calibration: Numbers
    shares: dict[int, float]
    forecasts: dict[int, tuple[Indexes, Numbers]]
    parts: dict[str, dict[int, Numbers]]
    """The log odds of what the forecast is made of, by treaty."""


@dataclass(frozen=True, eq=False)
class Backtest:
    """Forecasts of every cell, and the figures of the model and of the baselines."""

    cells: tuple[Cell, ...]
    probabilities: tuple[Numbers, ...]
    figures: dict[str, dict[str, evaluation.Figures]]


def yearly(
    panel: Panel, *, horizon: int, years: Sequence[int], refits: int = 0, grown: int = 0
) -> Iterator[Year]:
    """Year by year, each with the weights, the mixture and the calibration that were known at its end.

    `grown` is the number of trees that have half of the say; with none, the weighted sum speaks alone.
    """
    first = max(FIRST_YEAR + horizon, FIRST_FORECAST)
    found = examples.collect(
        panel, range(FIRST_YEAR, max(years) + 1), horizon=horizon, whole_from=first, with_trees=grown > 0
    )
    if not (found.origin <= first - horizon).any():
        raise ForecastRefusedError(
            f"The panel holds no treaty with enough Parties and years before {first} to learn from. "
            "Nothing was computed."
        )
    disarmament = panel.kind == DISARMAMENT
    width = model.widths(found.where(found.origin < min(years)))
    weights: model.Weights | None = None
    forest: trees.Forest | None = None
    past: list[calibration.Past] = []
    experience = mixture.Experience()
    for origin in range(first, max(years) + 1):
        weights = model.fit(
            found, disarmament, until=origin, horizon=horizon, width=width, start=weights, refits=refits
        )
        if grown and (origin - first) % GROWN_EVERY == 0:
            forest = _grow(found, until=origin - horizon, count=grown)
        voted_on = {vote.treaty for vote in panel.own_votes if vote.at < origin + 1.0}
        shares = {
            treaty: share
            for treaty, share in experience.shares(until=origin - horizon, voted_on=voted_on).items()
            if disarmament[treaty]
        }
        learnt = calibration.learn([each for each in past if each.origin <= origin - horizon], now=origin)
        forecasts: dict[int, tuple[Indexes, Numbers]] = {}
        parts: dict[str, dict[int, Numbers]] = {SUM: {}, TREES: {}}
        here = found.where(found.origin == origin)
        for treaty in np.unique(here.treaty):
            own = here.where(here.treaty == treaty)
            odds = model.odds(own.x, weights.of(int(treaty), disarmament=bool(disarmament[treaty])))
            if forest is not None and own.bins is not None:
                by_trees = forest.odds(own.bins)
                parts[SUM][int(treaty)], parts[TREES][int(treaty)] = odds, by_trees
                odds = (odds + by_trees) / 2
            rule = mixture.rule(own.names, own.x)
            experience.add(origin, int(treaty), odds, rule, own.outcome)
            odds = mixture.mix(odds, rule, shares.get(int(treaty), 0.0))
            log_age = np.full(len(odds), np.log(max(origin + 1.0 - panel.opened[treaty], 0.1)))
            kind = np.full(len(odds), float(disarmament[treaty]))
            past.append(calibration.Past(origin, odds, log_age, kind, own.outcome))
            forecasts[int(treaty)] = own.state, calibration.probability(odds, log_age, kind, learnt)
        if origin >= min(years):
            yield Year(origin, weights, learnt, shares, forecasts, parts)


def _grow(found: examples.Examples, *, until: int, count: int) -> trees.Forest:
    """Trees from outcomes that were known by the year `until`."""
    chosen = np.flatnonzero((found.origin <= until) & (found.weight > 0))
    if found.bins is None:
        raise ValueError("no bins were made for trees")
    weight = found.weight[chosen] * model.FORGETTING ** (until - found.origin[chosen])
    return trees.grow(found.bins[:, chosen], found.outcome[chosen], weight, count=count)


def backtest(
    panel: Panel,
    *,
    horizon: int,
    origins: Sequence[int] = evaluation.ORIGINS,
    grown: int = GROWN,
    progress: Callable[[int], None] = lambda _origin: None,
) -> Backtest:
    """Every origin in turn, the model's forecasts beside the baselines'."""
    given: dict[tuple[int, int], Numbers] = {}
    parts: dict[str, dict[tuple[int, int], Numbers]] = {SUM: {}, TREES: {}}
    for year in yearly(panel, horizon=horizon, years=origins, grown=grown):
        given |= {(year.origin, treaty): chance for treaty, (_risk, chance) in year.forecasts.items()}
        for name, odds in year.parts.items():
            parts[name] |= {(year.origin, treaty): 1 / (1 + np.exp(-each)) for treaty, each in odds.items()}
        progress(year.origin)
    cells = tuple(evaluation.cells(panel, horizon, origins))
    probabilities = tuple(given[cell.origin, cell.treaty] for cell in cells)
    figures = {"model": evaluation.score(panel, cells, probabilities, horizon=horizon)}
    for name, alone in parts.items() if grown else ():
        scores = [alone[cell.origin, cell.treaty] for cell in cells]
        figures[name] = evaluation.score(panel, cells, scores, horizon=horizon)
    for name, scores in baseline_scores(panel, cells).items():
        figures[name] = evaluation.score(panel, cells, scores, horizon=horizon)
    return Backtest(cells, probabilities, figures)


def baseline_scores(panel: Panel, cells: Sequence[Cell]) -> dict[str, list[Numbers]]:
    """What each rule gives the States of each cell."""
    scores: dict[str, list[Numbers]] = {name: [] for name in baselines.BASELINES}
    origin = None
    for cell in cells:
        if cell.origin != origin:
            origin = cell.origin
            known = features.known(panel, origin + 1.0)
            found = features.table(known)
            tables = {name: rule(known, found) for name, rule in baselines.BASELINES.items()}
        for name, table in tables.items():
            scores[name].append(table[cell.risk, cell.treaty])
    return scores
