"""The States: whom to approach, what is known of each, who looks after it, how it is to be approached."""

from datetime import date
from typing import Any

from accede.access import queries as access
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk.room import Room
from accede.campaign.queries.owners import open_activities
from accede.evidence import queries as said
from accede.evidence.queries.rows import ObstacleRow, StatementRow, StepRow, step_row
from accede.legislation.queries import laws, parliaments, qualifying
from accede.legislation.queries import proceedings as before_parliament
from accede.meetings.queries.action_items import open_of
from accede.meetings.queries.events import came_to
from accede.meetings.queries.working_groups import groups_of_state
from accede.meetings.queries.workshops import of_state
from accede.outreach import actions, rules
from accede.outreach import queries as work
from accede.outreach.actions import approaches as on_approaches
from accede.outreach.actions import pathways as on_roads
from accede.outreach.queries import approaches, assignments, pathways, silence
from accede.record.models import State, Treaty
from accede.record.queries import meetings, states, status, uploads
from accede.targeting import queries as targeting

room = Room("States")


def targets(
    treaty: Treaty,
    *,
    category: list[str],
    always: bool = False,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[targeting.Target]:
    """The States not party that are in at least one of the categories, each with the facts that put it there."""
    return targeting.targets(treaty, keys=category, always=always, on=on, viewer=viewer, language=language)


def target(
    treaty: Treaty, state: State, *, on: date, viewer: Viewer, language: str
) -> targeting.Target | None:
    """None where the State is in no category."""
    return targeting.target(treaty, state, on=on, viewer=viewer, language=language)


def about(
    state: State, campaign: Campaign, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> Any:
    """What the State's page shows, as far as the reader may know it."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    return {
        "standing": status.status_row(treaty, state, **asked),
        "target": targeting.target(treaty, state, **asked),
        "groups": [group.key for group in states.groups_of(state, on=on, viewer=viewer)],
        "reasons": said.obstacles_of(state, treaty, **asked),
        "positions": said.positions_of(state, treaty, **asked),
        "road": pathways.pathway(state, campaign=campaign, **asked),
        "approach": approaches.approach(state, campaign=campaign, on=on, viewer=viewer),
        "contacts": work.contacts(campaign, [state.iso3], **asked),
        "follow_ups": work.follow_ups(campaign, states_asked=[state.iso3], **asked),
        "promises": work.pledges(campaign, states_asked=[state.iso3], **asked),
        "laws": laws.laws(treaty, state=state, **asked),
        "parliament": parliaments.parliament(state, on=on, viewer=viewer, language=language),
        "facts": qualifying.facts_of(state, treaty, on=on, viewer=viewer, language=language),
        **_where_met(state, campaign, treaty, on=on, viewer=viewer, language=language),
    }


def _where_met(
    state: State, campaign: Campaign, treaty: Treaty, *, on: date, viewer: Viewer, language: str
) -> dict[str, Any]:
    """Who is known at its contact points, where it was and can be met, in what it takes part, what sources dispute."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    people = assignments.looked_after(campaign, on=on, viewer=viewer)
    return {
        "contact_points": work.contact_points(campaign, [state.iso3], **asked)[0].points,
        "looked_after_by": people.get(state.iso3),
        "venues": approaches.venues(state.iso3, treaty, on=on, viewer=viewer),
        "attended": [each.meeting_id for each in meetings.attended_by(state.iso3, on=on, viewer=viewer)],
        "events": came_to(state.iso3, campaign.key, on=on, viewer=viewer),
        "workshops": of_state(state.iso3, campaign, viewer=viewer),
        "working_groups": [
            {"number": group.pk, "name": group.name}
            for group, _member in groups_of_state(state.iso3, campaign, on=on, viewer=viewer)
        ],
        "proceedings": before_parliament.proceedings(campaign, states_asked=[state.iso3], **asked),
        "disputes": uploads.disputes_of(state, viewer=viewer, language=language),
    }


def timeline(
    state: State,
    campaign: Campaign,
    *,
    kinds: list[str],
    page: int = 1,
    on: date,
    viewer: Viewer,
    language: str,
) -> Any:
    """Everything that happened with the State, the latest first; of these kinds, where any are asked for."""
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    return work.timeline(state, campaign, kinds=kinds, page=page, **asked).page


def road_kinds(campaign: Campaign, *, viewer: Viewer) -> Any:
    """The kinds of roads towards the treaty, each with its stages, and all stages that may stand on one."""
    return {
        "kinds": [
            {"key": each.key, "name": each.name, "stages": each.stages}
            for each in pathways.templates_to_choose(campaign, viewer=viewer)
        ],
        "stages": [
            {"key": each.key, "name": each.name}
            for each in pathways.stages_to_choose(campaign, viewer=viewer)
        ],
    }


def to_pass_on(number: int, campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> Any:
    """What somebody looks after, and what of it is open: before it is handed over."""
    rules.insist_on_coordinating(viewer, campaign)
    asked: Any = {"on": on, "viewer": viewer, "language": language}
    person = access.get_person(number, on=on, viewer=viewer)
    own = assignments.states_of(person, campaign, on=on, viewer=viewer)
    return {
        "states": own,
        "matters": assignments.open_matters(campaign, own, **asked),
        "activities": [
            row.activity.key for row in open_activities(campaign, on=on, viewer=viewer).get(person.pk, [])
        ],
        "action_items": open_of(campaign, person, **asked),
    }


room.several("/states", said.states_known, summary="States with their latest position and the reasons known")
room.several("/targets", targets, summary="Whom to approach, and on what evidence")
room.one("/states/{iso3}", about, row=dict[str, Any], summary="All that the reader may know of a State")
room.one("/states/{iso3}/target", target, summary="Why it is worth approaching")
room.several("/states/{iso3}/timeline", timeline, row=dict[str, Any], summary="What happened with it")
room.several("/states/{iso3}/reasons", said.obstacles_of, row=ObstacleRow, summary="Reasons of the State")
room.several("/states/{iso3}/positions", said.positions_of, summary="Positions of the State")
room.several("/states/{iso3}/statements", said.statements_of, row=StatementRow, summary="What it said")
room.several("/states/{iso3}/story", said.story, summary="How it came to say what it says, in time")
room.one("/road-kinds", road_kinds, row=dict[str, Any], summary="Which roads there are, with their stages")
room.one("/states/{iso3}/road", pathways.pathway, summary="How far it is on its road")
room.write("POST", "/states/{iso3}/road/moves", on_roads.move, summary="It came to a stage")
room.write(
    "POST", "/states/{iso3}/road/checked", on_roads.check_pathway, summary="The road is as it is shown"
)
room.write("PUT", "/states/{iso3}/road/stages", on_roads.alter_pathway, summary="The stages of its road")
room.write("PUT", "/states/{iso3}/road/kind", on_roads.choose_pathway, summary="Which kind of road it takes")
room.write(
    "DELETE", "/moves/{number}", on_roads.take_back_move, of="move", summary="It did not come to the stage"
)
room.one("/states/{iso3}/approach", approaches.approach, summary="How it is to be approached")
room.write(
    "PUT", "/states/{iso3}/approach", on_approaches.edit_approach, summary="Write how it is to be approached"
)
room.one("/states/{iso3}/proposal", approaches.proposal, summary="What is suggested for its approach")

room.several("/roads", pathways.table, summary="Roads of the States not party")
room.several("/board", pathways.board, summary="Roads by the stage that was reached")
room.several("/assignments", assignments.shares, summary="Who looks after which States")
room.write("POST", "/assignments", actions.assign_states, summary="Have somebody look after States")
room.write("DELETE", "/assignments/{iso3}", actions.end_assignment, summary="Nobody looks after it any more")
room.one("/people/{number}/open", to_pass_on, row=dict[str, Any], summary="What handing over would pass on")
room.several("/handovers", assignments.handovers, but=("to",), summary="Handovers")
room.one("/handovers/{number}", assignments.handover, summary="A handover and what was open")
room.write("POST", "/handovers", actions.hand_over, summary="Hand States over to somebody else")


def silent(
    campaign: Campaign,
    treaty: Treaty,
    *,
    weeks: int = 26,
    own: bool = False,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[silence.Silent]:
    """Target States with which nobody spoke for so many weeks; of one's own, if asked."""
    targets = targeting.targets(treaty, on=on, viewer=viewer, language=language)
    weeks = min(max(weeks, 0), 5200)
    found = silence.silent_states(campaign, targets, weeks=weeks, on=on, viewer=viewer)
    return [row for row in found if not own or row.person == viewer.person_id]


room.several("/silent", silent, summary="States with which nobody spoke for long")


def interim_steps(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> list[StepRow]:
    """Steps short of joining that States took."""
    names = states.state_names(language, viewer=viewer)
    return [step_row(step, names, on=on) for step in said.interim_steps(treaty, on=on, viewer=viewer)]
