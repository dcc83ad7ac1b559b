"""Places read off votes that were made from places."""

import numpy as np

from accede.forecast import ideal_points


def test_places_are_found_again_though_votes_are_missing():
    chance = np.random.default_rng(4)
    places = chance.normal(size=120)
    slope, level = chance.normal(size=80), chance.normal(size=80)
    latent = places[:, None] * slope + level + chance.normal(size=(120, 80))
    votes = np.where(latent > 0.6, 1.0, np.where(latent < -0.6, -1.0, 0.0))
    votes[chance.random(votes.shape) < 0.3] = np.nan

    found = ideal_points.first(votes)

    assert abs(np.corrcoef(found, places)[0, 1]) > 0.95
    assert abs(found.mean()) < 1e-9
    assert abs(found.std() - 1) < 1e-6


def test_whoever_never_voted_stands_in_the_middle_of_none():
    votes = np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 0.0], [np.nan] * 3])
    assert np.isfinite(ideal_points.first(votes)).all()
