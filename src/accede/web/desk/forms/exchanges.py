"""An exchange as it is logged in a minute, and edited later."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accede.access import queries as access
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.campaign.queries.elements import activities_to_serve
from accede.evidence import queries as said
from accede.outreach import actions
from accede.outreach.actions import Heard, NextStep, Promise
from accede.outreach.models import Exchange, Pledge
from accede.outreach.queries.choices import get_contacts
from accede.record.meetings.models import Meeting
from accede.web.desk.forms.base import ConfidentialForm, DayField, StateField, chosen_state
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk


class ExchangeForm(ConfidentialForm):
    """Only State, day, level and something that was said are asked for; the rest may be left."""

    state = StateField(label=_("State"))
    held_on = DayField(label=_("Date"))
    level = forms.ChoiceField(
        label=_("Level"), choices=Exchange.Level.choices, initial=Exchange.Level.AMBASSADOR
    )
    meeting = forms.ChoiceField(
        label=_("Meeting"), required=False, help_text=_("At the margins of which it took place.")
    )
    activity = forms.ChoiceField(label=_("Activity of the plan that it serves"), required=False)
    place = line(_("Or place"))
    said = text(_("What was said"), rows=5)
    who = line(_("Whom we met"))
    contacts = forms.TypedMultipleChoiceField(
        label=_("Known contacts"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    our_people = forms.TypedMultipleChoiceField(
        label=_("Who of us was there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    assessment = text(
        _("Our own assessment"),
        rows=3,
        help_text=_("Seen by your organisation and by coordinators, whatever the class."),
    )

    def __init__(self, *args: Any, desk: Desk, known: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        """`known` are the State's contacts, as choices."""
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "contacts", known)
        if not known:
            del self.fields["contacts"]
        self.fields["held_on"].initial = desk.on
        self.fields["our_people"].initial = [desk.person.pk]
        self.meetings = {each.key: each for each in self.meetings_to_choose()}
        offer(self, "meeting", [("", "—"), *((key, each.name) for key, each in self.meetings.items())])
        found = activities_to_serve(desk.campaign, viewer=desk.viewer)
        self.activities = {str(each.pk): each for each in found}
        offer(self, "activity", [("", "—"), *((key, each.title) for key, each in self.activities.items())])
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "our_people", [(number, person.name) for number, person in self.people.items()])

    def save(self, exchange: Exchange) -> bool:
        """Say otherwise of the exchange what the form says."""
        return self.attempt(
            lambda: actions.edit_exchange(exchange=exchange, **self.desk.acting, **self.told())
        )

    def told(self) -> dict[str, Any]:
        """What `log_exchange` and `edit_exchange` take."""
        given = self.cleaned_data
        meeting: Meeting | None = self.meetings.get(given["meeting"])
        return {
            "state": chosen_state(self, viewer=self.desk.viewer),
            "held_on": given["held_on"],
            "level": Exchange.Level(given["level"]),
            "meeting": meeting,
            "activity": self.activities.get(given["activity"]),
            "attribution": given["attribution"],
            "contacts": get_contacts(given.get("contacts", []), viewer=self.desk.viewer),
            "our_people": [self.people[number] for number in given["our_people"]],
            **{name: given[name] for name in ("place", "who", "said", "assessment") if name in given},
        }


class NewExchangeForm(ExchangeForm):
    """With what came of it: reasons, promises, the next step."""

    obstacles = forms.MultipleChoiceField(
        label=_("Reasons heard"), required=False, widget=forms.CheckboxSelectMultiple
    )
    they_promised = line(_("What they promised"))
    they_promised_by = DayField(label=_("Until when"), required=False)
    we_promised = line(_("What we promised"))
    we_promised_by = DayField(label=_("Until when"), required=False)
    next_step = line(_("Next step"))
    next_step_by = DayField(label=_("Due"), required=False)
    assignee = forms.TypedChoiceField(label=_("By whom"), coerce=int, required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.codes = {code.key: code for code in said.code_book(desk.treaty, viewer=desk.viewer)}
        grouped: dict[str, list[tuple[str, str]]] = {}
        for code in self.codes.values():
            grouped.setdefault(code.get_group_display(), []).append((code.key, code.name))
        offer(self, "obstacles", list(grouped.items()))
        offer(self, "assignee", [(number, person.name) for number, person in self.people.items()])
        self.fields["assignee"].initial = desk.person.pk

    @classmethod
    def filled_in(cls, data: QueryDict) -> dict[str, Any]:
        """What was filled in so far, as the beginning of another form: nothing of it is wrong yet."""
        several = [
            name for name, field in cls.base_fields.items() if isinstance(field, forms.MultipleChoiceField)
        ]
        return {
            name: data.getlist(name) if name in several else data[name]
            for name in cls.base_fields
            if name in data or name in several
        }

    def log(self) -> bool:
        """Log it; the exchange is then in `made`."""
        given = self.cleaned_data
        promises = [
            Promise(side=side, text=given[name], due_on=given[f"{name}_by"])
            for name, side in (("they_promised", Pledge.Side.STATE), ("we_promised", Pledge.Side.US))
            if given[name]
        ]
        steps = []
        if given["next_step"]:
            assignee = self.people.get(given["assignee"] or 0, self.desk.person)
            steps.append(NextStep(what=given["next_step"], assignee=assignee, due_on=given["next_step_by"]))
        return self.attempt(
            lambda: actions.log_exchange(
                campaign=self.desk.campaign,
                confidentiality=Confidentiality(given["confidentiality"]),
                obstacles=[Heard(code=self.codes[key]) for key in given["obstacles"]],
                pledges=promises,
                follow_ups=steps,
                **self.desk.acting,
                **self.told(),
            )
        )


def colleagues(desk: Desk) -> list[Person]:
    """Those who contribute to the campaign today."""
    return access.contributors(desk.campaign, on=desk.on, viewer=desk.viewer)
