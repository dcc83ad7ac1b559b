"""The norm: how States vote, what they say and do, and what is done against it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.evidence.queries.norm import norm_in_leaves
from accede.web.desk.page import Desk, desk_page, render_desk


@require_safe
@desk_page
def norm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every figure with the rows behind it."""
    context = {
        "norm": norm_in_leaves(
            desk.treaty,
            **desk.asked,
            of=request.GET.get("of", ""),
            page=request.GET.get("page", 1),
        ),
        "contributes": desk.viewer.contributes_to(desk.campaign.pk),
    }
    title = _("The norm: %(treaty)s") % {"treaty": desk.treaty.short_title}
    return render_desk(request, desk, "norm", context, title=title, here="norm")
