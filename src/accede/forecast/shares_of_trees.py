"""What each subject adds to what the trees say of a State, against the States that could join the same treaty.

Shapley values (Shapley 1953) whose players are the subjects of which a reason can be told. A coalition's worth is what
the trees would say on average if the State had its own signs of those subjects, and of the others the signs of each
State at risk in turn: the interventional reading of TreeSHAP (Lundberg et al. 2020, "From local explanations to global
understanding with explainable AI for trees"), for groups of signs. It is computed exactly, leaf by leaf: with three
splits above a leaf there are eight ways to stand to it. The parts of a State sum to what the trees say of it less their
mean over the States at risk. What is the same for all of them has no part.
"""

from collections.abc import Sequence
from math import factorial

import numpy as np

from accede.forecast.panel import Flags, Indexes, Numbers
from accede.forecast.small_forest import SmallForest, depth_of


def by_subject(forest: SmallForest, signs: Numbers, subjects: Sequence[str]) -> dict[str, Numbers]:
    """Subject to what it adds to each State's log odds, in the mean over the groups of trees.

    `subjects` has the subject of each sign, and "" for a sign of the treaty, which is the same for all.
    """
    kinds = sorted({each for each in subjects if each})
    player = np.array([kinds.index(each) if each else len(kinds) for each in subjects])
    passed = forest.passes(signs)
    passed = passed.reshape(-1, *passed.shape[2:])
    players = player[forest.signs.reshape(len(passed), -1)]
    leaves = forest.leaves.reshape(len(passed), -1)
    found = np.zeros((len(kinds) + 1, len(signs)))
    for leaf in range(leaves.shape[1]):
        _add_leaf(found, leaf, passed, players, leaves[:, leaf])
    return {kind: found[at] / len(forest.levels) for at, kind in enumerate(kinds)}


def _add_leaf(found: Numbers, leaf: int, passed: Flags, players: Indexes, worth: Numbers) -> None:
    """Add the parts of one leaf of every tree."""
    depth = depth_of(passed.shape[1] + 1)
    nodes = [2**level - 1 + (leaf >> (depth - level)) for level in range(depth)]
    turns = [leaf >> (depth - 1 - level) & 1 for level in range(depth)]
    met = np.stack([passed[:, node] == bool(turn) for node, turn in zip(nodes, turns, strict=True)], axis=1)
    of = players[:, nodes]
    # Two splits on one subject are one player's, who has met both or has not met them; the second is then free.
    first = np.array([[list(row).index(each) for each in row] for row in of])
    joint = np.stack(
        [
            np.where((first[:, level] == level)[:, None], _all_of(met, first == level), True)
            for level in range(depth)
        ],
        axis=1,
    )
    pattern = (joint * (1 << np.arange(depth))[None, :, None]).sum(axis=1)
    others = np.stack([(pattern == each).mean(axis=1) for each in range(2**depth)], axis=1)
    gains = np.einsum("xzp,tz->txp", _gains(depth), others)
    part = np.take_along_axis(gains, pattern[:, :, None], axis=1) * worth[:, None, None]
    for level in range(depth):
        np.add.at(found, of[:, level], part[:, :, level])


def _all_of(met: Flags, chosen: Flags) -> Flags:
    """Tree by State: whether all the chosen levels are met."""
    return np.asarray((met | ~chosen[:, :, None]).all(axis=1))


def _gains(depth: int) -> Numbers:
    """By the levels that the State has met and those that another has, what each level's player adds to whether the
    leaf is reached.
    """
    gains = np.zeros((2**depth, 2**depth, depth))
    for own in range(2**depth):
        for other in range(2**depth):
            if own | other != 2**depth - 1:
                continue  # a split that neither has met: no coalition reaches the leaf
            a, b = (own & ~other).bit_count(), (other & ~own).bit_count()
            for level in range(depth):
                if own & ~other & (1 << level):
                    gains[own, other, level] = factorial(a - 1) * factorial(b) / factorial(a + b)
                elif other & ~own & (1 << level):
                    gains[own, other, level] = -factorial(a) * factorial(b - 1) / factorial(a + b)
    return gains
