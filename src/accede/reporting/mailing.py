"""Issued notes verbales and letters on their way: each to its State's contact point, by the outbox."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.legislation.models import Seat
from accede.legislation.queries import parliaments
from accede.outbox import actions as outbox
from accede.outreach import queries as outreach
from accede.outreach.queries.rows import ContactRow
from accede.record.queries import states, treaties
from accede.reporting import actions, plain_values, recall, rules
from accede.reporting.blocks import Document, Part, lines_of, plain
from accede.reporting.handing_out import render
from accede.reporting.kinds import letters, parliament_letters
from accede.reporting.models import Paper
from accede.reporting.renderers import FORMS

# Kinds that go out, each part to somebody else.
KINDS = (*letters.KINDS, parliament_letters.KIND)
# Where a State is written to, the first of these at which an address is known.
PLACES = ("geneva", "capital", "new-york")


@dataclass(frozen=True, slots=True)
class Mailed:
    """How many messages wait in the outbox, and which States have no address."""

    waiting: int
    without_address: list[str]


@transaction.atomic
def put_in_outbox(*, paper: Paper, on: date, by: Viewer, at: datetime) -> Mailed:
    """One message for each letter of the issued paper; asked a second time, those that wait stay as they are."""
    rules.insist_on_changing(by, paper)
    version = actions.latest(paper)
    if not paper.is_issued or version is None or paper.kind not in KINDS or paper.campaign is None:
        raise ValidationError(_("Only notes and letters that were issued go out."))
    if recall.is_open(paper):
        raise ValidationError(_("This document is to be called back: it does not go out."))
    document = plain_values.from_text(version.content)
    treaty = treaties.get_treaty(paper.campaign.treaty_key, viewer=by)
    names = states.state_names(paper.language, viewer=by)
    waiting, without = 0, []
    for part in document.parts:
        iso3, _dash, chamber = part.to.partition("-")
        recipient = _recipient(paper, iso3, chamber, on=on, by=by)
        if recipient is None:
            seat = f" ({Seat(chamber).label})" if chamber else ""
            without.append(f"{names[iso3]}{seat}")
            continue
        content = render(_alone(document, part), "pdf")
        outbox.put(
            campaign=paper.campaign,
            to=recipient,
            language=part.language,
            subject=letters.subject(paper.kind, treaty, part.language),
            text="\n\n".join(_lines(part)),
            attachments=[
                outbox.File(f"{paper.kind}-{part.to.lower()}.pdf", FORMS["pdf"].media_type, content)
            ],
            about=paper,
            room="reporting",
            key=f"{paper.kind}-{paper.pk}-{part.to}",
            by=by,
            at=at,
        )
        waiting += 1
    return Mailed(waiting, without)


def _recipient(paper: Paper, iso3: str, chamber: str, *, on: date, by: Viewer) -> outbox.Recipient | None:
    """Whoever the part is for, where an address is known: a State's contact point, or the office of a presiding officer."""
    if paper.kind == parliament_letters.KIND:
        offices = parliaments.offices([iso3], viewer=by).get(iso3, [])
        # What is entered of a parliament as a whole is told of its only chamber, where it has one.
        meant = (chamber, Seat.WHOLE) if chamber == Seat.UNICAMERAL else (chamber,)
        office = next((each for each in offices if each.chamber in meant and each.email), None)
        return outbox.Recipient(office.email, office.holder or office.post) if office else None
    contact = _contact(paper, iso3, on=on, by=by)
    return outbox.Recipient(contact.email, contact.person) if contact else None


def _contact(paper: Paper, iso3: str, *, on: date, by: Viewer) -> ContactRow | None:
    assert paper.campaign is not None  # noqa: S101 -- asked before
    found = outreach.contacts(paper.campaign, [iso3], on=on, viewer=by, language=paper.language)
    reached = [row for row in found if row.current and row.email]
    by_place = {row.place: row for row in reversed(reached)}
    return next((by_place[place] for place in PLACES if place in by_place), next(iter(reached), None))


def _alone(document: Document, part: Part) -> Document:
    return replace(document, language=part.language, parts=(part,))


def _lines(part: Part) -> Iterator[str]:
    for block in part.blocks:
        for text in lines_of(block):
            if told := plain(text):
                yield told
