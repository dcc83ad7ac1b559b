"""All tables of all rounds that follow each other, taken together: no sum of their figures is about fewer than five."""

from dataclasses import replace
from itertools import combinations, permutations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from accede.survey.analysis import tables
from accede.survey.analysis.tables import NOBODY, Given, Wave, Where
from accede.survey.form.questions import Choice, Kind, Question, Questionnaire, Section

WORDS = {"en": "Words"}
CODES = ("PROC", "RIVAL", "NORM")
FORM = Questionnaire(
    key="small",
    title=WORDS,
    sections=(
        Section(
            "why",
            WORDS,
            (
                Question("reasons", Kind.RANKED, WORDS, choices="codes", becomes="reasons"),
                Question("meet", Kind.CHOICE, WORDS, choices="meet"),
            ),
        ),
    ),
    choices={
        "codes": tuple(Choice(key, WORDS) for key in CODES),
        "meet": tuple(Choice(key, WORDS) for key in ("yes", "no")),
    },
)
ORDERS = tuple(order for many in (1, 2, 3) for order in permutations(CODES, many))
PLACES = tuple(
    Where(region, category, status)
    for region, category, status in (
        ("a", "signatory", "signatory"),
        ("a", "voted", "neither"),
        ("b", "voted", "neither"),
        ("b", "signatory", "signatory"),
        ("c", "voted", "neither"),
    )
)
# What a State can have done in two rounds: nothing, or answered in one of them, in one order.
TYPES = (None, *product((0, 1), ORDERS))
states = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(TYPES), st.sampled_from([2, 3, NOBODY])),
    min_size=20,
    max_size=90,
)


def waves(found):
    """Two rounds: the second is put to those that were silent in the first."""
    asked = {f"S{number:02}": where for number, (where, _type, _open) in enumerate(found)}
    made = []
    for number in (0, 1):
        given_ = {
            f"S{place:02}": Given(list(type_[1]), open_to)
            for place, (_where, type_, open_to) in enumerate(found)
            if type_ and type_[0] == number
        }
        made.append(
            Wave(
                number,
                f"Round {number}",
                closed=True,
                form=FORM,
                asked=dict(asked),
                answered=frozenset(given_),
                answers={
                    "reasons": given_,
                    "meet": {iso3: Given("yes", each.open_to) for iso3, each in given_.items()},
                },
            )
        )
        asked = {iso3: where for iso3, where in asked.items() if iso3 not in given_}
    return made


def figures(made, reader):
    """Every figure that is told: its number, and whom it counts."""
    told = tables.returned(made, reader)
    for trait, lines in (("region", told.regions), ("category", told.categories), ("", [told.total])):
        for line, number in product(lines, (0, 1)):
            yield line.counts[2 * number + 1], _answered(number, trait, line.key)
        for line in lines:
            yield line.counts[2], _asked_again(trait, line.key)
    for number, wave in enumerate(made):
        found = tables.named(wave, FORM.question("reasons"), reader)
        for line in found.lines:
            yield line.counts[0], _named(number, line.key, "", "")
            yield line.counts[1], _first(number, line.key)
        for trait, keys, lines in (
            ("region", found.regions, found.by_region),
            ("status", found.statuses, found.by_status),
        ):
            for line in lines:
                for key, count in zip(keys, line.counts, strict=True):
                    yield count, _named(number, line.key, trait, key)


def _told(made, reader):
    return [(number, counts) for number, counts in figures(made, reader) if number is not None]


def _answered(number, trait, key):
    return lambda where, type_: bool(
        type_ and type_[0] == number and (not trait or getattr(where, trait) == key)
    )


def _asked_again(trait, key):
    """The second round was put to those that were silent in the first."""
    return lambda where, type_: not (type_ and type_[0] == 0) and (not trait or getattr(where, trait) == key)


def _first(number, key):
    return lambda _where, type_: bool(type_ and type_[0] == number and type_[1][0] == key)


def _named(number, code, trait, key):
    return lambda where, type_: bool(
        type_ and type_[0] == number and code in type_[1] and (not trait or getattr(where, trait) == key)
    )


def _fewest(found, told):
    """Of every sum of up to three figures that is a set of States in every world: how many of them are in it."""
    shown = np.array(
        [[[counts(where, type_) for type_ in TYPES] for where in PLACES] for _number, counts in told],
        dtype=int,
    )
    there = np.zeros((len(PLACES), len(TYPES)), dtype=int)
    for where, type_, _open in found:
        there[PLACES.index(where), TYPES.index(type_)] += 1
    inhabited = there.sum(axis=1) > 0
    fewest = None
    for many in (1, 2, 3):
        picks = list(combinations(range(len(told)), many))
        if not picks:
            continue
        for signs in product((1, -1), repeat=many - 1):
            weights = np.array([1, *signs])
            sums = np.einsum("k,nkpt->npt", weights, shown[np.array(picks)])[:, inhabited]
            # What is the same whatever States did is known anyway: how many there are in a place.
            sums = np.where((sums == sums[..., :1]).all(axis=2, keepdims=True), 0, sums)
            plus, minus = (sums >= 0).all(axis=2), (sums <= 0).all(axis=2)
            is_set = ((abs(sums) <= 1).all(axis=2) & (plus | minus)).all(axis=1) & sums.any(axis=(1, 2))
            for sum_ in sums[is_set]:
                inside = np.where((sum_ < 0).any(axis=1, keepdims=True), sum_ + 1, sum_)
                for whole in (inside, np.where(sum_.any(axis=1, keepdims=True), 1 - inside, 0)):
                    about = int((whole * there[inhabited]).sum())
                    fewest = about if fewest is None else min(fewest, about)
    return fewest


@given(found=states)
@settings(max_examples=25, deadline=None)
def test_no_sum_of_figures_of_all_tables_together_is_about_fewer_than_five_states(found):
    made = waves(found)
    told = _told(made, 1)
    for number, counts in told:
        assert number == sum(counts(where, type_) for where, type_, _open in found)
    fewest = _fewest(found, told)
    assert fewest is None or fewest >= 5


def test_with_enough_answers_there_is_something_to_show():
    found = [(where, type_, NOBODY) for where in PLACES for type_ in TYPES for _each in range(6)]
    told = _told(waves(found), 1)
    assert len(told) > 30
    assert _fewest(found, told) >= 5


def _every(open_to=3, *, closed=True):
    found = [(PLACES[0], (0, ("PROC",)), open_to), (PLACES[2], None, 0)]
    (wave, _second) = waves(found)
    return Wave(wave.pk, wave.name, closed, wave.form, wave.asked, wave.answered, wave.answers)


def test_who_may_read_each_answer_is_told_the_true_figures_and_others_none():
    wave = _every()
    question = FORM.question("reasons")
    assert tables.named(wave, question, 3).lines[0].counts == (1, 1)
    assert tables.returned([wave], 4).total.counts == (2, 1)
    for reader in (1, 2):
        told = tables.named(wave, question, reader)
        assert {count for line in told.lines + told.by_region for count in line.counts} == {None}
        assert tables.returned([wave], reader).total.counts == (2, None)


def test_an_answer_only_for_counting_is_in_no_figure_as_long_as_the_round_is_open():
    """Figures from day to day would tell which State's it is."""
    question = FORM.question("reasons")
    assert tables.named(_every(NOBODY, closed=False), question, 4).lines[0].counts == (None, None)
    assert tables.named(_every(NOBODY), question, 4).lines[0].counts == (None, None)
    assert tables.named(_every(3, closed=False), question, 4).lines[0].counts == (1, 1)
    assert tables.returned([_every(3, closed=False)], 2).total.counts == (2, None)


def test_of_two_answers_nothing_is_told_to_those_who_may_not_read_each():
    """Answered, less those that named the one, less those that named the other first: who named both, the other first."""
    two = replace(FORM, choices=FORM.choices | {"codes": tuple(Choice(key, WORDS) for key in CODES[:2])})
    both = [(0, order) for many in (1, 2) for order in permutations(CODES[:2], many)]
    found = [(where, type_, 3) for where in PLACES for type_ in (None, *both) for _each in range(6)]
    wave = replace(waves(found)[0], form=two)
    told = {reader: tables.named(wave, two.question("reasons"), reader) for reader in (2, 3)}
    assert {count for line in told[2].lines + told[2].by_region for count in line.counts} == {None}
    assert [line.counts for line in told[3].lines] == [(90, 60), (90, 60)]


def test_a_coordinator_is_not_told_a_total_that_leaves_few_beside_the_answers_that_can_be_read():
    """Six that can be read and two that cannot: eight would say what the two answered."""
    read = [(PLACES[0], (0, ("PROC",)), 3)] * 6
    for unread, told in ((2, None), (12, 12)):
        found = (
            read + [(PLACES[0], (0, ("PROC",)), NOBODY)] * unread + [(PLACES[0], (0, ("RIVAL",)), NOBODY)] * 6
        )
        line = next(
            each
            for each in tables.named(waves(found)[0], FORM.question("reasons"), 4).lines
            if each.key == "PROC"
        )
        assert line.counts[0] == (told and told + 6)


def test_whom_a_second_round_was_put_to_is_told_where_it_is_the_rest_of_figures_that_are_told():
    """It was put to those that were silent: their number is a figure of the first round."""
    for number, told in ((9, 18), (3, None)):
        found = (
            [(PLACES[0], (0, ("PROC",)), 3)] * number
            + [(PLACES[0], (1, ("PROC",)), 3)] * 9
            + [(PLACES[2], None, 0)] * 9
        )
        made = waves(found)
        assert tables.returned(made, 1).total.counts[2] == told
        assert tables.returned(made, 3).total.counts == (18 + number, number, 18, 9)
    others = [replace(made[0], answered=frozenset(list(made[0].asked)[:6])), made[1]]
    assert tables.returned(others, 1).total.counts[2] is None  # to neither all of them nor the silent


def test_that_none_answered_again_is_not_told_where_all_had_answered_before():
    """No State is left in whose place another could stand: nought would be about each of them."""
    made = waves([(PLACES[0], (0, ("PROC",)), NOBODY)] * 9)
    again = replace(made[1], asked=made[0].asked)
    assert tables.returned([made[0], again], 1).total.counts[3] is None
    assert tables.returned([made[0], again], 3).total.counts[3] == 0
