"""Which figures can be shown together without saying what fewer than five States answered. Knows no database.

A figure counts the States in a line of a table (a region, a category) that are of a kind (answered; named a reason).
Whoever reads the figures knows which State stands in which line, and can add and subtract them at will. What comes out
of that is a sum over places, each of them one line across and one line down, in which each place is added once (`+`),
taken away once (`-`) or not there: all that a figure of States can be. So figures are shown together only if in each
such sum those of the kind in `+` and those not of the kind in `-` are together at least five, as far as this reader does
not know them singly anyway: docs/survey-analysis.md says why that is enough.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from accede.access.confidentiality import SMALLEST_CELL

TOTAL = ""  # the line of all
# How far a State's answer is open: to readers of this class and stricter ones; or to nobody.
NOBODY = 99


@dataclass(frozen=True, slots=True)
class Unit:
    """One State: where it stands across and down, whether it is of the kind, and who knows that anyway.

    `counts` is None where it is neither of the kind nor an answer to the contrary: that it is silent is not told either.
    """

    across: str
    down: str
    counts: bool | None
    open_to: int = NOBODY


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table that can be shown. Where `total` is not shown, none is."""

    total: bool = False
    across: frozenset[str] = frozenset()
    down: frozenset[str] = frozenset()

    def shows(self, *, across: str = TOTAL, down: str = TOTAL) -> bool:
        if across:
            return across in self.across
        return down in self.down if down else self.total


Place = tuple[str, str]


def showable(units: Sequence[Unit], *, readers: Iterable[int]) -> dict[int, Lines]:
    """For each class of readers the lines that they can be shown, the strictest class first.

    Each class is shown no more than the one that knows more, so that nobody learns from the table of others.
    """
    found: dict[int, Lines] = {}
    candidates = [(TOTAL, TOTAL), *_lines(units)]
    for reader in sorted(set(readers), reverse=True):
        hidden = [unit for unit in units if unit.open_to > reader]
        shown = Lines()
        for across, down in candidates:
            wider = Lines(
                total=True,
                across=shown.across | ({across} - {TOTAL}),
                down=shown.down | ({down} - {TOTAL}),
            )
            if is_safe(hidden, wider):
                shown = wider
            elif not across and not down:
                break
        found[reader] = shown
        candidates = [(across, down) for across, down in candidates if shown.shows(across=across, down=down)]
    return found


def _lines(units: Iterable[Unit]) -> list[Place]:
    """The fullest first: they tell most."""
    across, down = Counter[str](), Counter[str]()
    for unit in units:
        across[unit.across] += bool(unit.counts)
        down[unit.down] += bool(unit.counts)
    lines = [(number, (name, TOTAL)) for name, number in across.items()]
    lines += [(number, (TOTAL, name)) for name, number in down.items()]
    return [line for _number, line in sorted(lines, key=lambda each: (-each[0], each[1]))]


def is_safe(hidden: Iterable[Unit], lines: Lines) -> bool:
    """Whether no sum of what these lines show is about fewer than five of those that the reader does not know."""
    if not lines.total:
        return True
    within, without = Counter[Place](), Counter[Place]()
    for unit in hidden:
        # What is not shown by itself is known together: the total without the lines that are shown.
        place = (
            unit.across if unit.across in lines.across else TOTAL,
            unit.down if unit.down in lines.down else TOTAL,
        )
        within[place] += unit.counts is True
        without[place] += unit.counts is False
    return all(_smallest(part, within, without) >= SMALLEST_CELL for part in _connected({*within, *without}))


def _connected(places: Collection[Place]) -> list[list[Place]]:
    """Places that hang together by a line across or down, each time ordered so that each touches one before it."""
    left, parts = sorted(places), []
    while left:
        part = [left.pop(0)]
        while near := next(
            (each for each in left if any(each[0] == one[0] or each[1] == one[1] for one in part)), None
        ):
            left.remove(near)
            part.append(near)
        parts.append(part)
    return parts


def _smallest(part: Sequence[Place], within: Mapping[Place, int], without: Mapping[Place, int]) -> int:
    """The fewest States that any sum in this part is about.

    A sum gives each line across a weight and each line down another, and a place the difference of both: -1, 0 or 1.
    Only differences matter, so the first weight is nought; a branch that has come to five already is not followed.
    """

    def follow(number: int, across: dict[str, int], down: dict[str, int], about: int, *, any_: bool) -> int:
        if about >= SMALLEST_CELL:
            return SMALLEST_CELL
        if number == len(part):
            return about if any_ else SMALLEST_CELL
        place = part[number]
        row, column = across.get(place[0]), down.get(place[1])
        fewest = SMALLEST_CELL
        for sign in (0, 1, -1):
            if row is not None and column is not None and row - column != sign:
                continue
            here = within[place] if sign > 0 else without[place] if sign < 0 else 0
            rows = across if row is not None else across | {place[0]: sign + (column or 0)}
            columns = down if column is not None else down | {place[1]: rows[place[0]] - sign}
            fewest = min(fewest, follow(number + 1, rows, columns, about + here, any_=any_ or sign != 0))
        return fewest

    return follow(0, {part[0][0]: 0}, {}, 0, any_=False)


def showable_parts(
    counts: Mapping[str, Mapping[int, int]],
    *,
    readers: Iterable[int],
    all_: Mapping[int, int],
    silent_to: int = 0,
) -> dict[int, frozenset[str]]:
    """The same where each State is of one kind at most: what was chosen, what was named first.

    `counts` is for each kind how many of each openness there are, `all_` the same of all that answered. Who is stricter
    than `silent_to` does not know that others are silent.
    """
    found: dict[int, frozenset[str]] = {}
    candidates = sorted(counts, key=lambda kind: (-sum(counts[kind].values()), kind))
    for reader in sorted(set(readers), reverse=True):
        left = _hidden(all_, reader)
        everything_known = not left and reader >= silent_to
        shown = []
        for kind in candidates:
            hidden = _hidden(counts[kind], reader)
            if everything_known or (hidden >= SMALLEST_CELL and left - hidden >= SMALLEST_CELL):
                shown.append(kind)
                left -= hidden
        candidates = shown
        found[reader] = frozenset(shown)
    return found


def _hidden(counts: Mapping[int, int], reader: int) -> int:
    return sum(number for open_to, number in counts.items() if open_to > reader)


def tally(values: Iterable[tuple[str, int]]) -> dict[str, dict[int, int]]:
    """How many of each kind, by how far they are open."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for kind, open_to in values:
        found[kind][open_to] += 1
    return {kind: dict(counted) for kind, counted in found.items()}
