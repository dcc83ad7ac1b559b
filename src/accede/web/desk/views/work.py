"""Work in the background, as a page shows it: how far it is, and then on to what it was for."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.background import progress
from accede.background.progress import State
from accede.web.desk.page import Desk, desk_page, render_desk
from accede.web.words import WORK_STEPS


@require_safe
@desk_page
def work(request: HttpRequest, desk: Desk, task: uuid.UUID) -> HttpResponse:
    """Renews itself while the work goes on, and leads to `then` when it is done.

    Work that was refused gave the reason back as a text: it is shown, and nothing is led to by itself.
    """
    then = request.GET.get("then", "")
    if not url_has_allowed_host_and_scheme(then, allowed_hosts=None):
        then = reverse("desk-today", args=[desk.campaign.pk])
    found = progress.of(task)
    if found is None:
        raise Http404
    refused = found.result if isinstance(found.result, str) else ""
    if found.state is State.DONE and not refused:
        return redirect(then)
    context = {
        "work": found,
        "step": WORK_STEPS.get(found.step, ""),
        "refused": refused,
        "then": then,
    }
    title = _("Work is under way") if not found.is_over else _("The work has ended")
    return render_desk(request, desk, "work", context, title=title)
