"""People at a State's contact points."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.models import Contact
from accede.web import words
from accede.web.desk.forms.base import ConfidentialForm, DayField, DeskForm, StateField, chosen_state
from accede.web.desk.forms.fields import line, offer, text
from accede.web.desk.page import Desk

LANGUAGES = [("", "—"), *((each.code, each.own_name) for each in words.LANGUAGES.values())]


class ContactForm(ConfidentialForm):
    """Somebody new; with a contact, somebody known. Names of individuals begin with the strictest class."""

    usual_class = Confidentiality.COORDINATORS

    state = StateField(label=_("State"))
    place = forms.ChoiceField(label=_("Contact point"), choices=Contact.Place.choices)
    name = line(_("Name"))
    post = line(_("Post"))
    email = forms.EmailField(label=_("Email address"), required=False)
    phone = line(_("Telephone"))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    valid_from = DayField(label=_("In the post since"), required=False)
    note = text(_("Note"), rows=3)

    def __init__(self, *args: Any, desk: Desk, contact: Contact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.contact = contact
        del self.fields["attribution"]
        if contact is not None:  # its State stays, and its class is changed by a decision
            del self.fields["state"], self.fields["confidentiality"]
            for name in self.fields:
                self.fields[name].initial = getattr(contact, name)
            self.editing(contact, viewer=desk.viewer)

    def save(self) -> bool:
        names = ("place", "name", "post", "email", "phone", "language", "valid_from", "note")
        told: Any = {name: self.cleaned_data[name] for name in names}
        if self.contact is not None:
            contact = self.contact
            return self.attempt(lambda: actions.edit_contact(contact=contact, **self.desk.acting, **told))
        return self.attempt(
            lambda: actions.add_contact(
                campaign=self.desk.campaign,
                state=chosen_state(self, viewer=self.desk.viewer),
                confidentiality=Confidentiality(self.cleaned_data["confidentiality"]),
                **self.desk.acting,
                **told,
            )
        )


class LeaveForm(DeskForm):
    """Somebody left the post, and who came after."""

    valid_until = DayField(label=_("First day not in the post"))
    successor = forms.TypedChoiceField(label=_("Successor"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, desk: Desk, others: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.others = {each.pk: each for each in others}
        offer(self, "successor", [("", "—"), *((number, who(each)) for number, each in self.others.items())])
        self.fields["valid_until"].initial = desk.on

    def save(self, contact: Contact) -> bool:
        given = self.cleaned_data
        return self.attempt(
            lambda: actions.leave_contact_post(
                contact=contact,
                on=given["valid_until"],
                successor=self.others.get(given["successor"] or 0),
                **self.desk.acting,
            )
        )


def who(contact: Contact) -> str:
    """Name and post, as far as known."""
    return pgettext("between parts of a note", ", ").join(
        part for part in (contact.name, contact.post) if part
    )
