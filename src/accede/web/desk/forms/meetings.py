"""Meetings, who attends them, and whom one plans to meet there."""

from datetime import UTC
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.record.meetings import actions as meeting_actions
from accede.record.meetings.models import Meeting
from accede.record.queries import states
from accede.targeting import queries as targeting
from accede.web.desk.forms.base import ConfidentialForm, DeskForm, PartialDateField, StateField
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk


def ticks() -> forms.CheckboxSelectMultiple:
    """Boxes to tick, in columns where there is room: a list of States is long."""
    return forms.CheckboxSelectMultiple(attrs={"class": "ticks"})


class MeetingForm(DeskForm):
    """An occasion at which States can be met. It is public."""

    name = line(_("Name"), required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    begins = PartialDateField(label=_("Begins"))
    ends = PartialDateField(label=_("Ends"), required=False, help_text=_("Empty: as it begins."))
    place = forms.CharField(
        label=_("Place"), required=False, max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    under_treaty = forms.BooleanField(label=_("It is held under this treaty"), required=False)
    url = forms.URLField(label=_("Link"), required=False, max_length=300, assume_scheme="https")

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        return self.attempt(
            lambda: meeting_actions.add_meeting(
                name=given["name"],
                language=desk.language,
                kind=Meeting.Kind(given["kind"]),
                begins=given["begins"],
                ends=given["ends"],
                place=given["place"],
                treaty=desk.treaty if given["under_treaty"] else None,
                url=given["url"],
                campaign=desk.campaign,
                **desk.acting,
            )
        )


class AttendanceForm(DeskForm):
    """Ticks: the target States first, then all others."""

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
        chosen = [*self.cleaned_data["targets"], *self.cleaned_data["others"]]
        return self.attempt(
            lambda: meeting_actions.set_attendance(
                meeting=meeting,
                states=[states.get_state(iso3, viewer=desk.viewer) for iso3 in chosen],
                campaign=desk.campaign,
                **desk.acting,
            )
        )


class PlanForm(ConfidentialForm):
    """To meet a State in the margins of a meeting."""

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
        self.meeting = meeting
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "person", [("", "—"), *((number, each.name) for number, each in self.people.items())])
        self.fields["person"].initial = desk.person.pk
        if meeting.day_is_known and not meeting.ends < desk.on:
            bounds = {"min": f"{meeting.begins}T00:00", "max": f"{meeting.ends}T23:59"}
            self.fields["planned_at"].widget.attrs |= bounds

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        planned_at = given["planned_at"]
        return self.attempt(
            lambda: actions.plan_meeting(
                campaign=desk.campaign,
                meeting=self.meeting,
                state=states.get_state(given["state"], viewer=desk.viewer),
                person=self.people.get(given["person"] or 0),
                planned_at=planned_at.astimezone(UTC) if planned_at else None,
                note=given["note"],
                confidentiality=Confidentiality(given["confidentiality"]),
                **desk.acting,
            )
        )
