"""Requests for help with national law: written down, taken up from other records, answered."""

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import ToldAs, write_down
from accede.legislation.models import HelpRequest
from accede.record.models import State, Treaty


@transaction.atomic
def record_help_request(
    *,
    state: State,
    treaty: Treaty,
    need: HelpRequest.Need,
    reading: str = "",
    taken_from: str = "",
    taken_number: int | None = None,
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> HelpRequest:
    """Who asked for help, with what. `taken_from` is the kind of the record that says so, where one does."""
    if need == HelpRequest.Need.OTHER and not reading.strip():
        raise ValidationError({"reading": _("Say what was asked.")})
    row = HelpRequest(
        state=state,
        treaty=treaty,
        need=need,
        reading=reading.strip(),
        taken_from=taken_from if taken_number else "",
        taken_number=taken_number,
    )
    return write_down(row, told, act="record help request", by=by, at=at)


@transaction.atomic
def answer_help_request(
    *,
    request: HelpRequest,
    standing: HelpRequest.Standing,
    answered_by: str,
    outcome: str,
    by: Viewer,
    at: datetime,
) -> None:
    """Who answers, and what came of it."""
    rules.insist_on_changing(by, request)
    if standing != HelpRequest.Standing.OPEN and not (answered_by.strip() or outcome.strip()):
        raise ValidationError({"answered_by": _("Say who answers, or what was done.")})
    before = audit.values(request)
    if request.standing != standing:
        request.settled_on = None if standing == HelpRequest.Standing.OPEN else at.date()
    request.standing = standing
    request.answered_by, request.outcome = answered_by.strip(), outcome.strip()
    request.save()
    audit.write(act="answer help request", of=request, by=by, at=at, before=before)
