import numpy as np

from accede.forecast import examples, trees


def rows(count=4000):
    """Two signs of which only both together tell anything, and one that tells nothing."""
    chance = np.random.default_rng(1)
    signs = chance.random((count, 3)).astype(np.float32)
    outcome = ((signs[:, 0] > 0.5) != (signs[:, 1] > 0.5)).astype(int)
    return signs, outcome


def test_trees_find_what_no_sum_can():
    signs, outcome = rows()
    bins = trees.sort(signs, trees.edges(signs))
    forest = trees.grow(bins, outcome, np.ones(len(outcome)), count=60)
    odds = forest.odds(bins)
    assert odds[outcome == 1].min() > odds[outcome == 0].max() or np.corrcoef(odds, outcome)[0, 1] > 0.9
    again = trees.grow(bins, outcome, np.ones(len(outcome)), count=60)
    assert np.array_equal(again.odds(bins), odds)


def test_bins_hold_about_as_many_rows_each_and_keep_their_order():
    signs, _outcome = rows()
    bins = trees.sort(signs, trees.edges(signs))
    counts = np.bincount(bins[0])
    assert len(counts) == trees.MOST_BINS
    assert counts.min() > 0.8 * counts.mean()
    assert (np.diff(bins[0][np.argsort(signs[:, 0])].astype(int)) >= 0).all()


def test_edges_are_those_of_the_first_origins():
    sorter = examples.Sorter(until=2000)
    signs, _outcome = rows()
    for origin in (1998, 1999, 2000, 2001):
        sorter.add(origin, signs + (origin - 1998))
    early = np.concatenate([signs, signs + 1])
    expected = np.concatenate([early, signs + 2, signs + 3])
    assert np.array_equal(sorter.all(), trees.sort(expected, trees.edges(early)))
