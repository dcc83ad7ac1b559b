"""Who of us goes to a forum: everybody says so of themselves; those who run the campaign may say it of others."""

from datetime import datetime

from django.db import transaction

from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.models import Part
from accede.record.meetings.models import Meeting


@transaction.atomic
def take_part(*, meeting: Meeting, person: Person, campaign: Campaign, by: Viewer, at: datetime) -> Part:
    """Once, however often it is said."""
    _insist(by, campaign, person)
    row, is_new = Part.objects.get_or_create(meeting=meeting, person=person, campaign=campaign)
    if is_new:
        audit.write(act="take part", of=row, by=by, at=at)
    return row


@transaction.atomic
def take_no_part(*, meeting: Meeting, person: Person, campaign: Campaign, by: Viewer, at: datetime) -> None:
    _insist(by, campaign, person)
    row = Part.objects.filter(meeting=meeting, person=person, campaign=campaign).first()
    if row:
        # As if it were new, so that the trail keeps whose it was.
        audit.write(act="take no part", of=row, by=by, at=at)
        row.delete()


def _insist(by: Viewer, campaign: Campaign, person: Person) -> None:
    rules.insist_on_contributing(by, campaign)
    if person.pk != by.person_id:
        rules.insist_on_running(by, campaign)
