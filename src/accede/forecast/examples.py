"""Examples: a State that could join a treaty at the end of a year, what was known then, and whether it joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from accede.forecast import features, further, trees
from accede.forecast.panel import Indexes, Numbers, Panel

OF_THE_TREATY = ("age", "parties", "treaty_tempo")
"""Features that are the same for all States at risk; the others are taken against the mean of those."""
MIDDLE = np.array([2.5, 0.4, -3.5])
WIDTH = np.array([1.0, 0.25, 1.0])
MEANS = ("signed", "tempo")
FEWEST_PARTIES, FEWEST_AT_RISK = 5, 1
FOR_EDGES = 6
"""How many origins say where the trees' bins end. None of them is later than the first forecast of a back-test."""
SUCCEEDS = -1
"""The outcome of a State that becomes bound by succession: it is neither learnt from nor scored, yet stands among the
others until then.
"""
VOTES = ("votes_mean", "votes_kind")
"""Further signs that stand beside x too."""
NEGATIVES_KEPT = 0.3
"""The share of those who did not join that is kept for training, with a weight that makes up for it."""


@dataclass(frozen=True, eq=False)
class Examples:
    """Rows of what was known (x) and what came (outcome), with the year, treaty and State of each."""

    names: tuple[str, ...]
    x: Numbers
    outcome: Indexes
    weight: Numbers
    origin: Indexes
    treaty: Indexes
    state: Indexes
    bins: trees.Bins | None = None
    """What the trees see, if they were asked for: a row for each sign."""
    edges: tuple[Numbers, ...] = field(default=(), kw_only=True)
    """Between the bins, by sign."""
    votes: Numbers | None = None
    """The further signs of VOTES, if trees were asked for."""

    def where(self, chosen: NDArray[np.bool_]) -> "Examples":
        return replace(
            self,
            x=self.x[chosen],
            outcome=self.outcome[chosen],
            weight=self.weight[chosen],
            origin=self.origin[chosen],
            treaty=self.treaty[chosen],
            state=self.state[chosen],
            bins=None if self.bins is None else self.bins[:, chosen],
            votes=None if self.votes is None else self.votes[chosen],
        )


@dataclass
class Sorter:
    """Sorts signs into bins origin by origin. The bins' edges are those of the origins before the first forecast, so
    that they know nothing later, and so that the many later rows need never stand in memory as they are.
    """

    until: int
    edges_of: Callable[[Numbers], list[Numbers]] = trees.edges
    waiting: list[NDArray[np.float32]] = field(default_factory=list)
    sorted: list[trees.Bins] = field(default_factory=list)
    edges: list[Numbers] = field(default_factory=list)

    def add(self, origin: int, signs: NDArray[np.float32]) -> None:
        if self.edges or (origin >= self.until and self.waiting):
            self._settle()
            self.sorted.append(trees.sort(signs, self.edges))
        else:
            self.waiting.append(signs)

    def all(self) -> trees.Bins:
        self._settle()
        return np.concatenate(self.sorted, axis=1)

    def _settle(self) -> None:
        if self.waiting:
            first = np.concatenate(self.waiting)
            self.waiting, self.edges = [], self.edges_of(first)
            self.sorted.append(trees.sort(first, self.edges))


def names(of_states: Sequence[str]) -> tuple[str, ...]:
    """The columns of x: features of the State, of the treaty, and 1."""
    of_treaty = (*OF_THE_TREATY, *(f"{name} squared" for name in OF_THE_TREATY))
    return (*of_states, *of_treaty, *(f"mean {name}" for name in MEANS), "constant")


def rows(
    found: dict[str, Numbers], treaty: int, risk: Indexes
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """What is known about the States at risk of joining one treaty."""
    of_states = [name for name in found if name not in OF_THE_TREATY]
    x = np.stack([found[name][risk, treaty] for name in of_states], axis=1)
    mean = x.mean(axis=0)
    level = (np.array([found[name][0, treaty] for name in OF_THE_TREATY]) - MIDDLE) / WIDTH
    common = np.r_[level, level**2, [mean[of_states.index(name)] for name in MEANS], 1.0]
    table = np.c_[x - mean, np.broadcast_to(common, (len(x), len(common)))]
    return names(of_states), table.astype(np.float32)


def signs_for_trees(of_states: Sequence[str], further_signs: Sequence[str]) -> tuple[str, ...]:
    """The columns of `for_trees`; a further sign stands twice, against the mean and as it is."""
    own = names(of_states)[:-1]
    return (*own, *further_signs, *further_signs, *further.RAW, *further.OF_TREATIES)


def for_trees(
    x: NDArray[np.float32],
    found: dict[str, Numbers],
    more: tuple[dict[str, Numbers], Numbers],
    treaty: int,
    risk: Indexes,
) -> NDArray[np.float32]:
    """What the trees see of the States at risk: x, and further signs as they stand and against the mean."""
    of_states, of_treaties = more
    own = np.stack([sign[risk, treaty] for sign in of_states.values()], axis=1)
    raw = np.stack([found[name][risk, treaty] for name in further.RAW], axis=1)
    common = np.broadcast_to(of_treaties[treaty], (len(risk), of_treaties.shape[1]))
    return np.asarray(np.c_[x[:, :-1], own - own.mean(axis=0), own, raw, common], dtype=np.float32)


def collect(
    panel: Panel,
    origins: Sequence[int],
    *,
    horizon: int,
    whole_from: int | None = None,
    with_trees: bool = False,
    signs_of: Callable[[features.Known], dict[str, Numbers]] = further.of_states,
    edges_of: Callable[[Numbers], list[Numbers]] = trees.edges,
    seed: int = 0,
) -> Examples:
    """Examples of every treaty that was open at the origins; from the year `whole_from` on none is left out."""
    chance = np.random.default_rng(seed)
    sorter = Sorter(min(origins) + FOR_EDGES, edges_of)
    columns: tuple[str, ...] = ()
    votes: list[NDArray[np.float32]] = []
    parts: list[tuple[NDArray[np.float32], Indexes, Numbers, Indexes, Indexes, Indexes]] = []
    for origin in origins:
        now = origin + 1.0
        state = features.known(panel, now)
        found = features.table(state)
        more = (signs_of(state), further.of_treaties(state)) if with_trees else None
        for treaty in np.flatnonzero((panel.opened < now) & (panel.covered >= origin + horizon)):
            party = panel.bound[:, treaty] < now
            joined = panel.bound[:, treaty] < now + horizon
            risk = np.flatnonzero((panel.exists <= origin) & ~party)
            if party.sum() < FEWEST_PARTIES or len(risk) < FEWEST_AT_RISK:
                continue
            columns, x = rows(found, int(treaty), risk)
            succeeds = panel.inherited[risk, treaty] & joined[risk]
            outcome = np.where(succeeds, SUCCEEDS, joined[risk].astype(np.int64))
            kept = ((outcome > 0) | (chance.random(len(risk)) < NEGATIVES_KEPT)) & ~succeeds
            weight = np.where(outcome > 0, 1.0, kept / NEGATIVES_KEPT)
            if whole_from is not None and origin >= whole_from:
                kept[:] = True
            if more is not None:
                sorter.add(origin, for_trees(x, found, more, int(treaty), risk)[kept])
                own = np.stack([more[0][name][risk, treaty] for name in VOTES], axis=1)
                votes.append(own[kept].astype(np.float32))
            count = int(kept.sum())
            parts.append(
                (
                    x[kept],
                    outcome[kept],
                    weight[kept],
                    np.full(count, origin),
                    np.full(count, treaty),
                    risk[kept],
                )
            )
    if not parts:
        return Examples((), np.zeros((0, 0), np.float32), *(np.zeros(0, int) for _ in range(5)))
    together = Examples(columns, *(np.concatenate(part) for part in zip(*parts, strict=True)))
    if not with_trees:
        return together
    return replace(together, bins=sorter.all(), edges=tuple(sorter.edges), votes=np.concatenate(votes))
