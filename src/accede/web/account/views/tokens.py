"""One's own tokens: by them a program does at the desk what oneself may."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accede.access import queries, token_actions, tokens
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Person, Scope
from accede.web.account import second_factor
from accede.web.account.forms import TokenForm
from accede.web.account.page import render_account


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """Those that there are, with their last use, and a form for another."""
    return _page(request)


@require_POST
@login_required
def make(request: HttpRequest) -> HttpResponse:
    """The text of the token is shown this once: the desk keeps no more of it than a hash."""
    second_factor.insist_on_fresh(request)  # it is a way into somebody's place
    me = cast("Person", request.user)
    viewer = queries.viewer_of(me, on=timezone.localdate())
    if not viewer.roles or not second_factor.is_set_up(me):
        return _page(request, status=403)
    campaigns = {each.pk: each for each in queries.campaigns(viewer=viewer)}
    form = TokenForm(request.POST, campaigns=list(campaigns))
    if not form.is_valid():
        return _page(request, form=form, status=400)
    given = form.cleaned_data
    try:
        _token, text = token_actions.make_token(
            person=me,
            name=given["name"],
            scope=Scope(given["scope"]),
            days=given["days"],
            campaign=campaigns.get(given.get("campaign", "")),
            by=viewer,
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form=form, status=400)
    return _page(request, text=text)


@require_POST
@login_required
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """At once; one need not say again who one is, for nothing is opened by it."""
    me, at = cast("Person", request.user), timezone.now()
    viewer = queries.viewer_of(me, on=timezone.localdate())
    try:
        token = tokens.get_token(number, viewer=viewer)
    except NotVisibleError as error:
        raise Http404 from error
    token_actions.revoke_token(token=token, by=viewer, at=at)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("account-tokens")


def _page(
    request: HttpRequest, *, form: TokenForm | None = None, text: str = "", status: int = 200
) -> HttpResponse:
    me, at = cast("Person", request.user), timezone.now()
    viewer = queries.viewer_of(me, on=timezone.localdate())
    campaigns = [each.pk for each in queries.campaigns(viewer=viewer)]
    context = {
        "form": form or TokenForm(campaigns=campaigns),
        "is_safe": second_factor.is_set_up(me),
        "has_role": bool(viewer.roles),
        "rows": [(token, token.opens_at(at)) for token in tokens.own_tokens(me, viewer=viewer)],
        "text": text,
    }
    return render_account(request, "tokens", context, title=_("Tokens for programs"), status=status)
