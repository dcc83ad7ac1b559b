"""Whom one looks for, and that one means it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accede.access.personal.finding import Somebody
from accede.web.desk.forms.base import DeskForm


class SomebodyForm(DeskForm):
    """A name, an address, or both."""

    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("In full, as it is written.")
    )
    address = forms.EmailField(label=_("Email address"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("name") and not given.get("address") and not self.errors:
            raise ValidationError(_("Give a name, an address, or both."))
        return given

    @property
    def somebody_is_known(self) -> bool:
        """Whether it can be looked for, whatever else is wrong."""
        return not {"name", "address", "__all__"} & set(self.errors)

    @property
    def somebody(self) -> Somebody:
        given = self.cleaned_data
        return Somebody(given["name"].strip(), given["address"], frozenset(given.get("also") or ()))


class DeletionForm(SomebodyForm):
    """The same, with records of a namesake that are theirs too."""

    also = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    sure = forms.BooleanField(label=_("I have seen what goes and what stays. This cannot be taken back."))
