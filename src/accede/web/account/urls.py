"""Signing in and out, below /LANGUAGE/account/.

Of the library's addresses only those that the desk needs, under the library's own names: it looks them up by these.
Nobody signs up, resets a password by mail, or manages addresses.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accede.web.account.page import framed
from accede.web.account.views import invitation, own, reminders, tokens

urlpatterns = [
    path("", own.own, name="account"),
    path("language/", own.choose_language, name="account-language"),
    path("zone/", own.choose_zone, name="account-zone"),
    path("reminders/", reminders.own, name="account-reminders"),
    path("reminders/often/", reminders.choose, name="account-reminders-choose"),
    path("reminders/calendar/", reminders.open_feed, name="account-calendar-open"),
    path("reminders/calendar/close/", reminders.close_feed, name="account-calendar-close"),
    path("sign-ins/", own.sign_ins, name="account-sign-ins"),
    path("tokens/", tokens.own, name="account-tokens"),
    path("tokens/new/", framed(tokens.make), name="account-token-make"),
    path("tokens/<int:number>/revoke/", tokens.revoke, name="account-token-revoke"),
    path("invitation/", invitation.invitation, name="account-invitation"),
    path("invitation/<str:token>/", invitation.open_link, name="account-invitation-link"),
    path("sign-in/", framed(account.login, _("Sign in")), name="account_login"),
    path("sign-in/passkey/", own.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("sign-in/code/", framed(factors.authenticate, _("Who are you?")), name="mfa_authenticate"),
    path("sign-out/", framed(account.logout, _("Sign out")), name="account_logout"),
    path("kept-out/", framed(account.account_inactive, _("You are kept out")), name="account_inactive"),
    path(
        "confirm/password/",
        framed(account.reauthenticate, _("Is it still you?")),
        name="account_reauthenticate",
    ),
    path("confirm/code/", framed(factors.reauthenticate, _("Is it still you?")), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        framed(passkeys.reauthenticate_webauthn, _("Is it still you?")),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "password/", framed(account.password_change, _("Change the password")), name="account_change_password"
    ),
    path("password/none/", framed(own.to_own_page), name="account_set_password"),
    path("security/", framed(factors.index, _("What you sign in with")), name="mfa_index"),
    path("security/app/", framed(app.activate_totp, _("Set up an app")), name="mfa_activate_totp"),
    path(
        "security/app/remove/",
        framed(app.deactivate_totp, _("Remove the app")),
        name="mfa_deactivate_totp",
    ),
    path("security/passkeys/", framed(passkeys.list_webauthn, _("Passkeys")), name="mfa_list_webauthn"),
    path(
        "security/passkeys/add/", framed(passkeys.add_webauthn, _("Add a passkey")), name="mfa_add_webauthn"
    ),
    path(
        "security/passkeys/<int:pk>/",
        framed(passkeys.edit_webauthn, _("Rename a passkey")),
        name="mfa_edit_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/remove/",
        framed(passkeys.remove_webauthn, _("Remove a passkey")),
        name="mfa_remove_webauthn",
    ),
    path(
        "security/codes/",
        framed(recovery_codes.view_recovery_codes, _("Recovery codes")),
        name="mfa_view_recovery_codes",
    ),
    path(
        "security/codes/new/",
        framed(recovery_codes.generate_recovery_codes, _("New recovery codes")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "security/codes/file/",
        framed(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path(
        "sessions/",
        framed(sessions.list_usersessions, _("Where you are signed in")),
        name="usersessions_list",
    ),
]
