"""The small forest that ships, and what each subject adds to what it says."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest

from accede.forecast import shares_of_trees, small_forest, trees

SUBJECTS = ["a", "b", "a", "c", ""]


@pytest.fixture(scope="module")
def seen():
    signs = np.random.default_rng(1).normal(size=(3000, len(SUBJECTS))).astype(np.float32)
    signs[:, 3] = np.round(signs[:, 3])
    outcome = ((signs[:, 0] > 0) != (signs[:, 1] + signs[:, 2] > 0.5)).astype(int)
    treaty = np.arange(len(signs)) % 7
    between = small_forest.edges(signs)
    bins = trees.sort(signs, between)
    grown = small_forest.grow(bins, outcome, np.ones(len(signs)), treaty, between)
    return signs, bins, grown


def test_forest_told_in_values_is_the_one_grown_upon_bins(seen):
    signs, bins, grown = seen
    told = grown.told
    assert told.odds(signs).mean(axis=0) == pytest.approx(grown.odds(bins))
    assert told.leaves.shape == (small_forest.GROUPS, small_forest.PER_GROUP, 8)


def test_parts_are_shapley_values_of_the_subjects(seen):
    """Beside the definition, coalition by coalition, for few States; they sum to what the trees say."""
    signs, _bins, grown = seen
    forest, few = grown.told, signs[:6].copy()
    few[:, 4] = 0.3  # a sign of the treaty is the same for all
    parts = shares_of_trees.by_subject(forest, few, SUBJECTS)
    odds = forest.odds(few).mean(axis=0)
    assert sum(parts.values()) == pytest.approx(odds - odds.mean())

    def worth(state, coalition):
        mixed = few.copy()
        for column, subject in enumerate(SUBJECTS):
            if subject in coalition:
                mixed[:, column] = few[state, column]
        return forest.odds(mixed).mean()

    for subject in "abc":
        rest = sorted(set("abc") - {subject})
        for state in range(len(few)):
            expected = sum(
                factorial(size) * factorial(2 - size) / factorial(3)
                * (worth(state, {*others, subject}) - worth(state, {*others}))
                for size in range(3)
                for others in combinations(rest, size)
            )  # fmt: skip
            assert parts[subject][state] == pytest.approx(expected)
