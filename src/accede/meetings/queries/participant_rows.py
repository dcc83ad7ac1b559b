"""Everything of everybody who is to come, as rows of a table for those who prepare the workshop."""

from typing import Any

from accede.access.viewer import Viewer
from accede.meetings.models import Workshop
from accede.meetings.queries import workshops
from accede.record.queries import states
from accede.record.tables import Record

COLUMNS = (
    "iso3",
    "state",
    "name",
    "post",
    "organisation",
    "part",
    "language",
    "email",
    "standing",
    "sponsorship",
    "diet",
    "access",
    "visa",
    "signed_in",
)


def participant_rows(workshop: Workshop, *, viewer: Viewer, language: str) -> list[Record]:
    """By State; those of no delegation first."""
    names = states.state_names(language, viewer=viewer)
    needed = workshops.needed(workshop, viewer=viewer)
    signed = workshops.signed_in(workshop, viewer=viewer)
    told: list[Record] = []
    for row in workshops.participants(workshop, viewer=viewer):
        needs = needed.get(row.pk)
        values: tuple[Any, ...] = (
            row.delegation.state_id if row.delegation else "",
            names[row.delegation.state_id] if row.delegation else "",
            row.name,
            row.post,
            row.organisation,
            row.part,
            row.language,
            row.email,
            row.standing,
            row.sponsorship,
            needs.diet if needs else "",
            needs.access if needs else "",
            "yes" if needs and needs.visa else "",
            " ".join(day.isoformat() for day in sorted(signed.get(row.pk, []))),
        )
        told.append({"number": row.pk, **dict(zip(COLUMNS, values, strict=True))})
    return told
