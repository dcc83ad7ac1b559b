"""How good forecasts were: which pairs are scored, and the figures.

A cell is a treaty at the end of an origin year, with 10 to 190 Parties on at least four continents, whose record
reaches to the end of the horizon. Scored are the States that exist and are not bound then. The outcome is 1 where the
State becomes bound within the horizon; succession is not joining.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from accede.forecast.panel import DISARMAMENT, Flags, Indexes, Numbers, Panel

ORIGINS = range(2000, 2025)
HORIZONS = (1, 3)
FEWEST_PARTIES, MOST_PARTIES, FEWEST_CONTINENTS = 10, 190, 4
TOP = 10
CCM = "26-6"
SMALLEST = 1e-6
FIRST_BASE_RATE = 0.02
"""The base rate before any outcome is known."""


@dataclass(frozen=True, eq=False)
class Cell:
    """A treaty at the end of an origin year: the States at risk, and what they did."""

    origin: int
    treaty: int
    risk: Indexes
    outcome: Indexes

    @property
    def ranks(self) -> bool:
        """Whether it has outcomes of both kinds, without which no ranking can be right or wrong."""
        return bool(0 < self.outcome.sum() < len(self.outcome))


@dataclass(frozen=True)
class Figures:
    """The figures of a group of cells."""

    cells: int
    auc: float
    auc_low: float
    auc_high: float
    average_precision: float
    hit_rate: float
    skill: float
    slope: float


def cells(panel: Panel, horizon: int, origins: Sequence[int] = ORIGINS) -> Iterator[Cell]:
    """What is scored, by origin and treaty."""
    for origin in origins:
        now = origin + 1.0
        party = panel.bound < now
        for treaty in np.flatnonzero((panel.opened < now) & (panel.covered >= origin + horizon)):
            parties = party[:, treaty]
            if not FEWEST_PARTIES <= parties.sum() <= MOST_PARTIES:
                continue
            if len(set(panel.continent[parties])) < FEWEST_CONTINENTS:
                continue
            joined = panel.bound[:, treaty] < now + horizon
            risk = np.flatnonzero(
                (panel.exists <= origin) & ~parties & ~(panel.inherited[:, treaty] & joined)
            )
            yield Cell(origin, int(treaty), risk, joined[risk].astype(np.int64))


def auc(outcome: Indexes, probability: Numbers) -> float:
    """The chance that a State which joined stood above one which did not; ties count half."""
    _values, inverse, counts = np.unique(probability, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    joined = outcome.sum()
    return float((rank[outcome > 0].sum() - joined * (joined + 1) / 2) / (joined * (len(outcome) - joined)))


def slope(outcome: Indexes, probability: Numbers) -> float:
    """Slope of the outcome's log odds on the forecast's: 1 when calibrated, below 1 when too bold."""
    design = np.c_[np.log(probability / (1 - probability)), np.ones(len(probability))]
    weights = np.array([1.0, 0.0])
    for _ in range(100):
        fitted = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curvature = (design * (fitted * (1 - fitted))[:, None]).T @ design + 1e-6 * np.eye(2)
        weights += np.clip(np.linalg.solve(curvature, design.T @ (outcome - fitted)), -0.5, 0.5)
    return float(weights[0])


GROUPS: dict[str, Callable[[Panel, Indexes, Indexes], Flags]] = {
    "all": lambda _panel, origin, _treaty: origin > 0,
    "origins 2006-": lambda _panel, origin, _treaty: origin >= 2006,  # noqa: PLR2004 -- the protocol's year
    "disarmament": lambda panel, _origin, treaty: panel.kind[treaty] == DISARMAMENT,
    "disarmament 2006-": lambda panel, origin, treaty: (origin >= 2006) & (panel.kind[treaty] == DISARMAMENT),  # noqa: PLR2004
    "CCM 2010-": lambda panel, origin, treaty: (
        (origin >= 2010)  # noqa: PLR2004
        & (np.array(panel.treaties)[treaty] == CCM)
    ),
}


def score(
    panel: Panel, scored: Sequence[Cell], probabilities: Sequence[Numbers], *, horizon: int, seed: int = 0
) -> dict[str, Figures]:
    """The figures of each group of cells that is not empty; the interval is a bootstrap by treaty."""
    chance = np.random.default_rng(seed)
    clipped = [np.clip(given, SMALLEST, 1 - SMALLEST) for given in probabilities]
    found = np.array(
        [
            _ranking(cell, given, chance)
            for cell, given in zip(scored, probabilities, strict=True)
            if cell.ranks
        ]
    )
    base = {origin: _base_rate(scored, origin - horizon) for origin in {cell.origin for cell in scored}}
    origins = np.array([cell.origin for cell in scored])
    treaties = np.array([cell.treaty for cell in scored])
    figures = {}
    for name, belongs in GROUPS.items():
        if not len(found):
            break
        ranked = found[belongs(panel, found[:, 0].astype(int), found[:, 1].astype(int))]
        if not len(ranked):
            continue
        low, high = _interval(ranked, chance)
        chosen = [int(index) for index in np.flatnonzero(belongs(panel, origins, treaties))]
        outcome = np.concatenate([scored[index].outcome for index in chosen])
        given = np.concatenate([clipped[index] for index in chosen])
        rate = np.concatenate(
            [np.full(len(scored[index].outcome), base[scored[index].origin]) for index in chosen]
        )
        figures[name] = Figures(
            cells=len(ranked),
            auc=float(ranked[:, 2].mean()),
            auc_low=low,
            auc_high=high,
            average_precision=float(ranked[:, 3].mean()),
            hit_rate=float(ranked[:, 4].sum() / ranked[:, 5].sum()),
            skill=float(1 - _log_loss(outcome, given) / _log_loss(outcome, rate)),
            slope=slope(outcome, given),
        )
    return figures


def _ranking(cell: Cell, given: Numbers, chance: np.random.Generator) -> tuple[float, ...]:
    """Origin, treaty, AUC, average precision, joined among the first ten, joined. Ties are broken by lot."""
    ordered = cell.outcome[np.lexsort((chance.random(len(cell.outcome)), -given))]
    precision = np.cumsum(ordered)[ordered > 0] / (np.flatnonzero(ordered) + 1)
    return (
        cell.origin,
        cell.treaty,
        auc(cell.outcome, given),
        float(precision.mean()),
        float(ordered[:TOP].sum()),
        float(ordered.sum()),
    )


def _interval(ranked: Numbers, chance: np.random.Generator) -> tuple[float, float]:
    treaties = np.unique(ranked[:, 1])
    if len(treaties) == 1:
        return float("nan"), float("nan")
    of = {treaty: ranked[ranked[:, 1] == treaty] for treaty in treaties}
    means = [
        np.concatenate([of[treaty] for treaty in chance.choice(treaties, len(treaties))])[:, 2].mean()
        for _ in range(300)
    ]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _base_rate(scored: Sequence[Cell], until: int) -> float:
    past = [cell.outcome for cell in scored if cell.origin <= until]
    return float(np.concatenate(past).mean()) if past else FIRST_BASE_RATE


def _log_loss(outcome: Indexes, probability: Numbers) -> float:
    return float(-(outcome * np.log(probability) + (1 - outcome) * np.log(1 - probability)).mean())
