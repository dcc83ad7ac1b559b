"""Workshops that were held, for figures, timelines and the report: which States came is public once it is on record."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from accede.access.viewer import Viewer
from accede.meetings import rules
from accede.meetings.models import SignIn, Workshop
from accede.meetings.queries.held import Held
from accede.record.meetings.models import Attendance


def workshops_held(campaign: str, since: date, until: date, viewer: Viewer) -> Sequence[Held]:
    found = list(
        Workshop.objects.filter(
            campaign=campaign, meeting__begins__gte=since, meeting__ends__lte=until
        ).select_related("meeting")
    )
    came: defaultdict[str, list[str]] = defaultdict(list)
    rows = Attendance.objects.filter(meeting__in=[each.meeting_id for each in found])
    for key, iso3 in rows.order_by("state").values_list("meeting_id", "state_id"):
        came[key].append(iso3)
    heads: defaultdict[int, set[int]] = defaultdict(set)
    if rules.runs_meetings(viewer, campaign):
        signed = SignIn.objects.filter(participant__workshop__in=found)
        for workshop, person in signed.values_list("participant__workshop_id", "participant_id"):
            heads[workshop].add(person)
    return [
        Held(
            kind="workshop",
            number=each.pk,
            name=each.meeting.name,
            day=each.meeting.begins,
            ends=each.meeting.ends,
            place=each.meeting.place,
            came=came[each.meeting_id],
            heads=len(heads[each.pk]) or None,
            attendance_is_known=bool(came[each.meeting_id]),
            activity=each.activity_id,
            meeting=each.meeting_id,
        )
        for each in found
    ]
