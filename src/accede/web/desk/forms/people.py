"""Adding people, their posts and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accede.access import queries
from accede.access.roles import OrganisationKind, Role
from accede.record.queries import treaties
from accede.web.account.forms import OWN_NAMES
from accede.web.desk.forms.base import DayField, DeskForm
from accede.web.desk.page import Desk

# The datalist with the names of organisations that the page has beside the form.
KNOWN = "organisations"


def _kind(value: str) -> OrganisationKind | None:
    return OrganisationKind(value) if value else None


class _PlacedForm(DeskForm):
    """Names an organisation: one that is there, or a new one with its kind."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": KNOWN, "autocomplete": "off"}),
    )
    kind = forms.TypedChoiceField(
        label=_("Kind of organisation"),
        help_text=_("Only for one that is new here."),
        coerce=_kind,
        empty_value=None,
        required=False,
        choices=[("", "—"), *OrganisationKind.choices],
    )
    title = forms.CharField(label=_("Post"), max_length=120)


class _RoleForm(DeskForm):
    """Offers the campaigns that the reader administers."""

    campaign = forms.ChoiceField(label=_("Campaign"))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        self.campaigns = {
            each.pk: each
            for each in queries.campaigns(viewer=desk.viewer)
            if desk.viewer.administers(each.pk)
        }
        field = self.fields["campaign"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(key, key.upper()) for key in self.campaigns]


class PersonForm(_PlacedForm, _RoleForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("Email address"), help_text=_("With it they sign in."))
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"), choices=Role.choices, coerce=Role, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES)

    field_order = ("name", "email", "organisation", "kind", "title", "campaign", "roles", "language")


class PostForm(_PlacedForm):
    on = DayField(label=_("From"))


class GiveRoleForm(_RoleForm):
    role = forms.TypedChoiceField(label=_("Role"), choices=Role.choices, coerce=Role)


class OrganisationForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.TypedChoiceField(label=_("Kind"), choices=OrganisationKind.choices, coerce=OrganisationKind)


class CampaignForm(DeskForm):
    """Offers the treaties of the record that have no campaign yet."""

    treaty = forms.ChoiceField(label=_("Treaty"))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, desk=desk, **kwargs)
        taken = queries.campaign_keys(viewer=desk.viewer)
        field = self.fields["treaty"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- as above
        field.choices = [
            (each.key, each.short_title)
            for each in treaties.treaties(viewer=desk.viewer)
            if each.key not in taken
        ]


class TrailForm(forms.Form):
    """Which part of the trail to read."""

    person = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("On what"), required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], kinds: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        for name, choices in (("person", people), ("kind", kinds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- as above
            field.choices = [("", _("all")), *choices]
