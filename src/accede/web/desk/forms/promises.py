"""What is to come of it: follow-ups and pledges."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.actions import NextStep, Promise
from accede.outreach.models import Exchange, FollowUp, Pledge
from accede.record.queries import states
from accede.web.desk.forms.base import ActingForm, ConfidentialForm, DayField, DeskForm, StateField
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk


class FollowUpForm(ConfidentialForm):
    """Something to be done, about a State or about none."""

    what = line(_("What is to be done"), required=True)
    due_on = DayField(label=_("Due"), required=False)
    assignee = forms.TypedChoiceField(label=_("By whom"), coerce=int)
    state = StateField(label=_("State"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        del self.fields["attribution"]
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "assignee", [(number, person.name) for number, person in self.people.items()])
        self.fields["assignee"].initial = desk.person.pk

    def save(self) -> bool:
        given = self.cleaned_data
        iso3 = given["state"]
        return self.attempt(
            lambda: actions.make_follow_up(
                campaign=self.desk.campaign,
                state=states.get_state(iso3, viewer=self.desk.viewer) if iso3 else None,
                step=NextStep(
                    what=given["what"], assignee=self.people[given["assignee"]], due_on=given["due_on"]
                ),
                confidentiality=Confidentiality(given["confidentiality"]),
                **self.desk.acting,
            )
        )


class FinishForm(DeskForm):
    """It is done, and what came of it."""

    done_on = DayField(label=_("Done on"))
    result = text(_("Result"), rows=3)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["done_on"].initial = desk.on

    def save(self, follow_up: FollowUp) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.finish_follow_up(
                follow_up=follow_up, on=given["done_on"], result=given["result"], **self.desk.acting
            )
        )


class PostponeForm(DeskForm):
    """Another day, and perhaps somebody else."""

    due_on = DayField(label=_("Due"))
    assignee = forms.TypedChoiceField(label=_("By whom"), coerce=int)

    def __init__(self, *args: Any, desk: Desk, follow_up: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.follow_up = follow_up
        self.people = {person.pk: person for person in colleagues(desk)}
        offer(self, "assignee", [(number, person.name) for number, person in self.people.items()])
        self.fields["due_on"].initial = follow_up.due_on
        self.fields["assignee"].initial = follow_up.assignee_id
        self.editing(follow_up, viewer=desk.viewer)

    def save(self) -> bool:
        given, acting = self.cleaned_data, self.desk.acting

        def act() -> None:
            if given["due_on"] != self.follow_up.due_on:
                actions.postpone_follow_up(follow_up=self.follow_up, due_on=given["due_on"], **acting)
            if given["assignee"] != self.follow_up.assignee_id:
                person = self.people[given["assignee"]]
                actions.reassign_follow_up(follow_up=self.follow_up, assignee=person, **acting)

        return self.attempt(act)


class PledgeForm(ActingForm):
    """A promise that was made in an exchange."""

    side = forms.ChoiceField(label=_("Promised by"), choices=Pledge.Side.choices)
    text = line(_("What was promised"), required=True)
    due_on = DayField(label=_("Until when"), required=False)

    def save(self, exchange: Exchange, desk: Desk) -> bool:
        given = self.cleaned_data
        promise = Promise(side=Pledge.Side(given["side"]), text=given["text"], due_on=given["due_on"])
        return self.attempt(lambda: actions.add_pledge(exchange=exchange, promise=promise, **desk.acting))


class SettleForm(DeskForm):
    """What became of a promise."""

    standing = forms.ChoiceField(label=_("What became of it"), choices=Pledge.Standing.choices)
    settled_on = DayField(label=_("Since"))
    outcome = text(_("How it is known"), rows=3)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.fields["settled_on"].initial = desk.on
        self.fields["standing"].initial = Pledge.Standing.KEPT

    def save(self, pledge: Pledge) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.settle_pledge(
                pledge=pledge,
                standing=Pledge.Standing(given["standing"]),
                on=given["settled_on"],
                outcome=given["outcome"],
                **self.desk.acting,
            )
        )
