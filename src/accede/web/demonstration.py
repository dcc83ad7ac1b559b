"""The label on every page of a demonstration, and the door by which one enters it: by name, without a secret."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accede.demonstration import cast
from accede.web.account.page import render_account


def label(_request: HttpRequest) -> dict[str, Any]:
    """For every template: whether what people say and do here is invented."""
    return {"demonstration": settings.DEMONSTRATION}


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Choose somebody of the year, or answer its survey for a State. There is no such page on any other desk."""
    if not settings.DEMONSTRATION:
        raise Http404
    on = timezone.localdate()
    people = cast.people(on=on)
    if request.method == "POST":
        chosen = next((each for each in people if str(each.pk) == request.POST.get("person")), None)
        if chosen is not None:
            login(request, chosen, backend=settings.AUTHENTICATION_BACKENDS[0])
            record_authentication(request, chosen, method="demonstration")
            return redirect(settings.LOGIN_REDIRECT_URL)
        token = cast.survey_link(request.POST.get("answer", ""), on=on, at=timezone.now())
        if token:
            return redirect("answer", token)
    found = {"people": people, "asked": cast.asked(on=on, language=translation.get_language() or "en")}
    return render_account(
        request,
        "demonstration",
        found | {"nobody": request.method == "POST"},
        title=_("Who would you like to be?"),
        status=400 if request.method == "POST" else 200,
    )
