"""Parliaments to be watched: where an election or recess is near, something is under way, or it approved."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar, get_args

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.legislation.models import Proceeding
from accede.legislation.queries.parliaments import Notice, parliaments
from accede.legislation.queries.proceedings import ProceedingRow, proceedings
from accede.record.models import Treaty
from accede.record.queries import states, status

Road = TypeVar("Road")
Show = Literal["all", "elections", "away", "bills", "approved"]
SHOWS: tuple[Show, ...] = get_args(Show)


@dataclass(frozen=True, slots=True)
class Watched(Generic[Road]):
    """A State, with why its parliament is watched. `road` is there where parliament approved and a step is missing."""

    iso3: str
    name: str
    shade: str
    notices: list[Notice]
    proceedings: list[ProceedingRow]
    road: Road | None

    def is_shown(self, show: Show) -> bool:
        kinds = {notice.kind for notice in self.notices}
        return {
            "all": bool(kinds or self.proceedings or self.road),
            "elections": "election" in kinds,
            "away": bool(kinds - {"election"}),
            "bills": any(row.what in Proceeding.BILLS for row in self.proceedings),
            "approved": self.road is not None,
        }[show]


@dataclass(frozen=True, slots=True)
class Watch(Generic[Road]):
    """Each State asked for, watched or not; and of how many States a parliament is on record."""

    lines: list[Watched[Road]]
    known: int


def watch(
    campaign: Campaign,
    treaty: Treaty,
    roads: Mapping[str, Road],
    *,
    everybody: bool,
    on: date,
    viewer: Viewer,
    language: str,
) -> Watch[Road]:
    """Of the States not party, or of all. `roads` are those on which a step is missing, by State."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    found = parliaments(**asked)
    under_way: defaultdict[str, list[ProceedingRow]] = defaultdict(list)
    for row in proceedings(campaign, **asked):
        if row.is_open:
            under_way[row.iso3].append(row)
    shades = status.statuses(treaty, on=on, viewer=viewer)
    lines = [
        Watched(
            iso3,
            name,
            shades.get(iso3, "neither"),
            list(found[iso3].notices) if iso3 in found else [],
            under_way.get(iso3, []),
            roads.get(iso3),
        )
        for iso3, name in states.state_names(language, viewer=viewer).items()
        if everybody or shades.get(iso3, "neither") in status.OUTSIDE
    ]
    return Watch(lines, len(found))
