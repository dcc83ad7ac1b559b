"""The tables of a round, for readers of a class. What is not told is None. Knows no database.

All tables of all rounds that follow each other are safe together: each kind of State (answered in a round; named a
reason) is looked at with every line that any table shows of it, and a State is of one kind in one round alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accede.access.confidentiality import SMALLEST_CELL
from accede.access.roles import Confidentiality
from accede.survey.analysis.cells import NOBODY, Lines, Unit, showable, showable_parts, tally
from accede.survey.form.questions import Kind, Question, Questionnaire

READERS = tuple(int(each) for each in Confidentiality)
# Those who run the campaign know who answered, whatever it was.
RUNS = int(Confidentiality.COORDINATORS_AND_ISU)
NOWHERE = "-"  # a State in no group
# Of several answers: of two, all that did not give one gave the other, and the figures together say who gave both.
FEWEST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Where:
    """Where one State stands in the tables."""

    region: str = NOWHERE
    category: str = NOWHERE
    status: str = "neither"


@dataclass(frozen=True, slots=True)
class Given:
    """What a State answered to one question, and how far that is open."""

    value: Any
    open_to: int = NOBODY


@dataclass(frozen=True, slots=True)
class Wave:
    """One round: who was asked, and what those that signed answered. No answer that was inferred is in it."""

    pk: int
    name: str
    closed: bool
    form: Questionnaire
    asked: Mapping[str, Where]
    answered: frozenset[str]
    answers: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)  # by question, by State

    def is_told(self, reader: int) -> bool:
        """From day to day figures would tell who answered what: to others there are none before it is over."""
        return self.closed or reader >= RUNS

    def known_to(self, iso3: str) -> int:
        """Who knows that this State answered: who reads any of its answers, too."""
        given = [each[iso3].open_to for each in self.answers.values() if iso3 in each]
        return min([RUNS, *given]) if iso3 in self.answered else RUNS

    def given(self, question: str, reader: int) -> dict[str, Given]:
        """As long as it is open, only what this reader may read singly."""
        given = self.answers.get(question, {})
        return {
            iso3: each
            for iso3, each in given.items()
            if iso3 in self.answered and (self.closed or each.open_to <= reader)
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: how many of each column; None where that is not told."""

    key: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """How many were asked and how many answered, in each of the rounds that follow each other."""

    total: Line
    regions: list[Line]
    categories: list[Line]


@dataclass(frozen=True, slots=True)
class Named:
    """How often each of several answers was named; where they were ranked, how often as the first."""

    question: Question
    key: str
    lines: list[Line]
    regions: tuple[str, ...] = ()
    by_region: list[Line] = field(default_factory=list)
    statuses: tuple[str, ...] = ()
    by_status: list[Line] = field(default_factory=list)

    @property
    def ranked(self) -> bool:
        return self.question.kind == Kind.RANKED


def returned(waves: Sequence[Wave], reader: int) -> Returned:
    """For each wave two columns: asked, answered.

    Whom a later wave was put to says who was silent before, and that it was put to all again may say that nobody answered.
    To others than those who run it that is told only beside the figures from which it can be worked out.
    """
    ever = frozenset().union(*(wave.answered for wave in waves if wave.closed)) if waves else frozenset()
    shown: list[Lines] = []
    for wave in waves:
        units = [
            Unit(where.region, where.category, iso3 in wave.answered, wave.known_to(iso3))
            for iso3, where in wave.asked.items()
            if iso3 in wave.answered or iso3 not in ever
        ]
        # Where all that were asked answered in another round, that none answered in this one is about each of them.
        is_told = wave.is_told(reader) and (units or reader >= RUNS)
        shown.append(showable(units, readers=READERS)[reader] if is_told else Lines())

    def is_asked_told(number: int, *, region: str, category: str) -> bool:
        if number == 0 or reader >= RUNS:
            return True
        asked = waves[number].asked.keys()
        for place, earlier in enumerate(waves[:number]):
            follows = asked in (earlier.asked.keys(), earlier.asked.keys() - earlier.answered)
            if (
                follows
                and shown[place].shows(across=region, down=category)
                and is_asked_told(place, region=region, category=category)
            ):
                return True
        return False

    everywhere = [where for wave in waves for where in wave.asked.values()]

    def line(key: str, *, region: str = "", category: str = "") -> Line:
        counts: list[int | None] = []
        for number, (wave, lines) in enumerate(zip(waves, shown, strict=True)):
            here = {
                iso3
                for iso3, where in wave.asked.items()
                if region in ("", where.region) and category in ("", where.category)
            }
            is_told = is_asked_told(number, region=region, category=category)
            counts.append(len(here) if is_told else None)
            told = lines.shows(across=region, down=category)
            counts.append(len(here & wave.answered) if told else None)
        return Line(key, tuple(counts))

    return Returned(
        total=line(""),
        regions=[line(key, region=key) for key in sorted({each.region for each in everywhere})],
        categories=[line(key, category=key) for key in sorted({each.category for each in everywhere})],
    )


def named(wave: Wave, question: Question, reader: int) -> Named:
    """Of a question with several answers. Those of a question on the reasons stand by region and by status too.

    Of a question with two answers nothing is told but to those who may read each of them.
    """
    given = wave.given(question.key, reader) if wave.is_told(reader) else {}
    keys = [choice.key for choice in wave.form.choices_of(question)]
    if len(keys) < FEWEST_ANSWERS and any(each.open_to > reader for each in given.values()):
        given = {}
    units = {key: _units(wave, given, key) for key in keys}
    shown = {key: showable(found, readers=READERS) for key, found in units.items()}
    firsts = _firsts(wave, given, units, shown, reader) if question.kind == Kind.RANKED else None
    lines = []
    for key in keys:
        number = sum(bool(unit.counts) for unit in units[key]) if shown[key][reader].total and given else None
        lines.append(Line(key, (number, firsts.get(key)) if firsts is not None else (number,)))
    if question.becomes != "reasons":
        return Named(question, question.key, _by_number(lines))
    regions = tuple(sorted({where.region for where in wave.asked.values()}))
    statuses = tuple(sorted({where.status for where in wave.asked.values()}))

    def crossed(key: str, *, across: str = "", down: str = "") -> int | None:
        if not given or not shown[key][reader].shows(across=across, down=down):
            return None
        return sum(
            bool(unit.counts) and across in ("", unit.across) and down in ("", unit.down)
            for unit in units[key]
        )

    lines = _by_number(lines)
    return Named(
        question,
        question.key,
        lines,
        regions,
        [Line(each.key, tuple(crossed(each.key, across=one) for one in regions)) for each in lines],
        statuses,
        [Line(each.key, tuple(crossed(each.key, down=one) for one in statuses)) for each in lines],
    )


def _units(wave: Wave, given: Mapping[str, Given], key: str) -> list[Unit]:
    """That a State gave no answer to the question is known to those who run the campaign."""
    return [
        Unit(where.region, where.status, key in given[iso3].value, given[iso3].open_to)
        if iso3 in given
        else Unit(where.region, where.status, counts=None, open_to=RUNS)
        for iso3, where in wave.asked.items()
    ]


def _firsts(
    wave: Wave,
    given: Mapping[str, Given],
    units: Mapping[str, Sequence[Unit]],
    shown: Mapping[str, Mapping[int, Lines]],
    reader: int,
) -> dict[str, int | None]:
    """How often each was named first: not where all that named it, less these, would be few."""
    values = [(str(each.value[0]), each.open_to) for each in given.values() if each.value]
    first = tally(values)
    told = showable_parts(
        {key: first.get(key, {}) for key in units},
        readers=READERS,
        all_=tally(("", open_to) for _key, open_to in values).get("", {}),
        silent_to=_silent_to(wave, given),
    )

    def later_is_safe(key: str, level: int) -> bool:
        hidden = [unit for unit in units[key] if unit.open_to > level and unit.counts]
        own = sum(number for open_to, number in first.get(key, {}).items() if open_to > level)
        if not any(unit.open_to > level for unit in units[key]) or not shown[key][level].total:
            return True
        return len(hidden) - own >= SMALLEST_CELL

    found: dict[str, int | None] = {}
    for key in units:
        safe = all(later_is_safe(key, level) for level in READERS if level >= reader)
        number = sum(first.get(key, {}).values())
        found[key] = number if given and key in told[reader] and safe else None
    return found


def chosen(wave: Wave, reader: int) -> Iterator[Named]:
    """Of questions with one answer, and of each row of a matrix, how often each was given."""
    for question in wave.form.questions():
        if question.kind == Kind.CHOICE:
            yield _parts(wave, question, question.key, reader)
        elif question.kind == Kind.MATRIX:
            for row in question.rows:
                yield _parts(wave, question, row.key, reader)


def _parts(wave: Wave, question: Question, row: str, reader: int) -> Named:
    given = wave.given(question.key, reader) if wave.is_told(reader) else {}
    values = [
        (str(each.value.get(row) or "") if isinstance(each.value, dict) else str(each.value), each.open_to)
        for each in given.values()
    ]
    found = tally(values)
    keys = [choice.key for choice in wave.form.choices_of(question)]
    shown = showable_parts(
        {key: found.get(key, {}) for key in keys},
        readers=READERS,
        all_=tally(("", open_to) for _value, open_to in values).get("", {}),
        silent_to=_silent_to(wave, given),
    )[reader]
    return Named(
        question,
        row,
        [Line(key, (sum(found.get(key, {}).values()) if given and key in shown else None,)) for key in keys],
    )


def several(wave: Wave, reader: int) -> list[Named]:
    """Of each question with several answers: the reasons, the help asked for."""
    return [
        named(wave, question, reader)
        for question in wave.form.questions()
        if question.kind in (Kind.RANKED, Kind.SEVERAL)
    ]


def _silent_to(wave: Wave, given: Mapping[str, Given]) -> int:
    return RUNS if len(given) < len(wave.asked) else 0


def _by_number(lines: Iterable[Line]) -> list[Line]:
    """The most named first; those that are not told in the order of the questionnaire, as others would tell."""
    return sorted(lines, key=lambda each: -(each.counts[0] if each.counts[0] is not None else -1))
