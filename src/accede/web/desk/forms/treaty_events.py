"""Treaty events: what is highlighted, who might act, and what a State still lacks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.meetings.actions import treaty_events as acts
from accede.meetings.models import Expected
from accede.record.meetings.models import Meeting
from accede.record.queries import states, treaties
from accede.targeting import queries as targeting
from accede.web.desk.forms.base import ConfidentialForm, DayField, DeskForm
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.forms.meetings import ticks
from accede.web.desk.page import Desk


class HighlightsForm(DeskForm):
    """The treaties that are highlighted. It is public."""

    treaties = forms.MultipleChoiceField(label=_("Treaties on record"), required=False, widget=ticks())
    others = text(_("Other treaties"), rows=4, help_text=_("One a line."))

    def __init__(self, *args: Any, desk: Desk, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.meeting = meeting
        self.known = {each.pk: each for each in treaties.treaties(viewer=desk.viewer)}
        offer(self, "treaties", [(key, each.short_title) for key, each in self.known.items()])

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        return self.attempt(
            lambda: acts.set_highlights(
                meeting=self.meeting,
                treaties=[self.known[key] for key in given["treaties"]],
                others=given["others"].splitlines(),
                campaign=desk.campaign,
                **desk.acting,
            )
        )


class ExpectForm(ConfidentialForm):
    """States that might act there: the target States."""

    states = forms.MultipleChoiceField(label=_("Target States"), widget=ticks())

    def __init__(self, *args: Any, desk: Desk, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        self.meeting = meeting
        found = targeting.targets(desk.treaty, **desk.asked)
        offer(self, "states", [(row.iso3, row.name) for row in found])

    def save(self) -> bool:
        given, desk = self.cleaned_data, self.desk
        return self.attempt(
            lambda: acts.expect_states(
                meeting=self.meeting,
                states=[states.get_state(iso3, viewer=desk.viewer) for iso3 in given["states"]],
                campaign=desk.campaign,
                confidentiality=Confidentiality(given["confidentiality"]),
                **desk.acting,
            )
        )


class ReadinessForm(DeskForm):
    """How it was invited, and what it has for its act already."""

    act = forms.ChoiceField(label=_("What it might do"), choices=Expected.Act.choices)
    invited_on = DayField(label=_("Invited on"), required=False)
    invited = line(_("How, and whom"))
    instrument_on = DayField(label=_("Instrument signed on"), required=False)
    powers = forms.ChoiceField(label=_("Full powers"), choices=Expected.Powers.choices)
    appointment_on = DayField(label=_("Appointment with the Treaty Section"), required=False)
    note = text(_("Note"), rows=3)

    def save(self, expected: Expected) -> bool:
        given = self.cleaned_data
        told = acts.Readiness(
            act=Expected.Act(given["act"]),
            powers=Expected.Powers(given["powers"]),
            **{
                name: given[name]
                for name in ("invited_on", "invited", "instrument_on", "appointment_on", "note")
            },
        )
        return self.attempt(lambda: acts.tell_readiness(expected=expected, told=told, **self.desk.acting))


class AnnounceForm(DeskForm):
    """The day on which it was announced that the State acted."""

    on = DayField(label=_("Announced on"))

    def save(self, expected: Expected) -> bool:
        return self.attempt(
            lambda: acts.announce(expected=expected, on=self.cleaned_data["on"], **self.desk.acting)
        )
