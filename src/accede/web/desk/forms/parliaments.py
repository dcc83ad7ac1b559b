"""What people enter about parliaments: one form for each kind, each with its source; the same form changes it."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accede.access import audit
from accede.legislation.actions import parliaments as actions
from accede.legislation.models import (
    Committee,
    Entered,
    EnteredChamber,
    EnteredElection,
    Office,
    Period,
    Seat,
)
from accede.record.models import State
from accede.web.desk.forms.base import DayField, PartialDateField
from accede.web.desk.forms.fields import line, offer
from accede.web.desk.forms.sourced import SourcedForm
from accede.web.desk.page import Desk

CHAMBERS = [each for each in Seat.choices if each[0]]


class EntryForm(SourcedForm):
    """Of which chamber it is, its own fields, then the source."""

    chamber = forms.ChoiceField(label=_("Chamber"), choices=Seat.choices, required=False)

    heading: ClassVar[Any]
    model: ClassVar[type[Entered]]
    own: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, desk: Desk, entry: Entered | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.entry = entry
        self.order_fields(["chamber", *self.own])
        if entry is not None:
            for name in ("chamber", *self.own):
                self.fields[name].initial = getattr(entry, name)
            self.fields["source"].initial = entry.source_id
            self.editing(entry, viewer=desk.viewer)

    def save(self, state: State) -> bool:
        given = self.cleaned_data

        @transaction.atomic
        def act() -> Entered:
            row = self.entry or self.model(state=state)
            before = audit.values(row)
            for name in ("chamber", *self.own):
                value = given[name]
                setattr(row, name, value.strip() if isinstance(value, str) else value)
            source = self.source_told()
            assert source is not None  # noqa: S101 -- the form insists on one
            row.source = source
            if self.entry is None:
                return actions.enter(row=row, campaign=self.desk.campaign, **self.desk.acting)
            actions.change(row=row, before=before, campaign=self.desk.campaign, **self.desk.acting)
            return row

        return self.attempt(act)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("source") and not given.get("publisher") and "source" not in self.errors:
            self.add_error("source", _("What is entered here is public, and cites a source."))
        return given


class ChamberForm(EntryForm):
    heading, model, own = _("A chamber"), EnteredChamber, ("name", "members")
    name = line(_("Name"), required=True)
    members = forms.IntegerField(label=_("Members"), required=False, min_value=1, max_value=10_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "chamber", CHAMBERS)


class OfficeForm(EntryForm):
    """Letters go to the post: who holds it may change, and may be left out."""

    heading, model = _("A presiding officer"), Office
    own = ("post", "form", "salutation", "holder", "since", "email")
    post = line(
        _("Post"), required=True, help_text=_("As letters address it: Speaker of the National Assembly.")
    )
    form = forms.ChoiceField(label=_("Form of address"), choices=Office.Form.choices)
    salutation = line(
        _("Salutation of its own"), help_text=_("Only where the usual one of this chamber is another.")
    )
    holder = line(_("Who holds it"), help_text=_("As published. Letters go to the post, with or without it."))
    since = DayField(label=_("Since"), required=False)
    email = forms.EmailField(label=_("Email address of the office"), required=False)


class CommitteeForm(EntryForm):
    heading, model, own = _("A committee"), Committee, ("name", "remit")
    name = line(_("Name"), required=True)
    remit = line(_("What it deals with"))


class PeriodForm(EntryForm):
    heading, model, own = _("Recess, dissolution, sitting"), Period, ("kind", "begins", "ends")
    kind = forms.ChoiceField(label=_("What it is"), choices=Period.Kind.choices)
    begins = DayField(label=_("First day"))
    ends = DayField(label=_("Last day"), required=False, help_text=_("Empty: not known yet."))


class ElectionForm(EntryForm):
    heading, model, own = _("An election"), EnteredElection, ("date_given",)
    date_given = PartialDateField(label=_("Date"), help_text=_("Held or to come, as far as it is known."))


KINDS: dict[str, type[EntryForm]] = {
    "chamber": ChamberForm,
    "officer": OfficeForm,
    "committee": CommitteeForm,
    "period": PeriodForm,
    "election": ElectionForm,
}
NAMES = {form.model: key for key, form in KINDS.items()}
