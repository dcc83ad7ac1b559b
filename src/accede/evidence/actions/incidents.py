"""Incidents, what is said of them, and who condemns them."""

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import ToldAs, day_of, write_down
from accede.evidence.actions.statements import record_statement
from accede.evidence.models import Assessment, Incident, Statement
from accede.record.models import State, Treaty


@transaction.atomic
def record_incident(
    *,
    treaty: Treaty,
    kind: Incident.Kind,
    reading: str,
    state: State | None = None,
    actor: str = "",
    where: State | None = None,
    place: str = "",
    ended_given: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Incident:
    """Something that is said to have happened. How far it is known, and who says so, are its assessments."""
    if not reading.strip():
        raise ValidationError(_("Say what is said to have happened."))
    row = Incident(
        treaty=treaty,
        kind=kind,
        state=state,
        actor=actor.strip(),
        where=where,
        place=place.strip(),
        ended_given=ended_given,
        ended_day=day_of(ended_given, on=at.date()),
        reading=reading.strip(),
    )
    began = day_of(told.get("date_given", ""), on=at.date())
    if began and row.ended_day and row.ended_day < began:
        raise ValidationError(_("It ends after it began."))
    return write_down(row, told, act="record incident", by=by, at=at, sourced=False)


@transaction.atomic
def assess_incident(
    *,
    incident: Incident,
    grade: Assessment.Grade,
    by_state: State | None = None,
    by_whom: str = "",
    reading: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Assessment:
    """One judgement of it. It stands beside those of others, and takes the place of none."""
    rules.insist_on_seeing(by, incident)
    if by_state is None and not by_whom.strip():
        raise ValidationError(_("Say who says so."))
    row = Assessment(
        incident=incident, grade=grade, by_state=by_state, by_whom=by_whom.strip(), reading=reading.strip()
    )
    return write_down(row, told, act="assess incident", by=by, at=at)


def record_condemnation(
    *,
    incident: Incident,
    state: State | None = None,
    speaker: str = "",
    forum: str = "",
    quotation: str = "",
    language: str = "en",
    reading: str = "",
    url: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Statement:
    """A statement that condemns the incident."""
    return record_statement(
        treaty=incident.treaty,
        stance=Statement.Stance.CONDEMNS,
        state=state,
        speaker=speaker,
        forum=forum,
        incident=incident,
        quotation=quotation,
        language=language,
        reading=reading,
        url=url,
        by=by,
        at=at,
        **told,
    )
