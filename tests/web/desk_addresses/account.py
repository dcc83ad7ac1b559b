"""Signing in and out, and everybody's own account."""

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from tests.access.cast import CAST, WITHOUT_A_ROLE
from tests.web.roles import Address

EVERYBODY = set(CAST)


def _own(*, granted=200):
    """A page about oneself: whoever is not signed in is led there."""
    return {"public": 302} | dict.fromkeys(EVERYBODY, granted)


def _entrance(*, granted=200):
    """A page of the way in: whoever is in already is led to the desk."""
    return {"public": granted} | dict.fromkeys(EVERYBODY, 302)


def _for_all(status):
    return dict.fromkeys(["public", *CAST], status)


def _address(get, post, *arguments):
    return Address(get=get, post=post, arguments=lambda: list(arguments))


def _with_recovery_codes():
    for somebody in CAST.values():
        RecoveryCodes.activate(somebody())
    return []


# Whoever is not signed in is led there even before it is said that nothing can be written.
ONLY_READ = _own(granted=405)
# Asked again who one is: those tests sign in without saying how, so for the library it was long ago.
ASKED_AGAIN = _own(granted=302)

ADDRESSES = {
    "account": _address(_own(), None),
    "account-language": _address(_for_all(405), _own(granted=400)),
    "account-zone": _address(_for_all(405), _own(granted=302)),
    "account-reminders": _address(_own(), None),
    "account-reminders-choose": _address(_for_all(405), _own(granted=400)),
    "account-calendar-open": _address(_for_all(405), _own() | dict.fromkeys(WITHOUT_A_ROLE, 403)),
    "account-calendar-close": _address(_for_all(405), _own(granted=302)),
    "account-sign-ins": _address(_own(), None),
    "account-tokens": _address(_own(), None),
    "account-token-make": _address(_for_all(405), ASKED_AGAIN),
    "account-token-revoke": _address(_for_all(405), _own(granted=404), 999),
    "account-invitation": _address(_for_all(404), _for_all(404)),
    "account-invitation-link": _address(_for_all(302), None, "no-token"),
    "account_login": _address(_entrance(), _entrance()),
    "mfa_login_webauthn": _address(_for_all(302), _for_all(302)),
    "mfa_authenticate": _address(_for_all(302), _for_all(302)),
    "account_logout": _address(_own(), _for_all(302)),
    "account_inactive": _address(_for_all(200), None),
    "account_reauthenticate": _address(ASKED_AGAIN, ASKED_AGAIN),
    "mfa_reauthenticate": _address(_own(), _own()),
    "mfa_reauthenticate_webauthn": _address(ASKED_AGAIN, ASKED_AGAIN),
    "account_change_password": _address(ASKED_AGAIN, ASKED_AGAIN),
    "account_set_password": _address(_for_all(302), _for_all(302)),
    "mfa_index": _address(_own(), ONLY_READ),
    "mfa_activate_totp": _address(ASKED_AGAIN, ASKED_AGAIN),
    "mfa_deactivate_totp": _address(ASKED_AGAIN, ASKED_AGAIN),
    "mfa_list_webauthn": _address(_own(), ONLY_READ),
    "mfa_add_webauthn": _address(ASKED_AGAIN, ASKED_AGAIN),
    "mfa_edit_webauthn": _address(ASKED_AGAIN, ASKED_AGAIN, 1),
    "mfa_remove_webauthn": _address(ASKED_AGAIN, ASKED_AGAIN, 1),
    "mfa_view_recovery_codes": Address(get=ASKED_AGAIN, post=ONLY_READ, arguments=_with_recovery_codes),
    "mfa_generate_recovery_codes": _address(ASKED_AGAIN, ASKED_AGAIN),
    "mfa_download_recovery_codes": Address(get=ASKED_AGAIN, post=ASKED_AGAIN, arguments=_with_recovery_codes),
    "usersessions_list": _address(_own(), _own(granted=302)),
}
