"""The rules that the model has to beat. Each gives a score to every State and treaty from what was known."""

from collections.abc import Callable

import numpy as np

from accede.forecast import features
from accede.forecast.features import Known
from accede.forecast.panel import Numbers

Found = dict[str, Numbers]


def by_lot(state: Known, _found: Found) -> Numbers:
    """Random, and the same on every run."""
    return np.random.default_rng(int(state.now)).random(state.shape)


def signatory_then_subregion(_state: Known, found: Found) -> Numbers:
    return np.asarray(0.001 + 0.02 * found["subregion"] + 0.05 * found["signed"])


def signatory_then_tempo(_state: Known, found: Found) -> Numbers:
    return np.asarray(10 * found["signed"] + found["tempo"])


def with_own_vote(_state: Known, found: Found) -> Numbers:
    """Signatory, then sub-region, turned by the State's last vote on the treaty's own resolution."""
    return features.simple_rule(found)


def with_own_vote_and_pace(_state: Known, found: Found) -> Numbers:
    """The same, and among equals who lately joined more than was to be expected."""
    return features.rule_with_pace(found)


BASELINES: dict[str, Callable[[Known, Found], Numbers]] = {
    "random": by_lot,
    "signatory, then sub-region": signatory_then_subregion,
    "signatory, then recent tempo": signatory_then_tempo,
    "regional share": lambda _state, found: found["continent"],
    "nearest neighbours": lambda _state, found: found["neighbours"],
    "matrix factorisation": lambda _state, found: found["factors"],
    "ideal point": lambda _state, found: found["ideal_point"],
    "signatory, sub-region, own vote": with_own_vote,
    "signatory, sub-region, own vote, pace": with_own_vote_and_pace,
}
