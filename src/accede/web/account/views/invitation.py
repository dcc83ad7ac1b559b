"""Taking up an invitation: once, with the link that an administrator handed over."""

from typing import Any

from allauth.account.internal import flows
from allauth.account.models import Login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accede.access import actions, invitations, queries
from accede.access.invitations import InvitationError
from accede.access.models import Invitation, SecurityEvent
from accede.access.viewer import PUBLIC
from accede.web.account import security
from accede.web.account.forms import InvitationForm
from accede.web.account.page import not_kept, refusal, render_account

KEPT = "invitation"


@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link: remembered by its number in the session, and left at once.

    So the token is in no log of a page that failed, and no page that it stands on can pass it on as its referrer.
    """
    try:
        request.session[KEPT] = invitations.find_invitation(token, at=timezone.now(), viewer=PUBLIC).pk
        request.session.pop("invitation_refused", None)
    except InvitationError as error:
        request.session.pop(KEPT, None)
        request.session["invitation_refused"] = str(error)
    response = redirect("account-invitation")
    response["Referrer-Policy"] = "no-referrer"
    return not_kept(response)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponseBase:
    """What somebody is invited to; with a password of their own they are in."""
    now = timezone.now()
    try:
        found = _remembered(request)
        form = InvitationForm(request.POST or None, person=found.person)
        if request.method == "POST" and form.is_valid():
            return _accept(request, found, form)
    except InvitationError as error:
        return refusal(request, _("This invitation opens nothing"), str(error), status=404)
    on = timezone.localdate(now)
    context: dict[str, Any] = {
        "form": form,
        "invited": queries.get_person(found.person_id, on=on, viewer=queries.viewer_of(found.person, on=on)),
        "expires": found.expires_at,
    }
    status = 400 if form.errors else 200
    return render_account(request, "invitation", context, title=_("You are invited"), status=status)


def _remembered(request: HttpRequest) -> Invitation:
    number = request.session.get(KEPT)
    if number is None:
        told = request.session.get("invitation_refused")
        raise InvitationError(told or _("Open the link of your invitation again."))
    return invitations.get_invitation(number, at=timezone.now(), viewer=PUBLIC)


def _accept(request: HttpRequest, found: Invitation, form: InvitationForm) -> HttpResponseBase:
    given = form.cleaned_data
    try:
        person = actions.accept_invitation(
            invitation=found,
            password=given["password"],
            name=given["name"],
            language=given["language"],
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return render_account(request, "invitation", {"form": form}, title=_("You are invited"), status=400)
    del request.session[KEPT]
    security.note(request, SecurityEvent.Kind.BEGUN_ANEW, person)
    if request.user.is_authenticated:  # whoever opened the link on somebody else's screen
        flows.logout.logout(request, show_message=False)
    answer: HttpResponseBase = flows.login.perform_password_login(
        request, {"email": person.email}, Login(user=person, email=person.email)
    )
    return answer
