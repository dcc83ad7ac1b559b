import numpy as np
import pytest

from accede.forecast import closer, mixture

NEVER = np.inf


def treaty_year(origin, treaty, *, after=4):
    """Forty States; those with the sign join so many years after the origin, and the odds say nothing."""
    sign = np.arange(40) % 4 == 0
    bound = np.where(sign, after - 0.5, NEVER)
    odds = np.full(40, -3.0) + 0.1 * (np.arange(40) % 3)
    ranked = mixture.Ranked(origin, treaty, odds, np.zeros(40), bound, np.zeros(40, bool))
    apart = odds - odds.mean()
    return ranked, np.c_[apart, sign - sign.mean()]


def test_sign_is_learnt_as_soon_as_an_outcome_is_known_in_part():
    look = closer.CloserLook()
    for origin in (2000, 2001, 2002):
        look.add(*treaty_year(origin, 7, after=2))
    seen = [treaty_year(2003, 7)]
    sign = np.arange(40) % 4 == 0
    (untaught,) = look.odds(seen, at=2001, horizon=3)
    assert untaught == pytest.approx(seen[0][0].odds)
    (taught,) = look.odds(seen, at=2002, horizon=3)
    assert taught[sign].min() > taught[~sign].max()
    assert look.odds([], at=2002, horizon=3) == []


def test_what_comes_after_the_year_changes_nothing():
    looks = closer.CloserLook(), closer.CloserLook()
    for look, late in zip(looks, (3, 30), strict=True):
        look.add(*treaty_year(2000, 7, after=1))
        look.add(*treaty_year(2001, 8, after=late))
    before, after = (look.odds([treaty_year(2002, 8)], at=2002, horizon=3)[0] for look in looks)
    assert np.array_equal(before, after)


def test_successors_are_left_out_once_they_are_known():
    ranked, _x = treaty_year(2000, 7, after=2)
    inherited = mixture.Ranked(2000, 7, ranked.odds, ranked.rule, ranked.after, np.ones(40, bool))
    assert inherited.known(1)[0].all()
    assert inherited.known(3)[0].sum() == 30
