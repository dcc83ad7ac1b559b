"""What sources say against each other: both sides, until somebody says why one of them stands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accede.record.queries import uploads
from accede.record.uploads import settling_actions
from accede.record.uploads.rules import insist_on_bringing_in, may_bring_in
from accede.web.desk.forms.imports import SettleForm
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def dispute_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    settled = request.GET.get("which") == "settled"
    page = uploads.disputes(
        viewer=desk.viewer, language=desk.language, settled=settled, page=request.GET.get("page", 1)
    )
    context = {
        "page": page,
        "settled": settled,
        "keep": "which=settled&" if settled else "",
        "may_settle": may_bring_in(desk.viewer),
    }
    return render_desk(
        request, desk, "imports/disputes", context, title=_("Sources against each other"), here="imports"
    )


@require_POST
@desk_page
def reopen(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take the settlement back; where the record followed the other source, it is as it was."""
    dispute = uploads.get_dispute(number, viewer=desk.viewer, language=desk.language)
    insist_on_bringing_in(desk.viewer)
    if dispute.settlement is not None:
        settling_actions.reopen(dispute.settlement, **desk.acting)
        messages.success(request, _("It is open again."))
    return redirect("desk-dispute", desk.campaign.pk, number)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def settle(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One of them; which side is right, and why."""
    dispute = uploads.get_dispute(number, viewer=desk.viewer, language=desk.language)
    form = None
    if dispute.settlement is None and may_bring_in(desk.viewer):
        form = SettleForm(request.POST or None, dispute=dispute)
    if request.method == "POST":
        insist_on_bringing_in(desk.viewer)
        if form is not None and form.is_valid() and form.save(desk):
            messages.success(request, _("Settled. It stays on record with its reason."))
            return redirect("desk-disputes", desk.campaign.pk)
    return render_desk(
        request,
        desk,
        "imports/dispute",
        {"dispute": dispute, "form": form, "may_settle": may_bring_in(desk.viewer)},
        title=_("%(state)s: sources against each other") % {"state": dispute.name},
        here="imports",
        status=400 if request.method == "POST" else 200,
    )
