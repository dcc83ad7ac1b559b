"""Ideal points: where States stand in the General Assembly, read off how they vote. Pure numpy.

A State's vote on a roll-call is taken as an ordered choice (no, abstention, yes) of a latent position: its place times
the roll-call's discrimination, less its difficulty, with normal noise. Fitted by alternating steps: the latent
positions given the places (mean of a cut normal), then ridge regressions of places and roll-calls in turn.
"""

import numpy as np
from scipy.special import ndtr  # type: ignore[import-untyped]  # it has no types

from accede.forecast.panel import Numbers

STEPS = 15
CUT = 0.6
"""Half the width of abstaining, in units of the noise."""
RIDGE_PLACES, RIDGE_CALLS = 1.0, 0.3
SMALLEST = 1e-9


def first(votes: Numbers) -> Numbers:
    """Places on the first dimension, with mean 0 and spread 1; the sign is free. Votes: 1, 0, -1 or not a number."""
    voted = ~np.isnan(votes)
    cast = np.where(voted, votes, 0.0)
    places = _start(cast, voted)
    slope, level = np.ones(votes.shape[1]), np.zeros(votes.shape[1])
    weight = voted.astype(float)
    low = np.where(cast > 0, CUT, np.where(cast < 0, -np.inf, -CUT))
    high = np.where(cast > 0, np.inf, np.where(cast < 0, -CUT, CUT))
    for _ in range(STEPS):
        latent = _mean_between(places[:, None] * slope + level, low, high)
        slope, level = _calls(latent, places, weight)
        pull = (weight * (latent - level)) @ slope
        places = pull / (weight @ slope**2 + RIDGE_PLACES)
        places = (places - places.mean()) / (places.std() + SMALLEST)
    return np.asarray(places)


def _start(cast: Numbers, voted: Numbers) -> Numbers:
    mean = cast.sum(axis=0) / np.clip(voted.sum(axis=0), 1, None)
    centred = np.where(voted, cast - mean, 0.0)
    _values, vectors = np.linalg.eigh(centred @ centred.T)
    first = vectors[:, -1]
    return np.asarray((first - first.mean()) / (first.std() + SMALLEST))


def _calls(latent: Numbers, places: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """Each roll-call's slope and level by ridge regression over the States that voted."""
    n, x = weight.sum(axis=0) + RIDGE_CALLS, places @ weight
    xx = places**2 @ weight + RIDGE_CALLS
    y, xy = (weight * latent).sum(axis=0), places @ (weight * latent)
    determinant = n * xx - x**2
    return (n * xy - x * y) / determinant, (xx * y - x * xy) / determinant


def _mean_between(mean: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """The mean of a normal with that mean and variance 1, cut to lie between the two."""
    a, b = low - mean, high - mean
    inside = np.clip(ndtr(b) - ndtr(a), SMALLEST, None)
    density = (np.exp(-(a**2) / 2) - np.exp(-(b**2) / 2)) / np.sqrt(2 * np.pi)
    return np.asarray(np.clip(mean + density / inside, -6, 6))
