"""Meetings, who attends them, and whom one plans to meet there."""

from datetime import datetime, time
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.record.meetings import actions as meeting_actions
from accede.record.meetings import lists
from accede.record.meetings import session_actions as sessions
from accede.record.meetings.models import Meeting, Series
from accede.record.meetings.zones import FIRST, SECOND, moment
from accede.record.queries import meetings, states
from accede.targeting import queries as targeting
from accede.web.desk.forms.base import ConfidentialForm, DayField, DeskForm, PartialDateField, StateField
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk
from accede.web.words import LANGUAGES
from accede.web.zones import zone_choices, zone_name


def ticks() -> forms.CheckboxSelectMultiple:
    """Boxes to tick, in columns where there is room: a list of States is long."""
    return forms.CheckboxSelectMultiple(attrs={"class": "ticks"})


class MeetingForm(DeskForm):
    """An occasion at which States can be met. It is public.

    Of one that ships, only what its source does not give can be written: the rest of the fields are not there.
    """

    name = line(_("Name"), required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    begins = PartialDateField(label=_("Begins"))
    ends = PartialDateField(label=_("Ends"), required=False, help_text=_("Empty: as it begins."))
    place = line(_("Place"), max_length=120)
    zone = forms.ChoiceField(label=_("Time zone of the place"), required=False)
    organiser = line(_("Organiser"), max_length=160)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it is held"), required=False, widget=ticks()
    )
    series = forms.ChoiceField(label=_("Series"), required=False)
    comes_again = forms.BooleanField(
        label=_("It comes again"),
        required=False,
        help_text=_("Begins a series of its own, from which the next one is made."),
    )
    under_treaty = forms.BooleanField(label=_("It is held under this treaty"), required=False)
    url = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")

    def __init__(self, *args: Any, desk: Desk, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.meeting = meeting
        offer(self, "zone", zone_choices(meeting.zone if meeting else str(self.initial.get("zone", ""))))
        offer(self, "languages", [(each.code, each.own_name) for each in LANGUAGES.values()])
        every = [row.series for row in meetings.all_series(on=desk.on, viewer=desk.viewer)]
        self.known: dict[str, Series] = {each.pk: each for each in every}
        offer(self, "series", [("", "—"), *((key, each.name) for key, each in self.known.items())])
        if meeting is not None and meeting.shipped:
            for name in ("name", "kind", "begins", "ends", "place", "under_treaty"):
                del self.fields[name]
        if meeting is not None:
            self.editing(meeting, viewer=desk.viewer)

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        told = {
            "name": given.get("name", ""),
            "language": desk.language,
            "kind": Meeting.Kind(given.get("kind", Meeting.Kind.OTHER)),
            "begins": given.get("begins", ""),
            "ends": given.get("ends", ""),
            "place": given.get("place", ""),
            "treaty": desk.treaty if given.get("under_treaty") else None,
            "url": given["url"],
            "zone": given["zone"],
            "organiser": given["organiser"],
            "languages": given["languages"],
            "series": self.known.get(given["series"]),
            "comes_again": given["comes_again"],
            "campaign": desk.campaign,
            **desk.acting,
        }
        meeting = self.meeting
        if meeting is None:
            return self.attempt(lambda: meeting_actions.add_meeting(**told))
        return self.attempt(lambda: meeting_actions.change_meeting(meeting=meeting, **told))


WHICH = [
    ("", "—"),
    (FIRST, _("the first, before the clocks are put back")),
    (SECOND, _("the second, after that")),
]


class ClockForm(DeskForm):
    """A form with an hour in it. Only where the clocks are put back in that hour does it ask which of the two is meant."""

    which = forms.ChoiceField(
        label=_("Which of the two hours"),
        required=False,
        widget=forms.HiddenInput(),
        choices=WHICH,
    )

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "which":
            self.fields["which"].widget = forms.Select(choices=WHICH)
        super().add_error(field, error)


class SessionForm(ClockForm):
    """Hours in which a meeting sits, by the clocks of its place."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    title = line(_("What it is about"))

    field_order = ("day", "begins", "ends", "which", "title")

    def __init__(self, *args: Any, desk: Desk, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.meeting = meeting
        self.fields["day"].widget.attrs |= {"min": str(meeting.begins), "max": str(meeting.ends)}
        if meeting.day_is_known:
            self.fields["day"].initial = meeting.begins

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        return self.attempt(
            lambda: sessions.add_session(
                meeting=self.meeting,
                day=given["day"],
                begins=given["begins"],
                ends=given["ends"],
                title=given["title"],
                which=given["which"],
                campaign=desk.campaign,
                **desk.acting,
            )
        )


class AttendanceForm(DeskForm):
    """Ticks: the target States first, then all others. A list that is pasted or sent in is ticked, too."""

    listed = forms.CharField(
        label=_("A list of States"),
        required=False,
        max_length=lists.LARGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Names or ISO codes, one State a line. They are added to what is ticked."),
    )
    file = forms.FileField(
        label=_("Or a file (CSV)"), required=False, help_text=_("Of a table, the first column counts.")
    )
    targets = forms.MultipleChoiceField(label=_("Target States"), required=False, widget=ticks())
    others = forms.MultipleChoiceField(label=_("Other States"), required=False, widget=ticks())

    def __init__(self, *args: Any, desk: Desk, attending: set[str], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        names = states.state_names(desk.language, viewer=desk.viewer)
        targets = {row.iso3: row.name for row in targeting.targets(desk.treaty, **desk.asked)}
        others = {iso3: name for iso3, name in names.items() if iso3 not in targets}
        for field, offered in (("targets", targets), ("others", others)):
            offer(self, field, list(offered.items()))
            self.fields[field].initial = [iso3 for iso3 in offered if iso3 in attending]

    def save(self, meeting: Meeting) -> bool:
        desk = self.desk
        ticked = {*self.cleaned_data["targets"], *self.cleaned_data["others"]}
        if not self.attempt(self._read):
            return False
        chosen = sorted(ticked | set(self.made))
        return self.attempt(
            lambda: meeting_actions.set_attendance(
                meeting=meeting,
                states=[states.get_state(iso3, viewer=desk.viewer) for iso3 in chosen],
                campaign=desk.campaign,
                **desk.acting,
            )
        )

    def _read(self) -> list[str]:
        """Those on the list and those in the file: each is a list of its own, so a State may stand on both."""
        read = partial(lists.read_states, viewer=self.desk.viewer, language=self.desk.language)
        found = read(self.cleaned_data["listed"])
        sent = self.cleaned_data["file"]
        if sent:
            # No more is read than what tells that it is too large.
            found += read(lists.decode(sent.read(lists.LARGEST + 1)))
        return found


class PlanForm(ClockForm, ConfidentialForm):
    """To meet a State in the margins of a meeting, at an hour of the clocks there."""

    state = StateField(label=_("State"))
    planned_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    person = forms.TypedChoiceField(label=_("Who goes"), coerce=int, required=False, empty_value=None)
    note = text(_("Note"), rows=2)

    def __init__(self, *args: Any, desk: Desk, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        self.order_fields(["state", "planned_at", "which"])
        self.meeting = meeting
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "person", [("", "—"), *((number, each.name) for number, each in self.people.items())])
        self.fields["person"].initial = desk.person.pk
        if meeting.day_is_known and not meeting.ends < desk.on:
            bounds = {"min": f"{meeting.begins}T00:00", "max": f"{meeting.ends}T23:59"}
            self.fields["planned_at"].widget.attrs |= bounds
        if meeting.zone:
            self.fields["planned_at"].help_text = _("By the clocks there: %(zone)s.") % {
                "zone": zone_name(meeting.zone)
            }

    def _moment(self) -> datetime | None:
        """The field takes an hour for one of the desk's own clocks; it is one of the place's."""
        given = self.cleaned_data["planned_at"]
        if given is None:
            return None
        hour = time(given.hour, given.minute)
        which = self.cleaned_data["which"]
        return moment(given.date(), hour, self.meeting.zone, which=which, field="planned_at")

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        if not self.attempt(self._moment):
            return False
        planned_at = self.made
        return self.attempt(
            lambda: actions.plan_meeting(
                campaign=desk.campaign,
                meeting=self.meeting,
                state=states.get_state(given["state"], viewer=desk.viewer),
                person=self.people.get(given["person"] or 0),
                planned_at=planned_at,
                note=given["note"],
                confidentiality=Confidentiality(given["confidentiality"]),
                **desk.acting,
            )
        )
