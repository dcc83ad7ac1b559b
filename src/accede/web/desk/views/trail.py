"""What was done on the desk, by whom, and when."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accede.access import trail as kept_trail
from accede.access import trail_heads
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import WITHHELD
from accede.web.desk.acts import KINDS
from accede.web.desk.forms.people import TrailForm
from accede.web.desk.page import Desk, desk_page, render_desk

PAGE = 50
LONGEST_NUMBER = 19  # digits of a key of the database


@require_safe
@desk_page
def trail(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The whole trail; of what the reader may not see now, no more than that something was done."""
    if not kept_trail.is_read_by(desk.viewer):
        raise NotAllowedError(_("What was done on the desk, coordinators and administrators read."))
    one = request.GET.get("person", "")
    also = int(one) if one.isascii() and one.isdecimal() and len(one) < LONGEST_NUMBER else None
    people = kept_trail.who_acted(viewer=desk.viewer, also=also)
    kinds = [(kind, str(KINDS.get(kind, name))) for kind, name in kept_trail.kinds(viewer=desk.viewer)]
    form = TrailForm(request.GET, people=people, kinds=kinds)
    asked = form.cleaned_data if form.is_valid() else {}
    entries = kept_trail.entries(viewer=desk.viewer, person=asked.get("person"), kind=asked.get("kind", ""))
    pages = kept_trail.Pages(entries, PAGE)
    if not any(asked.values()):
        pages.count = kept_trail.count(viewer=desk.viewer)
    page = pages.get_page(request.GET.get("page"))
    named = dict(kinds)
    rows = [
        {"told": each, "kind": named.get(each.entry.kind, each.entry.kind)}
        for each in kept_trail.told(page.object_list, viewer=desk.viewer)
    ]
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "withheld": WITHHELD,
        "head": trail_heads.head(at=desk.at),
        "broken": trail_heads.last_break(viewer=desk.viewer),
        "keep": f"{urlencode(kept)}&" if kept else "",
    }
    return render_desk(request, desk, "people/trail", context, title=_("What was done"), here="people")
