"""Where to spend a number of meetings: a judgement from a forecast and from assumptions, which are all arguments.

A meeting is taken to multiply the odds of joining by `lift`; each further one with the same State does so less. What
a meeting is worth is the chance that it adds, by what it costs. As every further one is worth less than the one
before, taking the best next meeting again and again spends them as well as can be.
"""

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What nobody has measured. All of it can be set otherwise."""

    meetings: float = 10.0
    lift: float = 1.5
    """By how much a first meeting multiplies the odds."""
    lift_on_road: float = 2.0
    """The same, where the State is on its road already."""
    fading: float = 0.5
    """What a further meeting with the same State does of what the one before did, on the log odds."""
    cost_unknown: float = 1.5
    """What a meeting costs where nobody is known, in meetings with somebody who is."""
    most_each: int = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    key: str
    probability: float
    on_road: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Meetings with one State: their cost, and what they are taken to change."""

    key: str
    meetings: int
    cost: float
    before: float
    after: float

    @property
    def gain(self) -> float:
        return self.after - self.before


def spend(candidates: Sequence[Candidate], given: Assumptions) -> list[Choice]:
    """The best use of the meetings, the most gainful State first."""
    by_key = {each.key: each for each in candidates}
    left = given.meetings
    taken: Counter[str] = Counter()
    waiting = [(-_worth(each, 0, given), each.key) for each in candidates]
    heapq.heapify(waiting)
    while waiting:
        worth, key = heapq.heappop(waiting)
        cost = _cost(by_key[key], given)
        if worth >= 0 or cost > left:
            continue
        left -= cost
        taken[key] += 1
        if taken[key] < given.most_each:
            heapq.heappush(waiting, (-_worth(by_key[key], taken[key], given), key))
    chosen = [
        Choice(
            key,
            number,
            number * _cost(by_key[key], given),
            by_key[key].probability,
            _after(by_key[key], number, given),
        )
        for key, number in taken.items()
    ]
    return sorted(chosen, key=lambda choice: (-choice.gain, choice.key))


def _worth(candidate: Candidate, had: int, given: Assumptions) -> float:
    """What one more meeting adds, for its cost."""
    more = _after(candidate, had + 1, given) - _after(candidate, had, given)
    return more / _cost(candidate, given)


def _cost(candidate: Candidate, given: Assumptions) -> float:
    return 1.0 if candidate.known else given.cost_unknown


def _after(candidate: Candidate, meetings: int, given: Assumptions) -> float:
    lift = given.lift_on_road if candidate.on_road else given.lift
    power = sum(given.fading**each for each in range(meetings))
    odds = candidate.probability / (1 - candidate.probability) * lift**power
    return float(odds / (1 + odds))
