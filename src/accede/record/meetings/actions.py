"""Writes about meetings, by whoever contributes to a campaign, and the meetings that ship."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.record import shipped_record
from accede.record.meetings.models import Attendance, Meeting, Series
from accede.record.meetings.zones import insist_on_zone
from accede.record.models import Source, State, Treaty
from accede.record.partial_dates import NotADateError, first_possible_day, last_possible_day

# Before every key that people make: another edition of the shipped record can never bring the same.
OWN = "own-"


@transaction.atomic
def add_meeting(
    *,
    name: str,
    language: str,
    kind: Meeting.Kind,
    begins: str,
    ends: str = "",
    place: str = "",
    treaty: Treaty | None = None,
    source: Source | None = None,
    url: str = "",
    zone: str = "",
    organiser: str = "",
    languages: Iterable[str] = (),
    series: Series | None = None,
    comes_again: bool = False,
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> Meeting:
    """A meeting, past or to come. Its dates are partial: 2026-09 where only the month is known.

    Where it `comes_again` and is of no series yet, it begins one that bears its name.
    """
    insist_on_contributing(by, campaign)
    name, begins, ends = name.strip(), begins.strip(), ends.strip()
    if not name:
        raise ValidationError({"name": _("A meeting has a name.")})
    first, last = _days(begins, ends)
    meeting = Meeting(
        key=_free_key(name, begins),
        names={language: name},
        place=place.strip(),
        begins_given=begins,
        ends_given=ends,
        begins=first,
        ends=last,
        kind=kind,
        treaty=treaty,
        source=source,
        url=url.strip(),
        zone=insist_on_zone(zone),
        organiser=organiser.strip(),
        languages=sorted(languages),
        series=series,
    )
    meeting.full_clean(exclude=["series"])
    if comes_again and series is None:
        meeting.series = _begin_series(meeting, by=by, at=at)
    meeting.save()
    audit.write(act="add meeting", of=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    name: str,
    language: str,
    kind: Meeting.Kind,
    begins: str,
    ends: str,
    place: str,
    treaty: Treaty | None,
    url: str,
    zone: str,
    organiser: str,
    languages: Iterable[str],
    series: Series | None,
    comes_again: bool = False,
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> None:
    """All that is told of a meeting. Of one that ships, what its source gives stays: the rest is people's.

    Sessions stay the moments that they are; nobody moves a meeting away from the days of its sessions.
    """
    insist_on_contributing(by, campaign)
    before = audit.values(meeting)
    if not meeting.shipped:
        if not name.strip():
            raise ValidationError({"name": _("A meeting has a name.")})
        first, last = _days(begins.strip(), ends.strip())
        meeting.names = meeting.names | {language: name.strip()}
        meeting.begins_given, meeting.ends_given = begins.strip(), ends.strip()
        meeting.begins, meeting.ends, meeting.kind = first, last, kind
        meeting.treaty, meeting.place = treaty, place.strip()
    moved = insist_on_zone(zone) != meeting.zone
    meeting.zone, meeting.organiser, meeting.url = zone, organiser.strip(), url.strip()
    meeting.languages, meeting.series = sorted(languages), series
    meeting.full_clean()
    sessions = list(meeting.sessions.all())
    if moved and sessions:
        raise ValidationError(
            {
                "zone": _(
                    "Its sessions are on record by these clocks: take them off first, then choose the zone."
                )
            }
        )
    if any(not meeting.begins <= each.there[0].date() <= meeting.ends for each in sessions):
        raise ValidationError({"begins": _("A session of it lies outside these days: take that off first.")})
    if comes_again and series is None:
        meeting.series = _begin_series(meeting, by=by, at=at)
    if audit.values(meeting) != before:
        meeting.save()
        audit.write(act="change meeting", of=meeting, by=by, at=at, before=before)


def _begin_series(meeting: Meeting, *, by: Viewer, at: datetime) -> Series:
    series = Series(
        key=meeting.pk,
        names=meeting.names,
        kind=meeting.kind,
        months=[meeting.begins.month] if len(meeting.begins_given) > len("2026") else [],
        place=meeting.place,
        zone=meeting.zone,
        organiser=meeting.organiser,
        treaty=meeting.treaty,
    )
    series.full_clean()
    series.save()
    audit.write(act="begin series", of=series, by=by, at=at)
    return series


@transaction.atomic
def set_attendance(
    *,
    meeting: Meeting,
    states: Iterable[State],
    source: Source | None = None,
    campaign: Campaign,
    by: Viewer,
    at: datetime,
) -> None:
    """These States, and no others, attend. Who stays on the list keeps the source by which they came onto it."""
    insist_on_contributing(by, campaign)
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two lists at once would become a third
    wanted = {state.pk for state in states}
    there = {row.state_id: row for row in meeting.attendances.all()}
    for iso3 in sorted(there.keys() - wanted):
        # As if it were new, so that the trail keeps which State it was.
        audit.write(act="take off attendance", of=there[iso3], by=by, at=at)
        there[iso3].delete()
    for iso3 in sorted(wanted - there.keys()):
        row = Attendance.objects.create(meeting=meeting, state_id=iso3, source=source)
        audit.write(act="put on attendance", of=row, by=by, at=at)


@transaction.atomic
def load_shipped_meetings() -> None:
    """Bring the meetings and series that ship up to date. What people added stays: meetings, and who attends any of them.

    The zone, organiser, languages and link of a meeting are people's to add: an edition that tells none takes none away.
    """
    for key, entry in shipped_record.table("series").items():
        Series.objects.update_or_create(
            pk=key,
            defaults={
                "names": entry["names"],
                "kind": Meeting.Kind(entry["kind"]),
                "months": entry["months"],
                "place": entry.get("place", ""),
                "zone": insist_on_zone(entry.get("zone", "")),
                "organiser": entry.get("organiser", ""),
                "treaty_id": entry.get("treaty"),
                "source_id": entry["source"],
                "shipped": True,
            },
        )
    for key, entry in shipped_record.table("meetings").items():
        begins, ends = str(entry["begins"]), str(entry.get("ends", ""))
        first, last = _days(begins, ends)
        meeting, _made = Meeting.objects.update_or_create(
            pk=key,
            defaults={
                "names": entry["names"],
                "place": entry.get("place", ""),
                "begins_given": begins,
                "ends_given": ends,
                "begins": first,
                "ends": last,
                "kind": Meeting.Kind(entry["kind"]),
                "treaty_id": entry.get("treaty"),
                "source_id": entry["source"],
                "shipped": True,
            }
            | {name: entry[name] for name in ("zone", "organiser") if name in entry}
            | ({"series_id": entry["series"]} if "series" in entry else {}),
        )
        attending = entry.get("attending", {})
        meeting.attendances.filter(shipped=True).exclude(state__in=attending).delete()
        Attendance.objects.bulk_create(
            (
                Attendance(meeting=meeting, state_id=iso3, source_id=source, shipped=True)
                for iso3, source in attending.items()
            ),
            ignore_conflicts=True,
        )


def _days(begins: str, ends: str) -> tuple[date, date]:
    """The first and the last day that a meeting can have."""
    days = {}
    for name, given in (("begins", begins), ("ends", ends or begins)):
        try:
            days[name] = first_possible_day(given) if name == "begins" else last_possible_day(given)
        except NotADateError as error:
            raise ValidationError(
                {
                    name: _("“%(date)s” is not a date. Write it as 2025-03-06, 2025-03 or 2025.")
                    % {"date": given}
                }
            ) from error
    if days["ends"] < days["begins"]:
        raise ValidationError({"ends": _("A meeting ends after it began.")})
    return days["begins"], days["ends"]


def _free_key(name: str, begins: str) -> str:
    stem = slugify(f"{OWN}{name[:50]} {begins}")  # of a name in another script only the date is left
    taken = set(Meeting.objects.filter(pk__startswith=stem).values_list("pk", flat=True))
    if stem not in taken:
        return stem
    return next(key for number in range(2, len(taken) + 3) if (key := f"{stem}-{number}") not in taken)


def insist_on_contributing(by: Viewer, campaign: Campaign) -> None:
    if not by.contributes_to(campaign.key):
        raise NotAllowedError(_("Only those who contribute to the campaign write down meetings."))
