"""Choosing an address and what it is told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.web.desk.forms.base import DeskForm
from accede.webhooks.models import CHOSEN


class WebhookForm(DeskForm):
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        help_text=_(
            "https:// and a name that anybody can reach. What stands in it may be a key: it is kept encrypted."
        ),
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What is told"),
        choices=[(kind.value, kind.label) for kind in CHOSEN],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of the desk a kind and a number are told, never a text, a State or a person."),
    )
    every_treaty = forms.BooleanField(
        label=_("Status in every treaty on record, not in this one alone"), required=False
    )
