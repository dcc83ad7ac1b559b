"""Where they meet: a seminar, a treaty event, side events, a workshop, and the working group."""

from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial
from typing import Any

from accede.access.models import Organisation
from accede.access.roles import Confidentiality
from accede.demonstration.year import Act, Year
from accede.meetings.actions import (
    action_items,
    approval,
    events,
    invitations,
    registration,
    sittings,
    treaty_events,
    working_groups,
    workshop_day,
    workshops,
)
from accede.meetings.models import Delegation, Event, GroupMember, Participant, Sitting, Stage
from accede.outreach.actions import planned
from accede.outreach.models import PlannedMeeting
from accede.record.meetings.actions import add_meeting
from accede.record.meetings.models import Meeting

BECAUSE = "the demonstration goes on with it"
NOTICE = 60  # days from when a meeting is on the desk to its first


def acts(year: Year) -> Iterator[Act]:
    for key in ("seminar", "coming"):
        told = year.told[key]
        yield told["ago"] + NOTICE, partial(_announce, year, key, Meeting.Kind.OTHER)
        if told["ago"] > 0:
            yield told["ago"], partial(_met, year, key)
    yield year.told["treaty_event"]["ago"] + NOTICE, partial(_treaty_event, year)
    for told in year.told["event"]:
        yield max(told["ago"] + NOTICE, 1), partial(_ask_for_event, year, told)
        if told["ago"] > 0:
            yield told["ago"], partial(_hold_event, year, told)
    ago = year.told["workshop"]["ago"]
    yield ago + NOTICE, partial(_plan_workshop, year)
    yield ago + NOTICE // 2, partial(_replies, year)
    yield ago, partial(_hold_workshop, year)
    yield 355, partial(_found_group, year)
    for told in year.told["sitting"]:
        yield max(told["ago"] + 14, 1), partial(_convene, year, told)
        if told["ago"] > 0:
            yield told["ago"], partial(_sit, year, told)
            if "done" in told["step"]:
                yield told["step"]["done"], partial(_done, year, told)


def _announce(year: Year, key: str, kind: Meeting.Kind) -> None:
    """The meeting, and whom they mean to see there."""
    told = year.told[key]
    acting = year.acting(told["by"], max(told["ago"] + NOTICE, 1))
    meeting = add_meeting(
        name=told["name"],
        language="en",
        kind=kind,
        begins=year.day(told["ago"]).isoformat(),
        ends=year.day(told["ago"] - 1).isoformat(),
        place=told["place"],
        zone=told["zone"],
        campaign=year.campaign,
        **acting,
    )
    year.rows[key] = [
        planned.plan_meeting(
            campaign=year.campaign,
            meeting=meeting,
            state=state,
            person=year.people[told["by"]],
            confidentiality=Confidentiality.COORDINATORS_AND_ISU,
            **acting,
        )
        for state in year.states(told["states"])
    ]


def _met(year: Year, key: str) -> None:
    told = year.told[key]
    row: PlannedMeeting
    for row in year.rows[key][:-1]:  # one did not come
        planned.mark_met(planned=row, **year.acting(told["by"], told["ago"]))


def _treaty_event(year: Year) -> None:
    told = year.told["treaty_event"]
    acting = year.acting(told["by"], told["ago"] + NOTICE)
    meeting = add_meeting(
        name=told["name"],
        language="en",
        kind=Meeting.Kind.TREATY_EVENT,
        begins=year.day(told["ago"]).isoformat(),
        place=told["place"],
        zone=told["zone"],
        campaign=year.campaign,
        **acting,
    )
    rows = treaty_events.expect_states(
        meeting=meeting,
        states=year.states(told["states"]),
        campaign=year.campaign,
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        **acting,
    )
    treaty_events.tell_readiness(
        expected=rows[0],
        told=treaty_events.Readiness(invited_on=acting["at"].date(), note=told["note"]),
        **acting,
    )


def _ask_for_event(year: Year, told: dict[str, Any]) -> None:
    ago = max(told["ago"] + NOTICE, 1)
    told["row"] = events.add_event(
        told=events.Told(kind=Event.Kind.SIDE_EVENT, title=told["title"], day=year.day(told["ago"])),
        stage=Stage(told.get("stage", Stage.REQUESTED)),
        since=year.day(ago),
        campaign=year.campaign,
        confidentiality=Confidentiality.PARTNERS,
        **year.acting(told["by"], ago),
    )


def _hold_event(year: Year, told: dict[str, Any]) -> None:
    acting = year.acting(told["by"], told["ago"])
    for stage in (Stage.CONFIRMED, Stage.HELD):
        events.move_event(event=told["row"], to=stage, on=year.day(told["ago"]), **acting)
    events.set_guests(event=told["row"], states=year.states(told["states"]), heads=told["heads"], **acting)
    events.change_event(
        event=told["row"],
        told=events.Told(
            kind=Event.Kind.SIDE_EVENT,
            title=told["title"],
            day=year.day(told["ago"]),
            outcome=told["outcome"],
        ),
        **acting,
    )


def _plan_workshop(year: Year) -> None:
    told = year.told["workshop"]
    acting = year.acting(told["by"], told["ago"] + NOTICE)
    first = year.day(told["ago"])
    last = first + timedelta(days=told["lasts"] - 1)
    workshop = workshops.plan_workshop(
        campaign=year.campaign,
        meeting={
            "name": told["name"],
            "language": "en",
            "begins": first.isoformat(),
            "ends": last.isoformat(),
            "place": told["place"],
        },
        activity=year.rows["activities"].get("invitations"),
        values={
            "places": 12,
            "most": 2,
            "host": told["host"],
            "replies_until": first,
            "shred_on": last + timedelta(days=30),
        },
        **acting,
    )
    for begins, ends, title in ((9, 12, "What joining asks"), (14, 17, "From draft to deposit")):
        workshops.add_session(
            workshop=workshop,
            day=first,
            begins=time(begins),
            ends=time(ends),
            titles={"en": title},
            speakers="",
            **acting,
        )
    invited = [*told["accepted"], *told["declined"], *told["silent"]]
    workshops.invite(workshop=workshop, states=year.states(invited), categories={}, **acting)
    invitations.issue_links(workshop=workshop, **acting)
    year.rows["workshop"] = workshop


def _replies(year: Year) -> None:
    told = year.told["workshop"]
    ago = told["ago"] + NOTICE // 2
    rows = Delegation.objects.unguarded(because=BECAUSE).filter(workshop=year.rows["workshop"])
    by_state = {row.state_id: row for row in rows}
    for iso3, names in told["accepted"].items():
        registration.reply(
            delegation=by_state[iso3],
            people=[
                registration.Person(
                    name=name, post="Delegate", email=f"{name.split()[0].lower()}@mission.example"
                )
                for name in names
            ],
            replied_by="Focal point (invented)",
            at=year.moment(ago),
        )
    for iso3 in told["declined"]:
        registration.decline(
            delegation=by_state[iso3], replied_by="Focal point (invented)", at=year.moment(ago)
        )
    approval.approve_all(participants=_participants(year), **year.acting(told["by"], ago))


def _hold_workshop(year: Year) -> None:
    told = year.told["workshop"]
    acting = year.acting(told["by"], told["ago"])
    for participant in _participants(year):
        workshop_day.sign_in(participant=participant, moment=acting["at"], **acting)
    workshop_day.put_attendance_on_record(workshop=year.rows["workshop"], **acting)


def _participants(year: Year) -> list[Participant]:
    rows = Participant.objects.unguarded(because=BECAUSE).filter(workshop=year.rows["workshop"])
    return list(rows.select_related("workshop__campaign", "workshop__meeting").order_by("pk"))


def _found_group(year: Year) -> None:
    told = year.told["group"]
    acting = year.acting(told["by"], 355)
    group = working_groups.found_group(
        campaign=year.campaign,
        words=working_groups.GroupWords(language="en", name=told["name"], mandate=told["mandate"]),
        open_class=Confidentiality.PARTNERS,
        closed_class=Confidentiality.COORDINATORS_AND_ISU,
        **acting,
    )
    for organisation in Organisation.objects.filter(
        name__in=[each["name"] for each in year.told["organisation"].values()]
    ):
        working_groups.add_member(
            group=group,
            seat=working_groups.Seat(organisation=organisation, held_from=year.day(355)),
            **acting,
        )
    year.rows["group"] = group


def _convene(year: Year, told: dict[str, Any]) -> None:
    told["row"] = sittings.convene(
        group=year.rows["group"],
        called=sittings.Called(day=year.day(told["ago"]), hour=time(10), place=told["place"]),
        agenda=told["agenda"],
        **year.acting("chiara", max(told["ago"] + 14, 1)),
    )


def _sit(year: Year, told: dict[str, Any]) -> None:
    sitting, acting = told["row"], year.acting("chiara", told["ago"])
    members = GroupMember.objects.unguarded(because=BECAUSE).filter(group=year.rows["group"])
    sittings.say_of_sitting(sitting=sitting, standing=Sitting.Standing.HELD, **acting)
    sittings.say_who_was_there(sitting=sitting, members=list(members), **acting)
    for text in told["minutes"]:
        minute = sittings.write_minute(sitting=sitting, text=text, **acting)
    step = told["step"]
    told["item"] = action_items.add_action_item(
        sitting=sitting,
        step=action_items.Step(what=step["what"], person=year.people["chiara"], due_on=year.day(step["due"])),
        minute=minute,
        **acting,
    )


def _done(year: Year, told: dict[str, Any]) -> None:
    ago = told["step"]["done"]
    action_items.finish_action_item(
        item=told["item"],
        on=year.day(ago),
        result=told["step"]["result"],
        **year.acting("chiara", ago),
    )
