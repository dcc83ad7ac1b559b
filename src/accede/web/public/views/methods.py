"""Where each figure comes from, how old it is, and by which rules it was read."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record.partial_dates import Firmness
from accede.record.queries import sources, treaties
from accede.web.public.caching import public_page
from accede.web.public.page import render_page


@public_page
def methods(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    page = treaties.paged(viewer=PUBLIC, page=request.GET.get("page", 1))
    firmness = sources.firmness_of_dates(viewer=PUBLIC, among=list(page.object_list))
    context = {
        "page": page,
        "treaties": [
            {
                "treaty": treaty,
                "stale": treaties.is_stale(treaty.as_of, on=today),
                "dates": [firmness.get(treaty.key, {}).get(value, 0) for value in Firmness.values],
            }
            for treaty in page.object_list
        ],
        "sources": sources.sources_in_use(viewer=PUBLIC),
        "firmness_words": list(Firmness.labels),
    }
    title = _("Methods and sources")
    return render_page(
        request, "methods", context, title=title, treaty=treaties.first(viewer=PUBLIC), here="methods"
    )
