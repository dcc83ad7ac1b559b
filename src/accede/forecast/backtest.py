"""The back-test: at the end of each year forecast from what was known then, and score with what came."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from accede.forecast import (
    baselines,
    calibration,
    closer,
    evaluation,
    examples,
    features,
    further,
    mixture,
    model,
    small_forest,
    trees,
)
from accede.forecast.evaluation import Cell
from accede.forecast.panel import DISARMAMENT, Flags, Indexes, Numbers, Panel
from accede.forecast.refusal import ForecastRefusedError

FIRST_YEAR = 1988
"""The first origin that is learnt from."""
FIRST_FORECAST = 1994
"""Forecasts from here to the first scored origin serve calibration and mixture alone."""
GROWN_EVERY = 3
"""Trees are grown again every so many years; they cost more than the weighted sum."""
GROWN = trees.COUNT
"""How many trees have half of the say, if nothing else is asked for."""
SUM, TREES, HALVES = "the weighted sum alone", "the trees alone", "sum and trees"
CLOSER = "with the closer look, without the mixture"


@dataclass(frozen=True, eq=False)
class Year:
    """All that was learnt until the end of a year, and what it forecast for each treaty."""

    origin: int
    weights: model.Weights
    calibration: calibration.Learnt
    shares: dict[int, float]
    forecasts: dict[int, tuple[Indexes, Numbers]]
    parts: dict[str, dict[int, Numbers]]
    """The log odds of what the forecast is made of, by treaty."""
    forest: trees.Forest | small_forest.Grown | None = None


@dataclass(frozen=True, eq=False)
class Backtest:
    """Forecasts of every cell, and the figures of the model and of the baselines."""

    cells: tuple[Cell, ...]
    probabilities: tuple[Numbers, ...]
    figures: dict[str, dict[str, evaluation.Figures]]


def yearly(
    panel: Panel,
    *,
    horizon: int,
    years: Sequence[int],
    refits: int = 0,
    grown: int = 0,
    small: bool = False,
) -> Iterator[Year]:
    """Year by year, each with the weights, the mixture and the calibration that were known at its end.

    `grown` is the number of trees that have half of the say, and then disarmament treaties are looked at more closely;
    with none, the weighted sum speaks alone. `small` grows the forest of the model that ships in their place, and nothing
    is looked at more closely.
    """
    first = max(FIRST_YEAR + horizon, FIRST_FORECAST)
    found = _collected(panel, first, max(years), horizon=horizon, with_trees=grown > 0 or small, small=small)
    disarmament = panel.kind == DISARMAMENT
    width = model.widths(found.where(found.origin < min(years)))
    weights: model.Weights | None = None
    forest: trees.Forest | small_forest.Grown | None = None
    past: list[calibration.Past] = []
    experience, look = mixture.Experience(), closer.CloserLook()
    for origin in range(first, max(years) + 1):
        weights = model.fit(
            found, disarmament, until=origin, horizon=horizon, width=width, start=weights, refits=refits
        )
        if (grown or small) and (origin - first) % GROWN_EVERY == 0:
            forest = _grow(found, until=origin - horizon, count=grown)
        voted_on = {vote.treaty for vote in panel.own_votes if vote.at < origin + 1.0}
        here = found.where(found.origin == origin)
        parts: dict[str, dict[int, Numbers]] = {SUM: {}, TREES: {}, HALVES: {}, CLOSER: {}}
        states: dict[int, Indexes] = {}
        ranked: dict[int, mixture.Ranked] = {}
        seen: list[tuple[mixture.Ranked, Numbers]] = []
        for treaty in (int(each) for each in np.unique(here.treaty)):
            own = here.where(here.treaty == treaty)
            odds = model.odds(own.x, weights.of(treaty, disarmament=bool(disarmament[treaty])))
            if forest is not None and own.bins is not None:
                parts[SUM][treaty], parts[TREES][treaty] = odds, forest.odds(own.bins)
                odds = (odds + parts[TREES][treaty]) / 2
            states[treaty] = own.state
            ranked[treaty] = mixture.Ranked(
                origin,
                treaty,
                odds,
                mixture.rule(own.names, own.x),
                panel.bound[own.state, treaty] - (origin + 1.0),
                panel.inherited[own.state, treaty],
            )
            parts[HALVES][treaty] = odds
            if disarmament[treaty] and own.votes is not None and not small:
                age = origin + 1.0 - panel.opened[treaty]
                x = closer.columns(
                    own.names, own.x, own.votes, ranked[treaty], age=age, voted_on=treaty in voted_on
                )
                seen.append((ranked[treaty], x))
        ranked |= _looked_closer(look, seen, at=origin, horizon=horizon)
        parts[CLOSER] = {treaty: each.odds for treaty, each in ranked.items()}
        shares = experience.shares(
            [int(treaty) for treaty in np.flatnonzero(disarmament)],
            at=origin,
            horizon=horizon,
            voted_on=voted_on,
        )
        learnt = calibration.learn(
            [each for each in past if each.origin <= origin - horizon], now=origin, horizon=horizon
        )
        forecasts: dict[int, tuple[Indexes, Numbers]] = {}
        for treaty, each in ranked.items():
            if disarmament[treaty]:
                experience.add(each)
            counted, joined = each.known(horizon)
            odds = mixture.mix(each.odds, each.rule, shares.get(treaty, 0.0))
            given = calibration.Past(
                treaty,
                odds[counted],
                level=float(odds.mean()),
                age=origin + 1.0 - float(panel.opened[treaty]),
                disarmament=bool(disarmament[treaty]),
                origin=origin,
                outcome=joined[counted].astype(np.int64),
            )
            past.append(given)
            forecasts[treaty] = states[treaty][counted], calibration.probability(given, learnt)
            _keep(parts, treaty, counted)
        if origin >= min(years):
            yield Year(origin, weights, learnt, shares, forecasts, parts, forest)


def _looked_closer(
    look: closer.CloserLook, seen: list[tuple[mixture.Ranked, Numbers]], *, at: int, horizon: int
) -> dict[int, mixture.Ranked]:
    """The disarmament treaties as they stand after the closer look, which learns from them too."""
    found = {}
    for (each, x), odds in zip(seen, look.odds(seen, at=at, horizon=horizon), strict=True):
        look.add(each, x)
        found[each.treaty] = replace(each, odds=odds)
    return found


def _keep(parts: dict[str, dict[int, Numbers]], treaty: int, counted: Flags) -> None:
    """Of a treaty's parts those of the States that are counted."""
    for part in parts.values():
        if treaty in part:
            part[treaty] = part[treaty][counted]


def _collected(
    panel: Panel, first: int, last: int, *, horizon: int, with_trees: bool, small: bool
) -> examples.Examples:
    """Examples to learn from and to forecast, or a refusal."""
    found = examples.collect(
        panel,
        range(FIRST_YEAR, last + 1),
        horizon=horizon,
        whole_from=first,
        with_trees=with_trees,
        signs_of=further.as_recorded if small else further.of_states,
        edges_of=small_forest.edges if small else trees.edges,
    )
    if not (found.origin <= first - horizon).any():
        raise ForecastRefusedError(
            f"The panel holds no treaty with enough Parties and years before {first} to learn from. "
            "Nothing was computed."
        )
    return found


def _grow(found: examples.Examples, *, until: int, count: int) -> trees.Forest | small_forest.Grown:
    """Trees from outcomes that were known by the year `until`: so many, or with none the small forest."""
    chosen = np.flatnonzero((found.origin <= until) & (found.weight > 0))
    if found.bins is None:
        raise ValueError("no bins were made for trees")
    weight = found.weight[chosen] * model.FORGETTING ** (until - found.origin[chosen])
    bins, outcome = found.bins[:, chosen], found.outcome[chosen]
    if not count:
        return small_forest.grow(bins, outcome, weight, found.treaty[chosen], found.edges)
    return trees.grow(bins, outcome, weight, count=count)


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
    parts: dict[str, dict[tuple[int, int], Numbers]] = {SUM: {}, TREES: {}, HALVES: {}, CLOSER: {}}
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
