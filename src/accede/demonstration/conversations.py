"""Whom they look after, whom they know there, what was said, and what came of it."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from accede.access.roles import Attribution, Confidentiality
from accede.campaign.models import Activity
from accede.demonstration.year import Act, Year
from accede.evidence.models import ObstacleCode
from accede.outreach.actions import approaches, assignments, contacts, exchanges, pathways, promises
from accede.outreach.actions.exchanges import Heard
from accede.outreach.actions.promises import NextStep, Promise
from accede.outreach.models import Contact, Exchange, FollowUp, Pledge


def acts(year: Year) -> Iterator[Act]:
    for told in year.told["assignment"]:
        yield told["ago"], partial(_assign, year, told)
    yield year.told["handover"]["ago"], partial(_hand_over, year, year.told["handover"])
    for told in year.told["contact"]:
        yield told["ago"], partial(_know, year, told)
    for told in year.told["exchange"]:
        yield told["ago"], partial(_talk, year, told)
        yield from (
            (each["done"], partial(_finish, year, each)) for each in _ended(told, "follow_ups", "done")
        )
        yield from (
            (each["settled"], partial(_settle, year, each)) for each in _ended(told, "pledges", "settled")
        )
    for told in year.told["approach"]:
        yield told["ago"], partial(_think, year, told)
    for told in year.told["road"]:
        yield told["moves"][0][0], partial(_choose_road, year, told)
        for ago, stage in told["moves"]:
            yield ago, partial(_move, year, told, ago, stage)


def _ended(told: dict[str, Any], kind: str, how: str) -> list[dict[str, Any]]:
    return [each for each in told.get(kind, []) if how in each]


def _assign(year: Year, told: dict[str, Any]) -> None:
    assignments.assign_states(
        campaign=year.campaign,
        states=year.states(told["states"]),
        person=year.people[told["person"]],
        **year.acting(told["by"], told["ago"]),
    )


def _hand_over(year: Year, told: dict[str, Any]) -> None:
    leaves, comes = year.people[told["from"]], year.people[told["to"]]
    assignments.hand_over(
        campaign=year.campaign,
        from_person=leaves,
        to_person=comes,
        states=year.states(told["states"]),
        activities=list(Activity.objects.filter(owner=leaves)),
        note=told["note"],
        **year.acting(told["from"], told["ago"]),
    )


def _know(year: Year, told: dict[str, Any]) -> None:
    (state,) = year.states([told["state"]])
    contacts.add_contact(
        campaign=year.campaign,
        state=state,
        place=Contact.Place(told["place"]),
        valid_from=year.day(told["ago"]),
        **{name: told[name] for name in ("name", "post", "email", "phone", "language") if name in told},
        **year.acting(told["by"], told["ago"]),
    )


def _talk(year: Year, told: dict[str, Any]) -> None:
    (state,) = year.states([told["state"]])
    steps, pledges = told.get("follow_ups", []), told.get("pledges", [])
    exchange = exchanges.log_exchange(
        campaign=year.campaign,
        confidentiality=Confidentiality(told.get("confidentiality", Confidentiality.COORDINATORS_AND_ISU)),
        attribution=Attribution(told.get("attribution", Attribution.OPEN)),
        state=state,
        held_on=year.day(told["ago"]),
        level=Exchange.Level(told["level"]),
        said=told["said"],
        assessment=told.get("assessment", ""),
        activity=year.rows["activities"].get("exchanges"),
        obstacles=[Heard(code=ObstacleCode.objects.get(key=key)) for key in told.get("obstacles", [])],
        pledges=[
            Promise(side=Pledge.Side(each["side"]), text=each["text"], due_on=year.day(each["due"]))
            for each in pledges
        ],
        follow_ups=[
            NextStep(what=each["what"], assignee=year.people[each["who"]], due_on=year.day(each["due"]))
            for each in steps
        ],
        **year.acting(told["by"], told["ago"]),
    )
    because = "the demonstration goes on with it"
    for each, row in zip(pledges, exchange.pledges.unguarded(because=because).order_by("pk"), strict=True):
        year.rows[each["key"]] = row, told["by"]
    for each, row in zip(steps, exchange.follow_ups.unguarded(because=because).order_by("pk"), strict=True):
        year.rows[each["key"]] = row, each["who"]


def _finish(year: Year, told: dict[str, Any]) -> None:
    row: FollowUp
    row, who = year.rows[told["key"]]
    promises.finish_follow_up(
        follow_up=row, on=year.day(told["done"]), result=told["result"], **year.acting(who, told["done"])
    )


def _settle(year: Year, told: dict[str, Any]) -> None:
    row: Pledge
    row, who = year.rows[told["key"]]
    promises.settle_pledge(
        pledge=row,
        standing=Pledge.Standing(told["standing"]),
        on=year.day(told["settled"]),
        outcome=told["outcome"],
        **year.acting(told.get("settled_by", who), told["settled"]),
    )


def _think(year: Year, told: dict[str, Any]) -> None:
    (state,) = year.states([told["state"]])
    approaches.edit_approach(
        campaign=year.campaign,
        state=state,
        text=told["text"],
        offers=told["offers"],
        speakers=told["speakers"],
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        **year.acting(told["by"], told["ago"]),
    )


def _choose_road(year: Year, told: dict[str, Any]) -> None:
    (state,) = year.states([told["state"]])
    pathways.choose_pathway(
        campaign=year.campaign,
        state=state,
        template=told["template"],
        **year.acting("chiara", told["moves"][0][0]),
    )


def _move(year: Year, told: dict[str, Any], ago: int, stage: str) -> None:
    (state,) = year.states([told["state"]])
    pathways.move(
        campaign=year.campaign,
        state=state,
        stage=stage,
        date_given=year.day(ago).isoformat(),
        evidence="Invented for the demonstration.",
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        **year.acting("chiara", ago),
    )
