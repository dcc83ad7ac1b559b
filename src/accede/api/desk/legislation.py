"""National law and parliaments."""

from dataclasses import replace
from datetime import date
from typing import Any, Literal

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.legislation.actions import champions
from accede.legislation.actions import help as on_help
from accede.legislation.actions import laws as on_laws
from accede.legislation.actions import proceedings as on_bills
from accede.legislation.actions import qualifying as on_facts
from accede.legislation.models import HelpRequest, Law, QualifyingFact
from accede.legislation.queries import help as helping
from accede.legislation.queries import laws, parliaments, proceedings, qualifying
from accede.legislation.stages import Stage, stages
from accede.record.models import State, Treaty

room = Room("National law and parliaments")
taken.find_by(Law, taken.Number, lambda seat, number: laws.get_law(number, viewer=seat.viewer))
taken.find_by(
    HelpRequest, taken.Number, lambda seat, number: helping.get_help_request(number, viewer=seat.viewer)
)
taken.find_by(
    QualifyingFact, taken.Number, lambda seat, number: qualifying.get_fact(number, viewer=seat.viewer)
)


def all_parliaments(campaign: Campaign, *, on: Any, viewer: Viewer, language: str) -> Any:
    """By the State's code: chambers, elections, recesses."""
    return parliaments.parliaments(on=on, viewer=viewer, language=language)


def progress(
    treaty: Treaty,
    *,
    who: Literal["party", "signatory", "neither", "all"] = "party",
    region: str = "",
    standing: Literal["", "dedicated", "existing", "in-progress", "none", "unknown"] = "",
    on: date,
    viewer: Viewer,
    language: str,
) -> laws.Progress:
    """Of the States of one status, or of all; the counts are of all regions, the States of those asked for."""
    found = laws.progress(treaty, who=who, on=on, viewer=viewer, language=language)
    shown = [each for each in found.states if region in ("", each.region) and standing in ("", each.standing)]
    return replace(found, states=shown)


def help_asked_for(
    treaty: Treaty,
    *,
    state: State | None = None,
    standing: HelpRequest.Standing | None = None,
    on: date,
    viewer: Viewer,
    language: str,
) -> list[helping.HelpRow]:
    """All, or of one State, or those of which this came; those that nobody answers first."""
    found = helping.help_requests(treaty, state=state, on=on, viewer=viewer, language=language)
    return [row for row in found if standing in (None, row.standing)]


def stages_of_bills(*, viewer: Viewer) -> list[Stage]:
    """Which kinds of proceeding pass each, the first first."""
    return sorted(stages().values(), key=lambda each: each.rank)


room.several("/laws", laws.laws, summary="Laws of States on the treaty")
room.write("POST", "/laws", on_laws.record_law, needed=("confidentiality",), summary="Record a law")
room.one(
    "/laws/progress",
    progress,
    asks=("who", "region", "standing"),
    summary="Which States have a law, by region",
)
room.write("POST", "/laws/{number}/end", on_laws.end_law, of="law", summary="It is in force no more")
room.write(
    "POST",
    "/laws/{number}/findings",
    on_laws.compare_law,
    of="law",
    summary="What it has of what a law must contain",
)
room.several("/help", help_asked_for, summary="States that ask for help with a law")
room.write(
    "POST", "/help", on_help.record_help_request, needed=("confidentiality",), summary="A State asks for help"
)
room.write(
    "POST", "/help/{number}/answer", on_help.answer_help_request, of="request", summary="What became of it"
)
room.several("/qualifying", qualifying.qualified, summary="What qualifies a State to join")
room.write(
    "POST",
    "/qualifying",
    on_facts.record_qualifying_fact,
    needed=("confidentiality",),
    summary="Record such a fact",
)
room.write(
    "POST",
    "/qualifying/{number}/withdraw",
    on_facts.withdraw_qualifying_fact,
    of="fact",
    summary="It holds no more",
)
room.one("/parliaments", all_parliaments, row=dict[str, Any], summary="Parliaments, elections, recesses")
room.one("/parliaments/{iso3}", parliaments.parliament, summary="A parliament")
room.several("/proceedings", proceedings.proceedings, summary="Bills and motions before parliaments")
room.one("/proceedings/{number}", proceedings.get_proceeding_row, summary="A bill and its steps")
room.write("POST", "/proceedings", on_bills.add_proceeding, summary="A bill or motion")
room.write(
    "PATCH",
    "/proceedings/{number}",
    on_bills.edit_proceeding,
    of="proceeding",
    summary="Say otherwise what is given",
)
room.write(
    "POST", "/proceedings/{number}/steps", on_bills.add_step, of="proceeding", summary="It came to a stage"
)
room.several("/proceeding-stages", stages_of_bills, summary="The stages that bills and motions pass")
room.several("/networks", proceedings.networks, summary="Networks of parliamentarians, in numbers")
room.write(
    "DELETE", "/steps/{number}", on_bills.take_back_step, of="step", summary="It did not come to the stage"
)
room.several(
    "/champions", proceedings.champions, summary="Members of parliament who stand for it, with their consent"
)
room.write("POST", "/champions", champions.add_champion, needed=("name",), summary="A champion")
room.write(
    "PATCH",
    "/champions/{number}",
    champions.edit_champion,
    of="champion",
    summary="Say otherwise what is given",
)
room.write(
    "DELETE", "/champions/{number}", champions.remove_champion, of="champion", summary="Take a champion out"
)
room.several(
    "/parliamentary-promises",
    proceedings.parliamentary_pledges,
    summary="What members of parliament promised",
)
room.write(
    "POST", "/parliamentary-promises", champions.make_parliamentary_pledge, summary="A promise of theirs"
)
room.write(
    "POST",
    "/parliamentary-promises/{number}/settle",
    champions.settle_parliamentary_pledge,
    of="pledge",
    summary="What became of it",
)
