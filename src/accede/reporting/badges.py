"""Badges of those who are approved, to print and cut out: ten on a sheet."""

from collections.abc import Sequence

from accede import invented
from accede.access.viewer import Viewer
from accede.meetings.models import Participant, Workshop
from accede.record.queries import states
from accede.reporting.blocks import clean
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers import pdf


def badges(
    workshop: Workshop, people: Sequence[Participant], *, language: str, viewer: Viewer, nobody: str
) -> bytes:
    """As PDF. Raises ReportRefusedError with `nobody` where there is none to print."""
    if not people:
        raise ReportRefusedError(nobody)
    names = states.state_names(language, viewer=viewer)
    told = [
        {
            "name": clean(each.name),
            "post": clean(each.post),
            "of": names[each.delegation.state_id] if each.delegation else clean(each.organisation),
            "part": str(each.get_part_display()),
        }
        for each in people
    ]
    values = {
        "title": clean(workshop.meeting.name),
        "head": " · ".join(filter(None, (clean(workshop.meeting.name), invented.name()))),
        "language": language,
        "badges": told,
    }
    return pdf.set_from("badges.typ", values)
