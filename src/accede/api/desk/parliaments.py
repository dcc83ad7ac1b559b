"""Which parliaments are watched; what is entered of one: chambers, presiding officers, committees, periods, elections."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, TypedDict, Unpack

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.legislation import room
from accede.api.desk.seat import Seat
from accede.legislation import parliament_rules as rules
from accede.legislation.actions import parliaments as actions
from accede.legislation.models import (
    Committee,
    Entered,
    EnteredChamber,
    EnteredElection,
    Office,
    Period,
)
from accede.legislation.models import Seat as Chamber
from accede.legislation.queries import parliaments as queries
from accede.legislation.queries import watched
from accede.legislation.queries.proceedings import ProceedingRow
from accede.outreach.queries import pathways
from accede.outreach.queries.pathways import Road
from accede.record.models import Source, State, Treaty


@dataclass(frozen=True, slots=True)
class WatchedOut:
    """A State, with why its parliament is watched. `road` is there where parliament approved and a step is missing."""

    iso3: str
    name: str
    standing: str
    notices: list[queries.Notice]
    proceedings: list[ProceedingRow]
    road: Road | None


def watched_ones(
    campaign: Campaign,
    treaty: Treaty,
    *,
    show: watched.Show = "all",
    who: Literal["outside", "all"] = "outside",
    on: date,
    viewer: Viewer,
    language: str,
) -> list[WatchedOut]:
    """Of the States not party, or of all: where an election or recess is near, bills are under way, or it approved."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    roads = {road.iso3: road for road in pathways.table(campaign, **asked) if road.missing}
    watch = watched.watch(campaign, treaty, roads, everybody=who == "all", **asked)
    return [
        WatchedOut(line.iso3, line.name, line.shade, line.notices, line.proceedings, line.road)
        for line in watch.lines
        if line.is_shown(show)
    ]


room.several("/parliaments-watched", watched_ones, summary="Parliaments where something is near or under way")


class Told(TypedDict, total=False):
    """Of which chamber it is, and the source: what is entered here is public, and cites one."""

    chamber: Chamber
    source: Source


class ToldOfChamber(Told, total=False):
    name: str
    members: int | None


class ToldOfOffice(Told, total=False):
    post: str
    form: Office.Form
    salutation: str
    holder: str
    since: date | None
    email: str


class ToldOfCommittee(Told, total=False):
    name: str
    remit: str


class ToldOfPeriod(Told, total=False):
    kind: Period.Kind
    begins: date
    ends: date | None


class ToldOfElection(Told, total=False):
    date_given: str


# Of each kind: what is said of it, and what of that has to be.
KINDS: dict[str, tuple[type[Entered], Any, tuple[str, ...], str]] = {
    "chambers": (EnteredChamber, ToldOfChamber, ("chamber", "name"), "a chamber"),
    "officers": (Office, ToldOfOffice, ("post",), "a presiding officer, by post"),
    "committees": (Committee, ToldOfCommittee, ("name",), "a committee"),
    "periods": (Period, ToldOfPeriod, ("kind", "begins"), "a recess, a dissolution, a sitting"),
    "elections": (EnteredElection, ToldOfElection, ("date_given",), "an election"),
}


def _set(row: Entered, told: dict[str, Any]) -> None:
    for name, value in told.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _entering(model: type[Entered], told_as: Any) -> Callable[..., Any]:
    def enter(*, state: State, campaign: Campaign, by: Viewer, at: datetime, **told: Any) -> Entered:
        """It is public, and cites its source."""
        row = model(state=state)
        _set(row, told)
        return actions.enter(row=row, campaign=campaign, by=by, at=at)

    enter.__annotations__["told"] = Unpack[told_as]
    return _named(enter, model)


def _changing(model: type[Entered], told_as: Any) -> Callable[..., Any]:
    def change(*, row: Entered, campaign: Campaign, by: Viewer, at: datetime, **told: Any) -> None:
        """What is given is said otherwise; the rest stays."""
        before = audit.values(row)
        _set(row, told)
        actions.change(row=row, before=before, campaign=campaign, by=by, at=at)

    change.__annotations__ |= {"row": model, "told": Unpack[told_as]}
    return _named(change, model)


def _taking_out(model: type[Entered]) -> Callable[..., Any]:
    def take_out(*, row: Entered, campaign: Campaign, by: Viewer, at: datetime) -> None:
        """It was an error, or is gone. The trail keeps what it said."""
        actions.take_out(row=row, campaign=campaign, by=by, at=at)

    take_out.__annotations__["row"] = model
    return _named(take_out, model)


def _named(act: Callable[..., Any], model: type[Entered]) -> Callable[..., Any]:
    """No two operations of the document have one name."""
    act.__name__ += f"_{model.__name__.lower()}"
    return act


def _finder(model: type[Entered]) -> Callable[[Seat, int], Entered]:
    def find(seat: Seat, number: int) -> Entered:
        rules.insist_on_contributing(seat.viewer, seat.campaign)
        return queries.get_entered(model, number, viewer=seat.viewer)

    return find


for kind, (model, told_as, needed, what) in KINDS.items():
    taken.find_by(model, taken.Number, _finder(model))
    room.write(
        "POST",
        f"/parliaments/{{iso3}}/{kind}",
        _entering(model, told_as),
        needed=("source", *needed),
        summary=f"Enter {what}",
    )
    room.write(
        "PATCH",
        f"/parliaments/{kind}/{{number}}",
        _changing(model, told_as),
        of="row",
        summary=f"Say otherwise of {what}",
    )
    room.write(
        "DELETE",
        f"/parliaments/{kind}/{{number}}",
        _taking_out(model),
        of="row",
        summary=f"Take out {what}",
    )
