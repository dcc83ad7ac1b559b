"""Somebody's own page: who they are here, their language, and what they sign in with."""

from typing import cast

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede.access import actions, queries, security
from accede.access.models import Person
from accede.web import words
from accede.web.account import second_factor
from accede.web.account.adapter import takes_passkeys
from accede.web.account.forms import LanguageForm, ZoneForm
from accede.web.account.page import not_kept, refusal, render_account


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    me = cast("Person", request.user)
    return _page(request, LanguageForm(initial={"language": me.language}))


@require_POST
@login_required
def choose_zone(request: HttpRequest) -> HttpResponse:
    """By whose clocks hours are shown, beside those of the place where something is held."""
    me = cast("Person", request.user)
    form = ZoneForm(request.POST, chosen=me.zone)
    if not form.is_valid():
        return _page(request, LanguageForm(initial={"language": me.language}), zone_form=form, status=400)
    viewer = queries.viewer_of(me, on=timezone.localdate())
    actions.choose_zone(person=me, zone=form.cleaned_data["zone"], by=viewer, at=timezone.now())
    messages.success(request, _("Hours are now shown by these clocks, too."))
    return redirect("account")


@require_POST
@login_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """The page comes again in the language that was chosen."""
    me = cast("Person", request.user)
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    language, on = form.cleaned_data["language"], timezone.localdate()
    viewer = queries.viewer_of(me, on=on)
    actions.choose_language(person=me, language=language, by=viewer, at=timezone.now())
    with translation.override(language):
        messages.success(request, _("Your pages now open in this language."))
        return redirect("account")


def _page(
    request: HttpRequest, form: LanguageForm, *, zone_form: ZoneForm | None = None, status: int = 200
) -> HttpResponse:
    me, on = cast("Person", request.user), timezone.localdate()
    viewer = queries.viewer_of(me, on=on)
    context = {
        "me": queries.get_person(me.pk, on=on, viewer=viewer),
        "form": form,
        "zone_form": zone_form or ZoneForm(chosen=me.zone),
        "has_role": bool(viewer.roles),
        "has_password": me.has_usable_password(),
        "is_safe": second_factor.is_set_up(me),
    }
    return render_account(request, "own", context, title=_("Your account"), status=status)


SHOWN = 100


@require_safe
@login_required
def sign_ins(request: HttpRequest) -> HttpResponse:
    """When one came in, who tried under one's name, and what changed: the latest."""
    viewer = queries.viewer_of(cast("Person", request.user), on=timezone.localdate())
    rows = [
        (event, [words.MEANS.get(each, each) for each in event.means.split()])
        for event in security.own_events(viewer=viewer)[:SHOWN]
    ]
    return render_account(request, "sign_ins", {"rows": rows}, title=_("Your sign-ins"))


def sign_in_by_passkey(request: HttpRequest) -> HttpResponseBase:
    """A passkey's login; where the address takes none, the way back."""
    if not takes_passkeys(request):
        return not_kept(redirect("account_login"))
    response: HttpResponseBase = login_webauthn(request)
    return not_kept(response)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Whoever tries too often waits."""
    return refusal(
        request,
        _("Too many attempts"),
        _("Somebody tried too often from this address or with this name. Wait a little, then try again."),
        status=429,
    )


def to_own_page(_request: HttpRequest) -> HttpResponse:
    """What the library would lead to for somebody without a password."""
    return redirect(reverse("account"))
