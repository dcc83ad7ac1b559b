"""Writes of what lies beyond the record."""

import tomllib
from datetime import date
from importlib import resources

from django.db import transaction

from accede.evidence.models import InterimStep
from accede.record.partial_dates import last_possible_day
from accede.record.shipped_record import recorded_date


def clear_interim_steps() -> None:
    """Make room for another edition of the shipped record, on whose rows the steps stand."""
    InterimStep.objects.all().delete()


@transaction.atomic
def load_shipped_steps() -> None:
    """Load the interim steps that travel with the program."""
    text = (resources.files("accede.evidence") / "shipped" / "interim_steps.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["step"]:
        given = str(entry.get("date", ""))
        revoked: date | None = entry.get("revoked")
        InterimStep.objects.create(
            state_id=entry["state"],
            treaty_id=entry["treaty"],
            kind=entry["kind"],
            date_given=given,
            taken_date=last_possible_day(given, not_after=recorded_date()) if given else None,
            revoked_date=revoked,
            verified=entry["confidence"] == "verified",
            summary=entry["summary"],
            source_id=entry["source"],
        )
