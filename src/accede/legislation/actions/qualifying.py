"""Facts about possession, contamination and size."""

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import ToldAs, day_of, renew_public_pages, write_down
from accede.legislation.models import QualifyingFact
from accede.record.models import State, Treaty


@transaction.atomic
def record_qualifying_fact(
    *,
    state: State,
    treaty: Treaty,
    question: QualifyingFact.Question,
    answer: bool,
    reading: str,
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> QualifyingFact:
    """What a source says of it. A fact without a day has no age, and so could not be weighed."""
    if not told.get("date_given"):
        raise ValidationError(
            {"date_given": _("Say of when the fact is: its age decides whether it can be relied on.")}
        )
    if not reading.strip():
        raise ValidationError({"reading": _("Say in a sentence what the source says.")})
    row = QualifyingFact(
        state=state, treaty=treaty, question=question, answer=answer, reading=reading.strip()
    )
    return write_down(row, told, act="record qualifying fact", by=by, at=at)


@transaction.atomic
def withdraw_qualifying_fact(*, fact: QualifyingFact, date_given: str, by: Viewer, at: datetime) -> None:
    """It is no longer held to be so. It stays on record."""
    rules.insist_on_changing(by, fact)
    day = day_of(date_given, on=at.date())
    if day is None:
        raise ValidationError(_("Say since when it is no longer so."))
    before = audit.values(fact)
    fact.withdrawn_given, fact.withdrawn_day, fact.ended_here = date_given, day, True
    fact.save()
    audit.write(act="withdraw qualifying fact", of=fact, by=by, at=at, before=before)
    renew_public_pages(fact, "withdraw qualifying fact")
