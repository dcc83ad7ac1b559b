"""What States say and do: reasons, positions, statements, incidents, interim steps; the norm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accede.access.confidentiality import NotVisibleError
from accede.access.viewer import Viewer
from accede.api.desk import states, taken
from accede.api.desk.room import Room
from accede.evidence import actions
from accede.evidence import queries as said
from accede.evidence.models import InterimStep
from accede.evidence.queries.rows import IncidentRow, StatementRow
from accede.record.models import Treaty

room = Room("Evidence")


def _step(number: int, viewer: Viewer) -> InterimStep:
    found = said.get_step(number, viewer=viewer)
    if found is None:
        raise NotVisibleError(f"step {number}")
    return found


@dataclass(frozen=True, slots=True)
class IncidentOut:
    """An incident with every assessment of it, and who condemned it."""

    incident: IncidentRow
    condemned_by: Sequence[StatementRow]


def incident(number: int, *, treaty: Treaty, on: date, viewer: Viewer, language: str) -> IncidentOut:
    """As far as the reader may know it."""
    happened = said.incidents(treaty, on=on, viewer=viewer, language=language)
    row = next((each for each in happened if each.pk == number), None)
    if row is None:
        raise NotVisibleError(f"incident {number}")
    told = said.condemnations(treaty, on=on, viewer=viewer, language=language)
    return IncidentOut(row, next((rows for each, rows in told if each.pk == number), ()))


taken.find_by(InterimStep, taken.Number, lambda seat, number: _step(number, seat.viewer))

room.one("/reasons", said.reasons_known, summary="What is known of the reasons of all States outside")
room.several("/reasons/unattributed", said.unattributed, summary="Reasons of which nobody may know the State")
room.one("/reasons/{number}", said.get_obstacle, summary="A reason")
room.write(
    "POST", "/reasons", actions.record_obstacle, needed=("confidentiality",), summary="Record a reason"
)
room.write(
    "POST",
    "/reasons/{number}/supersede",
    actions.supersede_obstacle,
    of="obstacle",
    summary="A newer one stands",
)
room.write(
    "POST", "/reasons/{number}/withdraw", actions.withdraw_obstacle, of="obstacle", summary="It holds no more"
)
room.several("/codes", said.code_book, row=dict[str, object], summary="The code book of reasons")
room.write(
    "POST", "/positions", actions.record_position, needed=("confidentiality",), summary="Record a position"
)
room.several("/statements", said.statements, summary="What States and others said")
room.write(
    "POST", "/statements", actions.record_statement, needed=("confidentiality",), summary="Record a statement"
)


def readings(treaty: Treaty, *, on: date, viewer: Viewer, language: str) -> Any:
    """Each question on which States read the treaty differently, with how they answer it."""
    found = said.interpretive_positions(treaty, on=on, viewer=viewer, language=language)
    return [{"issue": issue, "answers": rows} for issue, rows in found]


room.several(
    "/interpretive-positions",
    readings,
    row=dict[str, Any],
    form=False,
    summary="How States read the treaty, question by question",
)
room.write(
    "POST",
    "/interpretive-positions",
    actions.record_interpretive_position,
    needed=("confidentiality",),
    summary="Record how a State reads the treaty",
)
room.one("/incidents/{number}", incident, summary="An incident, how sure it is, and who condemned it")
room.several("/incidents", said.incidents, summary="Use, transfer and other incidents")
room.write(
    "POST", "/incidents", actions.record_incident, needed=("confidentiality",), summary="Record an incident"
)
room.write(
    "POST",
    "/incidents/{number}/assessments",
    actions.assess_incident,
    of="incident",
    needed=("confidentiality",),
    summary="Who finds it how sure",
)
room.write(
    "POST",
    "/incidents/{number}/condemnations",
    actions.record_condemnation,
    of="incident",
    needed=("confidentiality",),
    summary="Who condemned it",
)
room.several("/interim-steps", states.interim_steps, summary="Steps short of joining")
room.write("POST", "/interim-steps", actions.record_interim_step, summary="Record an interim step")
room.write(
    "POST",
    "/interim-steps/{number}/revoke",
    actions.revoke_interim_step,
    of="step",
    summary="It was taken back",
)
room.one("/norm", said.norm, summary="How strong the norm is: votes, statements, steps, incidents")
room.several("/contradictions", said.contradictions, summary="Where what States do and say goes apart")
