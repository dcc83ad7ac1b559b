"""The library's forms with our labels: beside the field, not in it."""

from collections.abc import Sequence
from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.access import tokens
from accede.access.models import Person, Scope
from accede.reminders.models import Habit
from accede.web import words
from accede.web.desk.forms.fields import offer
from accede.web.zones import zone_choices

LENGTH = _("At least 12 characters, and none of the well-known ones. Several words are easy to remember.")
OWN_NAMES = [(each.code, each.own_name) for each in words.LANGUAGES.values()]


def _word(form: forms.Form, name: str, label: str | Promise, hint: str | Promise = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint  # type: ignore[assignment]  # a Promise is one of theirs
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]  # the library has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("Email address"))
        _word(self, "password", _("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Password of now"))
        _word(self, "password1", _("New password"), LENGTH)
        _word(self, "password2", _("New password again"))


class ConfirmByPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"))


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), _("The six digits that your app shows now, or a recovery code."))


class ConfirmByCodeForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), _("The six digits that your app shows now, or a recovery code."))


class AppForm(ActivateTOTPForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _("Code"), _("The six digits that your app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name"), _("So that you can tell your passkeys apart: “Laptop”, “Blue key”."))
        _word(
            self,
            "passwordless",
            _("Sign in with it alone, without a password"),
            _("The device then asks for your finger, your face or its code."),
        )
        self.fields["passwordless"].initial = True


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # as above
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "name", _("Name"))
        self.fields["name"].max_length = 100


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES)


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "zone", zone_choices(chosen))
        self.fields["zone"].initial = chosen


class TokenForm(forms.Form):
    """What a program may do, and until when."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("So that you know it again."))
    scope = forms.ChoiceField(label=_("The program may"), choices=Scope.choices, initial=Scope.READ)
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=tokens.LONGEST, initial=tokens.USUAL
    )
    campaign = forms.ChoiceField(label=_("Only in this campaign"), required=False)

    def __init__(self, *args: Any, campaigns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "campaign", [("", _("all of mine")), *((key, key.upper()) for key in campaigns)])
        if len(campaigns) < 2:  # noqa: PLR2004 -- nothing to choose
            del self.fields["campaign"]


class InvitationForm(forms.Form):
    """How somebody who was invited wants to be called, spoken to and let in."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=OWN_NAMES)
    email = forms.EmailField(
        label=_("Email address"),
        disabled=True,
        help_text=_("With it you sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=LENGTH,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": person.name, "language": person.language, "email": person.email}
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self._person)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise ValidationError(_("The two passwords differ."))
        return again


class HabitForm(forms.Form):
    """How often somebody is reminded by mail."""

    often = forms.ChoiceField(
        label=_("Reminders by mail"), choices=Habit.Often.choices, widget=forms.RadioSelect
    )
