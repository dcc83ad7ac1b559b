"""Several write one part: what somebody else changed meanwhile is neither overwritten nor lost."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accede.survey.actions.answers import File, save_answers
from accede.survey.models import Answer, Response


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants an answer to be, and what they saw in its place (`seen_as`) when they began."""

    value: Any
    consent: str
    seen: str
    file: File | None = None


def seen_as(value: str, consent: str) -> str:
    """A kept answer, as a page tells later which one it showed."""
    return hashlib.sha256(f"{consent}\n{value}".encode()).hexdigest()[:16] if value or consent else ""


@transaction.atomic
def save_together(*, response: Response, wishes: Mapping[str, Wish], at: datetime) -> set[str]:
    """Save what was changed. The questions that somebody else changed too, and differently, are left and returned."""
    because = "the respondent's own"
    locked = Response.objects.unguarded(because=because).select_for_update().get(pk=response.pk)
    rows = Answer.objects.unguarded(because=because).filter(response=locked, inferred=False)
    held = {
        question: (value, consent)
        for question, value, consent in rows.values_list("question", "value", "consent")
    }
    given, consents, files, contested = {}, {}, {}, set()
    for key, wish in wishes.items():
        value = json.dumps(wish.value, ensure_ascii=False) if wish.value is not None else ""
        wanted, now = seen_as(value, wish.consent), seen_as(*held.get(key, ("", "")))
        if wish.file is None and wanted in (wish.seen, now):
            continue
        if now != wish.seen:
            contested.add(key)
            continue
        given[key], consents[key] = wish.value, wish.consent
        if wish.file is not None:
            files[key] = wish.file
    if given:
        save_answers(response=locked, given=given, consents=consents, files=files, at=at)
    return contested
