"""No sum of what is shown tells what fewer than five States answered: every sum there is, tried one by one."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.survey.analysis import cells
from accede.survey.analysis.cells import NOBODY, Lines, Unit

REGIONS, STATUSES = "abc", "xy"
READERS = (1, 2, 3)

units = st.lists(
    st.builds(
        Unit,
        across=st.sampled_from(REGIONS),
        down=st.sampled_from(STATUSES),
        counts=st.sampled_from([True, False, None]),
        open_to=st.sampled_from([2, 3, NOBODY]),
    ),
    max_size=60,
)


def _figures(lines, places):
    """What is shown, as the places that each figure adds up."""
    shown = [[1] * len(places)] if lines.total else []
    shown += [[int(place[0] == each) for place in places] for each in sorted(lines.across)]
    return shown + [[int(place[1] == each) for place in places] for each in sorted(lines.down)]


def _free(rows, width):
    """A basis of all that is orthogonal to the rows: a sum can be had from them if it is orthogonal to that."""
    rows = [[Fraction(each) for each in row] for row in rows]
    pivots = []
    for column in range(width):
        found = next((row for row in rows[len(pivots) :] if row[column]), None)
        if found is None:
            continue
        rows.remove(found)
        found = [each / found[column] for each in found]
        rows = [[a - row[column] * b for a, b in zip(row, found, strict=True)] for row in rows]
        rows.insert(len(pivots), found)
        pivots.append(column)
    basis = []
    for free in set(range(width)) - set(pivots):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=False):
            vector[pivot] = -row[free]
        basis.append(vector)
    return basis


def told(found, lines, reader):
    """The smallest number of States, unknown to the reader, that a sum of the figures is about."""
    hidden = [unit for unit in found if unit.open_to > reader]
    places = sorted({(unit.across, unit.down) for unit in hidden})
    free = _free(_figures(lines, places), len(places))
    fewest = None
    for signs in product((-1, 0, 1), repeat=len(places)):
        if not any(signs) or any(sum(a * b for a, b in zip(signs, each, strict=True)) for each in free):
            continue
        sign = dict(zip(places, signs, strict=True))
        about = sum(
            sign[unit.across, unit.down] == (1 if unit.counts else -1)
            for unit in hidden
            if unit.counts is not None
        )
        fewest = about if fewest is None else min(fewest, about)
    return fewest


@given(found=units)
@settings(max_examples=60, deadline=None)
def test_no_sum_of_shown_figures_is_about_fewer_than_five_states(found):
    shown = cells.showable(found, readers=READERS)
    for reader in READERS:
        about = told(found, shown[reader], reader)
        assert about is None or about >= 5


@given(found=units)
@settings(max_examples=60, deadline=None)
def test_who_knows_less_is_shown_no_more(found):
    shown = cells.showable(found, readers=READERS)
    for wider, closer in ((1, 2), (2, 3)):
        assert shown[wider].across <= shown[closer].across
        assert shown[wider].down <= shown[closer].down
        assert shown[wider].total <= shown[closer].total


@given(
    found=units,
    lines=st.builds(
        Lines,
        st.just(True),
        st.frozensets(st.sampled_from(REGIONS)),
        st.frozensets(st.sampled_from(STATUSES)),
    ),
)
@settings(max_examples=80, deadline=None)
def test_what_is_held_for_safe_is_what_brute_force_finds_safe(found, lines):
    about = told(found, lines, 1)
    assert cells.is_safe(found, lines) == (about is None or about >= 5)


def _of(**numbers):
    """Units of places written as `ax`, with how many of them count and how many do not."""
    return [
        Unit(place[0], place[1], counts)
        for place, (within, without) in numbers.items()
        for counts, number in ((True, within), (False, without))
        for _each in range(number)
    ]


def test_a_lone_small_line_takes_another_one_with_it():
    """The total and one line would give the other away."""
    found = _of(ax=(9, 9), bx=(3, 9))
    assert cells.showable(found, readers=[1])[1] == Lines(total=True, across=frozenset(), down=frozenset("x"))


def test_lines_across_are_not_shown_beside_lines_down_that_give_a_small_rest():
    """All of `b` but three stand in `y`: `b` less `y` would be these three."""
    found = _of(ax=(9, 9), bx=(3, 9), by=(6, 9))
    assert cells.is_safe(found, Lines(True, frozenset("ab"), frozenset()))
    assert cells.is_safe(found, Lines(True, frozenset(), frozenset("xy")))
    assert not cells.is_safe(found, Lines(True, frozenset("ab"), frozenset("xy")))


@pytest.mark.parametrize("numbers", [(4, 20), (20, 4), (0, 9), (9, 0)])
def test_a_total_that_says_it_of_nearly_all_or_none_is_not_shown(numbers):
    assert cells.showable(_of(ax=numbers), readers=[1])[1] == Lines()


def test_who_may_read_each_answer_sees_each_figure():
    found = [Unit("a", "x", counts=True, open_to=2)]
    assert cells.showable(found, readers=[1, 2]) == {
        1: Lines(),
        2: Lines(total=True, across=frozenset("a"), down=frozenset("x")),
    }


@given(
    counts=st.dictionaries(
        st.sampled_from("pqrst"), st.dictionaries(st.sampled_from([2, NOBODY]), st.integers(0, 9), max_size=2)
    ),
    others=st.integers(0, 9),
)
@settings(max_examples=80, deadline=None)
def test_of_parts_no_sum_and_no_rest_is_about_fewer_than_five(counts, others):
    all_ = {
        2: sum(each.get(2, 0) for each in counts.values()),
        NOBODY: others + sum(each.get(NOBODY, 0) for each in counts.values()),
    }
    shown = cells.showable_parts(counts, readers=[1, 2], all_=all_)
    assert shown[1] <= shown[2]
    for reader in (1, 2):
        hidden = {
            kind: sum(number for level, number in each.items() if level > reader)
            for kind, each in counts.items()
        }
        whole = sum(number for level, number in all_.items() if level > reader)
        for chosen in product((False, True), repeat=len(shown[reader])):
            some = sum(
                hidden[kind] for kind, taken in zip(sorted(shown[reader]), chosen, strict=True) if taken
            )
            if any(chosen) and whole:
                assert some >= 5
                assert whole - some >= 5
