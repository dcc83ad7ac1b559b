"""Reasons for not joining: heard, given up, replaced."""

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import ToldAs, day_of, renew_public_pages, write_down
from accede.evidence.models import Obstacle, ObstacleCode
from accede.record.models import State, Treaty


@transaction.atomic
def record_obstacle(
    *,
    state: State,
    treaty: Treaty,
    code: ObstacleCode,
    rank: int | None = None,
    own_words: str = "",
    language: str = "en",
    reading: str = "",
    grade: Obstacle.Grade = Obstacle.Grade.STATED,
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Obstacle:
    """A reason that a State gave, or that is inferred. A State may give several, and the same again later."""
    if not code.is_for(treaty):
        raise ValidationError(_("This reason is not in the code book of the treaty."))
    if not (own_words.strip() or reading.strip()):
        raise ValidationError(_("Say what the State said, or how you read it."))
    row = Obstacle(
        state=state,
        treaty=treaty,
        code=code,
        rank=rank,
        own_words=own_words.strip(),
        language=language,
        reading=reading.strip(),
        grade=grade,
    )
    return write_down(row, told, act="record obstacle", by=by, at=at)


@transaction.atomic
def supersede_obstacle(*, obstacle: Obstacle, newer: Obstacle, by: Viewer, at: datetime) -> None:
    """The State now gives another reason in its place."""
    rules.insist_on_changing(by, obstacle)
    rules.insist_on_seeing(by, newer)
    if (obstacle.state_id, obstacle.treaty_id) != (newer.state_id, newer.treaty_id):
        raise ValidationError(_("A reason gives way to a reason of the same State for the same treaty."))
    if newer.pk in _line(obstacle) or obstacle.pk in _line(newer):
        raise ValidationError(_("One of these has given way to the other already."))
    if obstacle.day and newer.day and newer.day < obstacle.day:
        raise ValidationError(_("A reason gives way to a later one, not to an earlier one."))
    before = audit.values(obstacle)
    obstacle.superseded_by, obstacle.ended_here = newer, True
    _save(obstacle, "supersede obstacle", before, by, at)


@transaction.atomic
def withdraw_obstacle(*, obstacle: Obstacle, date_given: str, by: Viewer, at: datetime) -> None:
    """The State no longer gives this reason, since that date."""
    rules.insist_on_changing(by, obstacle)
    day = day_of(date_given, on=at.date())
    if day is None:
        raise ValidationError(_("Say since when the State no longer gives this reason."))
    if obstacle.day and day < obstacle.day:
        raise ValidationError(_("A reason is withdrawn after it was given."))
    before = audit.values(obstacle)
    obstacle.withdrawn_given, obstacle.withdrawn_day, obstacle.ended_here = date_given, day, True
    _save(obstacle, "withdraw obstacle", before, by, at)


def _save(obstacle: Obstacle, act: str, before: audit.Values, by: Viewer, at: datetime) -> None:
    obstacle.save()
    audit.write(act=act, of=obstacle, by=by, at=at, before=before)
    renew_public_pages(obstacle, act)


def _line(obstacle: Obstacle) -> set[int]:
    """The reason and all that it gave way to, one after the other."""
    found: set[int] = set()
    number: int | None = obstacle.pk
    while number is not None and number not in found:
        found.add(number)
        number = (
            Obstacle.objects.unguarded(because="only numbers are followed")
            .filter(pk=number)
            .values_list("superseded_by", flat=True)
            .first()
        )
    return found
