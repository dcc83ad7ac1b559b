"""What is printed for a workshop: who comes, their badges, letters for a visa."""

from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from accede.access.confidentiality import NotVisibleError
from accede.access.viewer import Viewer
from accede.api.desk.workshops import room
from accede.meetings.models import Participant, Workshop
from accede.meetings.queries import workshops
from accede.reporting.badges import badges
from accede.reporting.handing_out import render
from accede.reporting.kinds import workshops as documents
from accede.reporting.renderers import FORMS


def participant_list(
    workshop: Workshop,
    *,
    form: Literal["docx", "pdf"] = "docx",
    on: date,
    viewer: Viewer,
    language: str,
) -> tuple[str, bytes, str]:
    """Those who are approved, as a document."""
    people = workshops.approved(workshop, viewer=viewer)
    document = documents.participant_list(workshop, people, language=language, author=viewer, on=on)
    name = f"workshop-{workshop.pk}-participants.{form}"
    return name, render(document, form), FORMS[form].media_type


def all_badges(workshop: Workshop, *, viewer: Viewer, language: str) -> tuple[str, bytes, str]:
    """A badge for each who is approved."""
    content = badges(
        workshop,
        workshops.approved(workshop, viewer=viewer),
        language=language,
        viewer=viewer,
        nobody=_("Nobody is approved yet, so there is no badge to print."),
    )
    return f"workshop-{workshop.pk}-badges.pdf", content, FORMS["pdf"].media_type


def visa_letter(
    participant: Participant,
    *,
    sender: str = "",
    form: Literal["docx", "pdf"] = "docx",
    on: date,
    viewer: Viewer,
    language: str,
) -> tuple[str, bytes, str]:
    """Handed out and not kept. Nothing can be made once the documents were destroyed."""
    needs = workshops.needs_of(participant, viewer=viewer)
    if needs is None or not needs.visa:
        raise NotVisibleError(f"visa of participant {participant.pk}")
    document = documents.visa_letter(
        participant, needs, sender=sender[:300], language=language, author=viewer, on=on
    )
    return f"visa-letter-{participant.pk}.{form}", render(document, form), FORMS[form].media_type


DOCUMENTS = tuple(FORMS[form].media_type for form in ("docx", "pdf"))

room.file(
    "/workshops/{number}/participants/file",
    participant_list,
    of="workshop",
    asks=("form",),
    media=DOCUMENTS,
    summary="The list of participants as a document",
)
room.file(
    "/workshops/{number}/badges",
    all_badges,
    of="workshop",
    media=DOCUMENTS[1:],
    summary="Badges to be printed",
)
room.file(
    "/participants/{number}/visa-letter",
    visa_letter,
    of="participant",
    asks=("sender", "form"),
    media=DOCUMENTS,
    summary="A letter for the visa",
)
