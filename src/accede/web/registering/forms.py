"""The reply of a delegation as one form, for whoever has the link and for the desk that enters what came in a note."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accede.meetings.actions.registration import IDENTITY, NEEDS, Person
from accede.meetings.models import Delegation
from accede.meetings.queries.workshops import Named
from accede.web.desk.forms.fields import LineField
from accede.web.meanwhile import AS_SHOWN, Meanwhile, changes, opened, seal, taken_over
from accede.web.words import LANGUAGES


def _line(label: Any, **more: Any) -> forms.CharField:
    attrs = {"dir": "auto", **more.pop("attrs", {})}
    return LineField(
        label=label,
        required=False,
        max_length=more.pop("max_length", 300),
        widget=forms.TextInput(attrs=attrs),
        **more,
    )


class HeadForm(forms.Form):
    """Who replies, and what they have to say."""

    required_css_class = "field--required"
    replied_by = LineField(
        label=_("Name and post of who replies"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class PersonForm(forms.Form):
    """One delegate. Left empty, nobody is named in this place."""

    required_css_class = "field--required"
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = _line(_("Name"), help_text=_("As it is to stand on the badge and on the list."))
    post = _line(_("Post and office"))
    email = forms.EmailField(label=_("Email address"), required=False, max_length=254)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(each.code, each.own_name) for each in LANGUAGES.values()],
        required=False,
    )
    sponsorship = forms.BooleanField(label=_("Sponsorship of travel and stay is asked for"), required=False)
    leaves = forms.BooleanField(label=_("Does not come after all"), required=False)
    diet = _line(_("Dietary needs"))
    access = _line(_("Needs of access"), help_text=_("A ramp, a sign language, an assistant, for example."))
    visa = forms.BooleanField(label=_("A letter for the visa is needed"), required=False)
    passport = _line(_("Number of the passport"), max_length=40, attrs={"dir": "ltr", "autocomplete": "off"})
    nationality = _line(_("Nationality"), max_length=100)
    born = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, *, prefix: str, named: Named | None, language: str) -> None:
        initial: dict[str, Any] = {"language": language}
        if named is not None:
            row = named.row
            initial = {name: named.wanted.get(name, getattr(row, name)) for name in IDENTITY}
            initial |= {"number": row.pk, "language": row.language, "sponsorship": bool(row.sponsorship)}
            initial |= {name: getattr(named.needs, name) for name in NEEDS} if named.needs else {}
        super().__init__(data, prefix=prefix, initial=initial)
        self.named = named
        if named is None:
            del self.fields["leaves"]

    def _fields(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def who(self) -> list[forms.BoundField]:
        return self._fields("name", "post", "email", "language", "sponsorship", "leaves")

    @property
    def needed(self) -> list[forms.BoundField]:
        return self._fields("diet", "access")

    @property
    def travel(self) -> list[forms.BoundField]:
        return self._fields("visa", "passport", "nationality", "born")

    @property
    def needs_are_told(self) -> bool:
        return any(each.value() or each.errors for each in self.needed)

    @property
    def travel_is_told(self) -> bool:
        return any(each.value() or each.errors for each in self.travel)

    def person(self) -> Person:
        given = self.cleaned_data
        born = given["born"]
        return Person(
            number=given["number"],
            name=given["name"],
            post=given["post"],
            email=given["email"],
            language=given["language"] or "en",
            sponsorship=given["sponsorship"],
            leaves=bool(given.get("leaves")),
            needs={name: given[name] for name in NEEDS if name != "born"}
            | {"born": born.isoformat() if born else ""},
        )


class DelegationForm:
    """The head, and a form for each who is named or can be."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        delegation: Delegation,
        people: Sequence[Named],
        may_add: bool,
        language: str,
        trail: Any = None,
    ) -> None:
        self.data, self.trail = data, trail
        self.meanwhile: Meanwhile | None = None
        self.head = HeadForm(data, initial={"replied_by": delegation.replied_by, "remark": delegation.remark})
        places = max(delegation.workshop.most, len(people)) if may_add else len(people)
        self.people = [
            PersonForm(
                data,
                prefix=f"p{place}",
                named=people[place] if place < len(people) else None,
                language=language,
            )
            for place in range(places)
        ]
        self.complaint: list[str] = []

    def is_valid(self) -> bool:
        """Right in every field, and nobody changed the delegation since the form was given out."""
        right = all([self.head.is_valid(), *(each.is_valid() for each in self.people)])
        return not self._changed_meanwhile() and right

    @property
    def _fields(self) -> list[forms.BoundField]:
        return [bound for form in (self.head, *self.people) for bound in form]

    @property
    def as_shown(self) -> str:
        """What stands in the hidden field."""
        sent = "" if self.meanwhile else str((self.data or {}).get(AS_SHOWN, ""))
        return sent or seal(self._fields, at=timezone.now())

    def _changed_meanwhile(self) -> bool:
        sent = (self.data or {}).get(AS_SHOWN)
        if not sent:
            return False
        shown = opened(str(sent))
        found = changes(self._fields, shown)
        if found:
            trail = () if self.trail is None else self.trail
            entries = [each for each in trail if shown.at is None or each.at >= shown.at]
            self.meanwhile = Meanwhile(entries, found)
            merged = taken_over(self.data, self._fields, found)
            for form in (self.head, *self.people):
                form.data = merged
        return bool(found)

    def told(self) -> list[Person]:
        return [each.person() for each in self.people]

    def take(self, error: ValidationError) -> None:
        """Put what an action refused beside the field that it concerns."""
        known = getattr(error, "error_dict", None)
        if known is None:
            self.complaint += error.messages
            return
        for name, errors in known.items():
            prefix, _dash, field = name.partition("-")
            place = int(prefix[1:]) if field and prefix[1:].isdigit() else -1
            if 0 <= place < len(self.people) and field in self.people[place].fields:
                self.people[place].add_error(field, errors)
            elif name in self.head.fields:
                self.head.add_error(name, errors)
            else:
                self.complaint += [str(message) for each in errors for message in each.messages]

    @property
    def wrong(self) -> list[tuple[str, str, str]]:
        """Field's place on the page, its label, what is wrong with it."""
        return [
            (bound.id_for_label, str(bound.label), str(message))
            for form in (self.head, *self.people)
            for bound in form.visible_fields()
            for message in bound.errors
        ]
