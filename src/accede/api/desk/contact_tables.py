"""Contacts from a table: looked at, brought in, taken out again together."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.api.desk.exchanges import room
from accede.files.inspection import File
from accede.outreach import actions, contact_table, rules
from accede.outreach.contact_table import Preview
from accede.outreach.models import Contact
from accede.outreach.queries.contact_tables import contact_tables
from accede.record.readers.reading import FileRefusedError

MILLISECOND = timedelta(milliseconds=1)


def look_at(*, file: File, campaign: Campaign, viewer: Viewer) -> Preview:
    """What the table would bring, line by line. Its rows are kept nowhere."""
    rules.insist_on_contributing(viewer, campaign)
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(file.content)
        copy.flush()
        try:
            return contact_table.look_at(Path(copy.name), campaign=campaign, viewer=viewer)
        except FileRefusedError as error:
            raise ValidationError({"file": error.told(file.name)}) from error


def bring_in(
    *, file: File, confidentiality: Confidentiality, campaign: Campaign, by: Viewer, at: datetime
) -> list[Contact]:
    """What is new in the table, all of it or none. Lines that are refused, as looking at it tells, are left out."""
    return actions.add_contacts(
        campaign=campaign,
        lines=look_at(file=file, campaign=campaign, viewer=by).new,
        confidentiality=confidentiality,
        by=by,
        at=at,
    )


def take_back(*, brought_in: datetime, campaign: Campaign, by: Viewer, at: datetime) -> None:
    """All of them or, where one was met or changed since, none. `brought_in` is the moment that the list tells."""
    known = [each.at for each in contact_tables(campaign, viewer=by)]
    # JSON tells moments to the millisecond.
    meant = next((each for each in known if abs(each - brought_in) < MILLISECOND), brought_in)
    actions.take_back_contacts(campaign=campaign, brought_in=meant, by=by, at=at)


def template() -> tuple[str, bytes]:
    """An empty table with the headings that are known."""
    return "contacts.csv", (",".join(contact_table.HEADINGS) + "\r\n").encode()


room.several("/contact-tables", contact_tables, summary="Tables from which contacts came")
room.file("/contact-tables/template", template, summary="An empty table with the headings that are known")
room.look("/contact-tables/look", look_at, summary="What a table of contacts would bring; nothing is kept")
room.write("POST", "/contact-tables", bring_in, summary="Bring in what is new in a table of contacts")
room.write(
    "POST",
    "/contact-tables/take-back",
    take_back,
    summary="Take the contacts of a table out again",
)
