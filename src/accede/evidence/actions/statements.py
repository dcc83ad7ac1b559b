"""What States say of joining, of the norm, and of how they read a treaty."""

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import ToldAs, write_down
from accede.evidence.models import (
    Incident,
    InterpretiveIssue,
    InterpretivePosition,
    Position,
    Statement,
)
from accede.record.models import State, Treaty


@transaction.atomic
def record_position(
    *,
    state: State,
    treaty: Treaty,
    kind: Position.Kind,
    own_words: str = "",
    language: str = "en",
    reading: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Position:
    """Where the State says that its procedure stands, or what it intends."""
    row = Position(
        state=state,
        treaty=treaty,
        kind=kind,
        own_words=own_words.strip(),
        language=language,
        reading=reading.strip(),
    )
    return write_down(row, told, act="record position", by=by, at=at)


@transaction.atomic
def record_statement(
    *,
    treaty: Treaty,
    stance: Statement.Stance,
    state: State | None = None,
    speaker: str = "",
    forum: str = "",
    incident: Incident | None = None,
    quotation: str = "",
    language: str = "en",
    reading: str = "",
    url: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Statement:
    """What a State, or somebody else, said of the treaty, its resolution or an incident."""
    if state is None and not speaker.strip():
        raise ValidationError(_("Say who spoke."))
    if not (quotation.strip() or reading.strip()):
        raise ValidationError(_("Quote what was said, or sum it up."))
    if incident is not None:
        rules.insist_on_seeing(by, incident)
        if incident.treaty_id != treaty.pk:
            raise ValidationError(_("The incident is about another treaty."))
    row = Statement(
        treaty=treaty,
        state=state,
        speaker=speaker.strip(),
        forum=forum.strip(),
        stance=stance,
        incident=incident,
        quotation=quotation.strip(),
        language=language,
        reading=reading.strip(),
        url=url.strip(),
    )
    return write_down(row, told, act="record statement", by=by, at=at)


@transaction.atomic
def record_interpretive_position(
    *,
    state: State,
    treaty: Treaty,
    issue: InterpretiveIssue,
    view: InterpretivePosition.View,
    own_words: str = "",
    language: str = "en",
    reading: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> InterpretivePosition:
    """How the State reads the treaty on that question."""
    if not issue.is_for(treaty):
        raise ValidationError(_("This question is not in the code book of the treaty."))
    row = InterpretivePosition(
        state=state,
        treaty=treaty,
        issue=issue,
        view=view,
        own_words=own_words.strip(),
        language=language,
        reading=reading.strip(),
    )
    return write_down(row, told, act="record interpretive position", by=by, at=at)
