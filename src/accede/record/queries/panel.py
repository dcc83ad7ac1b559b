"""The record as a panel, from which `forecast` tells who is likely to join next."""

from datetime import date, timedelta

import numpy as np

from accede.access.viewer import Viewer
from accede.forecast.panel import DISARMAMENT, NEVER, OwnVotes, Panel, as_year
from accede.law import terms
from accede.record.models import Membership, State, StatusSpan, Treaty, TreatyAction, Vote

CHOICES = {Vote.Choice.YES: 1.0, Vote.Choice.NO: -1.0, Vote.Choice.ABSTAIN: 0.0}
EXISTING_WITHOUT_SEAT = 1945
"""For a State that is no Member of the United Nations."""


def panel(*, on: date, viewer: Viewer) -> Panel:
    """What the record says of the time until the end of that day. Nothing later is read."""
    states = list(State.objects.order_by("pk"))
    treaties = list(Treaty.objects.all())
    row = {state.pk: index for index, state in enumerate(states)}
    column = {treaty.key: index for index, treaty in enumerate(treaties)}
    bound = np.full((len(states), len(treaties)), NEVER)
    signed = bound.copy()
    party = StatusSpan.objects.filter(status=terms.Status.PARTY, from_date__lte=on)
    for iso3, key, begins in (
        party.exclude(until_date__lte=on)
        .order_by("-from_date")
        .values_list("state_id", "treaty_id", "from_date")
    ):
        bound[row[iso3], column[key]] = as_year(begins)
    actions = TreatyAction.objects.filter(corrected_by__isnull=True, action_date__lte=on)
    for iso3, key, day in actions.filter(kind=terms.ActionKind.SIGNATURE).values_list(
        "state_id", "treaty_id", "action_date"
    ):
        signed[row[iso3], column[key]] = as_year(day)
    inherited = np.zeros(bound.shape, dtype=bool)
    for iso3, key in actions.filter(kind=terms.ActionKind.SUCCESSION).values_list("state_id", "treaty_id"):
        inherited[row[iso3], column[key]] = True
    return Panel(
        states=tuple(row),
        treaties=tuple(column),
        bound=bound,
        signed=signed,
        inherited=inherited,
        exists=np.array([state.un_member_since or EXISTING_WITHOUT_SEAT for state in states]),
        opened=np.array([as_year(treaty.adopted_date) for treaty in treaties]),
        covered=np.array([int(treaty.as_of[:4]) for treaty in treaties]),
        continent=np.array(_groups("region", row)),
        subregion=np.array(_groups("subregion", row)),
        kind=np.full(len(treaties), DISARMAMENT),
        family=np.array([key.split("-", maxsplit=1)[0] for key in column]),
        own_votes=tuple(_own_votes(on, row, column)),
    )


def end_of(day: date) -> float:
    """The end of a day as years."""
    return as_year(day + timedelta(days=1))


def _groups(kind: str, row: dict[str, int]) -> list[str]:
    """Each State's group of that kind; a State without one is a group of its own."""
    found = {iso3: iso3 for iso3 in row}
    found |= dict(Membership.objects.filter(group__kind=kind).values_list("state_id", "group_id"))
    return [found[iso3] for iso3 in row]


def _own_votes(on: date, row: dict[str, int], column: dict[str, int]) -> list[OwnVotes]:
    calls: dict[int, OwnVotes] = {}
    cast = Vote.objects.filter(
        roll_call__vote_date__lte=on,
        roll_call__resolution__treaty__in=Treaty.objects.order_by().values("pk"),
        choice__in=CHOICES,
    )
    for call, key, day, iso3, choice in cast.values_list(
        "roll_call_id", "roll_call__resolution__treaty_id", "roll_call__vote_date", "state_id", "choice"
    ):
        if day and call not in calls:
            calls[call] = OwnVotes(column[key], as_year(day), np.full(len(row), np.nan))
        calls[call].votes[row[iso3]] = CHOICES[Vote.Choice(choice)]
    return list(calls.values())
