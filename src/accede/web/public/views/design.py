"""The components of which all pages are made, on one page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record.queries import states, status, treaties
from accede.web.public import drawings
from accede.web.public.caching import public_page
from accede.web.public.page import render_page


@public_page
def components(request: HttpRequest) -> HttpResponse:
    """Each component in each of its states; the pictures are those of the desk's own treaty, today."""
    treaty = treaties.first(viewer=PUBLIC)
    on = timezone.localdate()
    standings = status.statuses(treaty, on=on, viewer=PUBLIC)
    names = states.state_names(get_language() or "en", viewer=PUBLIC)
    bands = drawings.adherence(treaty, on=on)
    context = {
        "sample_map": drawings.status_map(treaty, standings, names, on=on),
        "sample_curve": drawings.adherence_curve(bands, treaty, on=on),
        "names": names,
        "groups": states.groups(viewer=PUBLIC),
    }
    return render_page(request, "design", context, title=_("Components"), treaty=treaty)
