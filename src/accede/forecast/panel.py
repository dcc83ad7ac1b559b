"""The panel: when each State signed and became bound by each treaty, and how it voted.

Time is a number of years: 2013.27 is a day of April 2013, infinity is never. The end of the year 2013 is 2014.0.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Names for the reader: arrays of numbers, of yes and no, of whole numbers.
Numbers = NDArray[Any]
Flags = NDArray[Any]
Indexes = NDArray[Any]

NEVER = float("inf")
DISARMAMENT = "disarmament"


@dataclass(frozen=True)
class OwnVotes:
    """One roll-call on a resolution about a treaty: 1 yes, -1 no, 0 abstained, not a number without a vote."""

    treaty: int
    at: float
    votes: Numbers


@dataclass(frozen=True, eq=False)
class Panel:
    """State by treaty. Arrays are never written to."""

    states: tuple[str, ...]
    treaties: tuple[str, ...]
    bound: Numbers
    signed: Numbers
    inherited: Flags
    """Bound by succession: that is not joining."""
    exists: Indexes
    """The year from which a State can join."""
    opened: Numbers
    covered: Indexes
    """The last year that the treaty's record holds in full."""
    continent: NDArray[np.str_]
    subregion: NDArray[np.str_]
    kind: NDArray[np.str_]
    family: NDArray[np.str_]
    """A treaty and its protocols and amendments are one family."""
    own_votes: tuple[OwnVotes, ...] = ()
    roll_calls: NDArray[np.int8] | None = None
    """Roll-calls of the General Assembly by State: 1, 0, -1, and -9 without a vote."""
    roll_calls_at: Numbers | None = None

    def known_at(self, now: float) -> "Panel":
        """The panel as it stood: what is dated later is not yet known."""
        seen = None if self.roll_calls_at is None else self.roll_calls_at < now
        return replace(
            self,
            bound=np.where(self.bound < now, self.bound, NEVER),
            signed=np.where(self.signed < now, self.signed, NEVER),
            inherited=self.inherited & (self.bound < now),
            own_votes=tuple(vote for vote in self.own_votes if vote.at < now),
            roll_calls=None if self.roll_calls is None or seen is None else self.roll_calls[seen],
            roll_calls_at=None if self.roll_calls_at is None or seen is None else self.roll_calls_at[seen],
        )

    def at_risk(self, treaty: int, now: float) -> Indexes:
        """States that exist and are not bound."""
        return np.flatnonzero((self.exists < now) & (self.bound[:, treaty] >= now))

    def only(self, treaties: Sequence[str]) -> "Panel":
        """The panel of these treaties alone."""
        column = {treaty: index for index, treaty in enumerate(self.treaties)}
        kept = np.array([column[treaty] for treaty in treaties])
        place = {int(old): new for new, old in enumerate(kept)}
        return replace(
            self,
            treaties=tuple(treaties),
            bound=self.bound[:, kept],
            signed=self.signed[:, kept],
            inherited=self.inherited[:, kept],
            opened=self.opened[kept],
            covered=self.covered[kept],
            kind=self.kind[kept],
            family=self.family[kept],
            own_votes=tuple(
                replace(vote, treaty=place[vote.treaty]) for vote in self.own_votes if vote.treaty in place
            ),
        )


def as_year(day: date) -> float:
    """A day as years: the start of the day, in parts of a leap year, so that no day reaches the next year."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
