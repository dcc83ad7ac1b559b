"""Which exchanges are asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.evidence import queries as said
from accede.outreach.models import Exchange
from accede.outreach.queries.exchanges import Asked
from accede.web.desk.forms.base import DayField, DeskForm, StateField
from accede.web.desk.forms.exchanges import colleagues
from accede.web.desk.forms.fields import offer
from accede.web.desk.page import Desk

EVERY = [("", _("all"))]


class ExchangeFilter(DeskForm):
    """Everything may be left empty; what makes no sense is left out of account, and said so beside its field."""

    state = StateField(label=_("State"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[*EVERY, *Exchange.Level.choices])
    person = forms.TypedChoiceField(
        label=_("Who of us was there"), coerce=int, required=False, empty_value=None
    )
    meeting = forms.ChoiceField(label=_("Meeting"), required=False)
    obstacle = forms.ChoiceField(label=_("Reason heard"), required=False)
    since = DayField(label=_("Since"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        offer(self, "person", [*EVERY, *((each.pk, each.name) for each in colleagues(desk))])
        offer(
            self,
            "meeting",
            [*EVERY, *((each.key, each.name) for each in self.meetings_to_choose())],
        )
        codes = said.code_book(desk.treaty, viewer=desk.viewer)
        offer(self, "obstacle", [*EVERY, *((code.key, code.name) for code in codes)])

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            states=[given["state"]] if given.get("state") else [],
            level=given.get("level", ""),
            meeting=given.get("meeting", ""),
            person=given.get("person"),
            obstacle=given.get("obstacle", ""),
            since=given.get("since"),
            until=given.get("until"),
        )
