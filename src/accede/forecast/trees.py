"""Boosted trees beside the weighted sum: they find where two signs together say more than each alone.

Gradient boosting (Friedman 2001) of the log loss with Newton steps, each tree grown on rows drawn by lot and each
split chosen among cuts drawn by lot (extremely randomised trees, Geurts, Ernst and Wehenkel 2006), which keeps the
trees apart from each other and their sum smooth. Signs are sorted into few bins beforehand, so that a table of a
million rows stays small. Pure numpy.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accede.forecast.panel import Flags, Indexes, Numbers

Bins = NDArray[np.uint8]
"""Sign by row: the bin that each value falls into."""

MOST_BINS = 64
COUNT, DEPTH, STEP = 300, 6, 0.08
ROWS_DRAWN = 0.3
CUTS_DRAWN = 20
RIDGE = 20.0
"""Curvature that a leaf's step is held back by."""
TIED = 5
"""Cuts whose gains differ only beyond so many digits are tied, and the first is taken: the order in which numbers were
added settles nothing.
"""
TINY = 1e-30
BLOCK = 100_000


@dataclass(frozen=True)
class Manner:
    """How trees are grown: how deep, by which part of a step, and on which part of the rows each."""

    depth: int = DEPTH
    step: float = STEP
    rows: float = ROWS_DRAWN


USUAL = Manner()


@dataclass(frozen=True, eq=False)
class Tree:
    """Splits level by level (the sign and the bin above which a row goes to the right, by node), and leaves."""

    signs: tuple[Indexes, ...]
    cuts: tuple[Bins, ...]
    leaves: Numbers

    def odds(self, bins: Bins) -> Numbers:
        """What the tree adds to the log odds of each row."""
        rows = np.arange(bins.shape[1])
        leaf = np.zeros(bins.shape[1], dtype=np.intp)
        for sign, cut in zip(self.signs, self.cuts, strict=True):
            leaf = leaf * 2 + (bins[sign[leaf], rows] > cut[leaf])
        return np.asarray(self.leaves[leaf])


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees one upon the other, and the log odds that they start from."""

    level: float
    trees: tuple[Tree, ...]

    def odds(self, bins: Bins) -> Numbers:
        found = np.full(bins.shape[1], self.level)
        for tree in self.trees:
            found += tree.odds(bins)
        return found


def edges(values: Numbers) -> list[Numbers]:
    """For each column, the values between its bins: quantiles, so that bins hold about as many rows each."""
    parts = np.linspace(0, 1, MOST_BINS + 1)[1:-1]
    return [np.unique(np.quantile(column, parts)) for column in values.T]


def sort(values: Numbers, between: list[Numbers]) -> Bins:
    """Each value's bin; a sign is a row here, so that a cut reads memory in one go."""
    return np.stack(
        [np.searchsorted(at, column, side="left") for at, column in zip(between, values.T, strict=True)]
    ).astype(np.uint8)


def grow(
    bins: Bins,
    outcome: Numbers,
    weight: Numbers,
    *,
    seed: int = 0,
    count: int = COUNT,
    manner: Manner = USUAL,
) -> Forest:
    """Trees that together tell whose outcome is 1; the same from the same seed."""
    chance = np.random.default_rng(seed)
    rate = float(np.average(outcome, weights=weight))
    level = float(np.log(max(rate, 1e-6) / max(1 - rate, 1e-6)))
    odds = np.full(bins.shape[1], level)
    trees = []
    for _ in range(count):
        drawn = np.flatnonzero(chance.random(bins.shape[1]) < manner.rows)
        chances = 1 / (1 + np.exp(-odds[drawn]))
        pull = weight[drawn] * (outcome[drawn] - chances)
        bend = weight[drawn] * chances * (1 - chances)
        tree = _tree(bins[:, drawn], np.stack([pull, bend], axis=1).astype(np.float32), chance, manner)
        trees.append(tree)
        for begin in range(0, len(odds), BLOCK):
            odds[begin : begin + BLOCK] += tree.odds(bins[:, begin : begin + BLOCK])
    return Forest(level, tuple(trees))


def _tree(bins: Bins, slopes: Numbers, chance: np.random.Generator, manner: Manner) -> Tree:
    """One tree. Rows are kept in the order of their nodes, so that a node's sums are one product of matrices."""
    order = np.arange(bins.shape[1])
    begins = np.array([0, len(order)])
    signs, cuts = [], []
    for _ in range(manner.depth):
        tried = chance.choice(len(bins), min(CUTS_DRAWN, len(bins)), replace=False)
        at = bins[tried, chance.integers(bins.shape[1], size=len(tried))] if bins.shape[1] else tried
        at = np.where((chance.random(len(tried)) < 0.5) & (at > 0), at - 1, at).astype(np.uint8)  # noqa: PLR2004
        above = bins[tried][:, order] > at[:, None]
        best = _best(above, slopes[order], begins)
        signs.append(tried[best])
        cuts.append(at[best])
        node = np.repeat(np.arange(len(best)), np.diff(begins))
        right = above[best[node], np.arange(len(order))]
        leaf = node * 2 + right
        order = order[np.argsort(leaf, kind="stable")]
        begins = np.r_[0, np.cumsum(np.bincount(leaf, minlength=2 * len(best)))]
    sums = np.array([slopes[order[a:b]].sum(axis=0, dtype=np.float64) for a, b in zip(begins, begins[1:])])  # noqa: B905, RUF007
    return Tree(tuple(signs), tuple(cuts), manner.step * sums[:, 0] / (sums[:, 1] + RIDGE))


def _best(above: Flags, slopes: Numbers, begins: Indexes) -> Indexes:
    """For each node the cut that gains most."""
    as_numbers = above.astype(np.float32)
    best = []
    for begin, end in zip(begins, begins[1:]):  # noqa: B905, RUF007 -- neighbours
        all_of = slopes[begin:end].sum(axis=0)
        right = as_numbers[:, begin:end] @ slopes[begin:end]
        left = all_of - right
        gain = right[:, 0] ** 2 / (right[:, 1] + RIDGE) + left[:, 0] ** 2 / (left[:, 1] + RIDGE)
        best.append(int(np.round(gain / (gain.max() + TINY), TIED).argmax()))
    return np.array(best)
