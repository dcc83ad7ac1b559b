import numpy as np
import pytest

from accede.forecast import calibration


def past(origin, treaty, *, steep=1.0, level=0.0, disarmament=True):
    """Two hundred States; they join as their log odds say, times `steep`, from another level."""
    chance = np.random.default_rng(10 * origin + treaty)
    odds = np.linspace(-4.0, 0.0, 200)
    true = odds.mean() + level + steep * (odds - odds.mean())
    joined = chance.random(200) < 1 / (1 + np.exp(-true))
    return calibration.Past(treaty, odds, float(odds.mean()), 9.0, disarmament, origin, joined.astype(int))


def test_wrong_levels_do_not_wear_down_what_the_order_is_worth():
    found = [past(2000 + each, 1 + each % 5, level=(-2.0, 2.0)[each % 2]) for each in range(20)]
    learnt = calibration.learn(found, now=2021, horizon=1)
    assert learnt.spread == pytest.approx(1.0, abs=0.1)
    # For other kinds of treaties level and order are taken together.
    others = [
        past(each.origin, each.treaty, level=(-2.0, 2.0)[each.origin % 2], disarmament=False)
        for each in found
    ]
    assert calibration.learn(others, now=2021, horizon=1).weights[0] < 0.9


def test_treaty_departs_as_far_as_its_past_supports():
    found = [past(2000 + each, 1 + each % 4, steep=2.0 if each % 4 == 0 else 1.0) for each in range(20)]
    once, thrice = (calibration.learn(found, now=2021, horizon=horizon) for horizon in (1, 3))
    assert once.own[1] > max(once.own[other] for other in (2, 3, 4))
    # Outcomes of three years overlap: they are worth a third.
    assert 0 < thrice.own[1] < once.own[1]
    given = found[0]
    assert calibration.steepness(given, once) == once.spread + once.own[1]
    assert calibration.probability(given, calibration.UNTAUGHT) == pytest.approx(
        1 / (1 + np.exp(-given.odds))
    )
    assert calibration.learn([], now=2021, horizon=1) is calibration.UNTAUGHT
