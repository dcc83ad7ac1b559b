"""How States voted on the resolutions that tell where they stand towards a treaty."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from accede.access.viewer import Viewer
from accede.asked_once import as_it_is, once
from accede.record.models import RollCall, State, Treaty, Vote
from accede.record.queries import nearest, states
from accede.record.queries.editions import kept_for_edition

PAGE = 100
LATEST_FIRST = ("-roll_call__vote_date", "-roll_call_id")


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One State's votes; `choices` has a place for each roll-call of the table, None where it had no vote."""

    iso3: str
    name: str
    choices: list[str | None]


@dataclass(frozen=True, slots=True)
class VoteTable:
    roll_calls: list[RollCall]
    rows: list[VoteRow]


@dataclass(frozen=True, slots=True)
class Mover:
    """A State that voted one way and, in a later roll-call, another."""

    iso3: str
    name: str
    before: str
    after: str


def roll_calls(treaty: Treaty, *, on: date, viewer: Viewer) -> list[RollCall]:
    """All roll-calls on the treaty's resolutions held until that day, those known by their totals only among them."""
    return [call for call, _by_state in _calls(treaty) if was_held(call, on=on)]


def roll_calls_by_state(treaty: Treaty, *, on: date, viewer: Viewer) -> list[RollCall]:
    """Those of them of which it is known how each State voted."""
    return [call for call, by_state in _calls(treaty) if by_state and was_held(call, on=on)]


def was_held(call: RollCall, *, on: date) -> bool:
    """Until that day; of which only the year is known, in a year before it."""
    return call.vote_date <= on if call.vote_date else call.year < on.year


@once(as_it_is)
@kept_for_edition
def _calls(treaty: Treaty) -> list[tuple[RollCall, bool]]:
    """All on the treaty's resolutions, each with whether it is known how each State voted."""
    found = RollCall.objects.filter(resolution__treaty=treaty).select_related("resolution", "source")
    by_state = Exists(Vote.objects.filter(roll_call=OuterRef("pk")))
    return [(call, call.by_state) for call in found.annotate(by_state=by_state)]


@once(as_it_is)
@kept_for_edition
def votes_cast(treaty: Treaty, *, viewer: Viewer) -> dict[str, dict[int, str]]:
    """ISO code to what the State voted, by the number of the roll-call; those to come after a day among them."""
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    votes = Vote.objects.filter(roll_call__resolution__treaty=treaty).order_by()
    for iso3, call_id, choice in votes.values_list("state_id", "roll_call_id", "choice"):
        found[iso3][call_id] = choice
    return dict(found)


def get_roll_call(treaty: Treaty, symbol: str, *, on: date, viewer: Viewer) -> RollCall:
    """The roll-call by State on that resolution; else NotOnRecordError with the nearest symbols."""
    recorded = {call.resolution_id: call for call in roll_calls_by_state(treaty, on=on, viewer=viewer)}
    if symbol in recorded:
        return recorded[symbol]
    raise nearest.NotOnRecordError("resolution", symbol, nearest.nearest_names(symbol, recorded) or recorded)


def vote_table(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> VoteTable:
    """State by roll-call, for the roll-calls whose votes by State are known."""
    calls = roll_calls_by_state(treaty, on=on, viewer=viewer)
    numbers = [call.pk for call in calls]
    names = states.state_names(language, viewer=viewer)
    votes = votes_cast(treaty, viewer=viewer) if calls else {}
    rows = [
        VoteRow(iso3, name, [own.get(number) for number in numbers])
        for iso3, name in names.items()
        if (own := votes.get(iso3))
    ]
    return VoteTable(calls, [row for row in rows if any(row.choices)])


def movers(first: RollCall, second: RollCall, *, viewer: Viewer, language: str) -> list[Mover]:
    """Who voted differently the second time. Absence is not a position: it neither leaves one nor takes one."""
    before, after = (_cast(call) for call in (first, second))
    names = states.state_names(language, viewer=viewer)
    return [
        Mover(iso3, name, before[iso3], after[iso3])
        for iso3, name in names.items()
        if iso3 in before and iso3 in after and before[iso3] != after[iso3]
    ]


def votes_of_state(state: State, *, on: date, viewer: Viewer) -> list[Vote]:
    """The State's votes on the resolutions about treaties until that day, the latest first."""
    return list(_with_roll_calls(_of_state(state, on)))


def votes_of_state_paged(state: State, *, on: date, viewer: Viewer, page: int | str = 1) -> Page[Any]:
    """The same, a page of them: put in order by their numbers alone, and only those of the page are read."""
    numbers = list(_of_state(state, on).order_by(*LATEST_FIRST).values_list("pk", flat=True))
    found: Page[Any] = Paginator(numbers, PAGE).get_page(page)
    found.object_list = list(_with_roll_calls(Vote.objects.filter(pk__in=found.object_list)))
    return found


def _of_state(state: State, on: date) -> QuerySet[Vote]:
    # Roll-calls first: they are few, and the votes may be a million.
    about_treaties = RollCall.objects.filter(vote_date__lte=on, resolution__treaty__isnull=False)
    return state.votes.filter(roll_call__in=about_treaties.order_by().values("pk"))


def _with_roll_calls(cast: QuerySet[Vote]) -> QuerySet[Vote]:
    read = cast.select_related("roll_call__resolution__treaty", "roll_call__source")
    return read.order_by(*LATEST_FIRST)


def _cast(roll_call: RollCall) -> dict[str, str]:
    return dict(roll_call.votes.exclude(choice=Vote.Choice.ABSENT).values_list("state_id", "choice"))
