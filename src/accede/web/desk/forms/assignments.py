"""Who looks after which State, and handing States over."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access import queries as access
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.campaign.models import Activity
from accede.outreach import actions
from accede.record.queries import states
from accede.web.desk.forms.base import ConfidentialForm, DeskForm
from accede.web.desk.forms.fields import offer, text
from accede.web.desk.forms.meetings import ticks
from accede.web.desk.page import Desk

FEW = 8  # people, of whom one is chosen at a glance


class AssignForm(DeskForm):
    """These States are looked after by somebody, from today on."""

    person = forms.TypedChoiceField(label=_("Who looks after them"), coerce=int)
    states = forms.MultipleChoiceField(label=_("States"), widget=ticks())

    def __init__(self, *args: Any, desk: Desk, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.people = those_who_run(desk)
        offer(self, "person", [(number, person.name) for number, person in self.people.items()])
        self.fields["person"].initial = desk.person.pk
        offer(self, "states", offered)

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        return self.attempt(
            lambda: actions.assign_states(
                campaign=desk.campaign,
                states=[states.get_state(iso3, viewer=desk.viewer) for iso3 in given["states"]],
                person=self.people[given["person"]],
                **desk.acting,
            )
        )


class HandoverForm(ConfidentialForm):
    """What somebody looks after goes to somebody else, with all that is open; and the activities of the plan."""

    to_person = forms.TypedChoiceField(label=_("To whom"), coerce=int)
    states = forms.MultipleChoiceField(label=_("States"), required=False, widget=ticks())
    activities = forms.TypedMultipleChoiceField(
        label=_("Activities of the plan"), coerce=int, required=False, widget=ticks()
    )
    note = text(
        _("Note to the successor"),
        rows=5,
        help_text=_("What is in no record: tone, habits, what to leave alone."),
    )

    def __init__(
        self,
        *args: Any,
        desk: Desk,
        leaver: Person,
        own: Collection[str],
        activities: Sequence[Activity],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        self.leaver = leaver
        self.people = {
            number: person for number, person in those_who_run(desk).items() if number != leaver.pk
        }
        named = [(number, person.name) for number, person in self.people.items()]
        if 0 < len(named) <= FEW:
            self.fields["to_person"].widget = forms.RadioSelect()
            offer(self, "to_person", named)
            self.fields["to_person"].initial = named[0][0] if len(named) == 1 else None
        else:
            offer(self, "to_person", [("", "—"), *named])
        names = states.state_names(desk.language, viewer=desk.viewer)
        offer(self, "states", [(iso3, name) for iso3, name in names.items() if iso3 in own])
        self.fields["states"].initial = list(own)
        self.known = {each.pk: each for each in activities}
        offer(self, "activities", [(each.pk, self._named(each)) for each in activities])
        self.fields["activities"].initial = [each.pk for each in activities if each.owner_id]
        for name, offered in (("states", own), ("activities", activities)):
            if not offered:
                del self.fields[name]

    @staticmethod
    def _named(activity: Activity) -> str:
        if activity.owner_id:
            return activity.title
        return _("%(title)s (nobody owns it yet)") % {"title": activity.title}

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        return self.attempt(
            lambda: actions.hand_over(
                campaign=desk.campaign,
                from_person=self.leaver,
                to_person=self.people[given["to_person"]],
                states=[states.get_state(iso3, viewer=desk.viewer) for iso3 in given.get("states", [])],
                activities=[self.known[number] for number in given.get("activities", [])],
                note=given["note"],
                confidentiality=Confidentiality(given["confidentiality"]),
                **desk.acting,
            )
        )


def those_who_run(desk: Desk) -> dict[int, Person]:
    """Coordinators and support unit, by number."""
    return {
        person.pk: person for person in access.coordination(desk.campaign, on=desk.on, viewer=desk.viewer)
    }
