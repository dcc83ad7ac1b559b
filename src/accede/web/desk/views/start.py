"""Where the desk begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accede.web.desk.page import Desk, desk_page


@require_safe
@desk_page
def first_campaign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Today's page of the reader's campaign."""
    return redirect("desk-today", desk.campaign.pk)
