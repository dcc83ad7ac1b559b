"""A forest small enough to be read: for the model that ships.

Ten groups of a few shallow trees, each group boosted on treaties drawn by lot, with replacement (bagging, Breiman
1996). What they say is averaged, and where they differ is how much hangs on the treaties that were learnt from. Cuts
are values of the signs, rounded, so that a tree can be told as it stands in the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accede.forecast import trees
from accede.forecast.panel import Flags, Indexes, Numbers

GROUPS = 10
"""As many as the weighted sum has refits: the two stand together for one refit of the whole."""
PER_GROUP = 15
MANNER = trees.Manner(depth=3, step=0.3, rows=0.5)
NOTHING = 1e-6
"""Below, a sign differs from none by the rounding of numbers alone."""
DIGITS = 4
"""Of a cut. Leaves are rounded to thousandths of the log odds when they are written."""


@dataclass(frozen=True, eq=False)
class SmallForest:
    """Arrays by group, tree and node: a node's children stand at twice its place and 1 or 2 on; then the leaves."""

    levels: Numbers
    """By group, the log odds that its trees start from."""
    signs: Indexes
    cuts: Numbers
    """Above which a State goes to the right, to the second child."""
    leaves: Numbers

    def odds(self, signs: Numbers) -> Numbers:
        """Group by State: the log odds that each group gives."""
        passed = self.passes(signs)
        node = np.zeros(passed.shape[:2] + passed.shape[3:], dtype=np.intp)
        for _ in range(depth_of(self.leaves.shape[-1])):
            right = np.take_along_axis(passed, node[:, :, None], axis=2)[:, :, 0]
            node = 2 * node + 1 + right
        found = np.take_along_axis(self.leaves, node - self.signs.shape[-1], axis=2)
        return np.asarray(self.levels[:, None] + found.sum(axis=1))

    def passes(self, signs: Numbers) -> Flags:
        """Group, tree, node, State: whether the State goes to the right there."""
        return np.asarray(signs.astype(float).T[self.signs] > self.cuts[..., None])


@dataclass(frozen=True, eq=False)
class Grown:
    """The groups as they were grown, upon bins."""

    groups: tuple[trees.Forest, ...]
    told: SmallForest
    """With values in place of bins."""

    def odds(self, bins: trees.Bins) -> Numbers:
        return np.asarray(np.mean([group.odds(bins) for group in self.groups], axis=0))


def edges(values: Numbers) -> list[Numbers]:
    """As for other trees, rounded up, so that no value that ends a bin is moved to the next."""
    return [np.unique(_rounded_up(each)) for each in trees.edges(values)]


def grow(
    bins: trees.Bins,
    outcome: Numbers,
    weight: Numbers,
    treaty: Indexes,
    between: Sequence[Numbers],
    *,
    seed: int = 0,
) -> Grown:
    """Each group from as many treaties as there are, drawn by lot; the draws are those of the sum's refits."""
    chance = np.random.default_rng(seed)
    there = np.unique(treaty)
    groups = []
    for number in range(GROUPS):
        times = np.bincount(chance.choice(there, len(there)), minlength=int(there.max()) + 1)[treaty]
        kept = times > 0
        groups.append(
            trees.grow(
                bins[:, kept],
                outcome[kept],
                (weight * times)[kept],
                seed=number,
                count=PER_GROUP,
                manner=MANNER,
            )
        )
    return Grown(tuple(groups), _told(groups, between))


def _told(groups: Sequence[trees.Forest], between: Sequence[Numbers]) -> SmallForest:
    signs = np.array([[np.concatenate(tree.signs) for tree in group.trees] for group in groups])
    bins = np.array([[np.concatenate(tree.cuts) for tree in group.trees] for group in groups])
    cuts = [
        between[sign][at] if at < len(between[sign]) else np.inf
        for sign, at in zip(signs.ravel(), bins.ravel(), strict=True)
    ]
    return SmallForest(
        np.array([group.level for group in groups]),
        signs,
        np.array(cuts).reshape(signs.shape),
        np.array([[tree.leaves for tree in group.trees] for group in groups]),
    )


def depth_of(leaves: int) -> int:
    return leaves.bit_length() - 1


def _rounded_up(values: Numbers) -> Numbers:
    values = np.where(np.abs(values) < NOTHING, NOTHING, values)
    size = np.floor(np.log10(np.abs(values)))
    unit = 10.0 ** (size - DIGITS + 1)
    return np.array([float(f"{each:.{DIGITS}g}") for each in np.ceil(values / unit - 1e-9) * unit])
