"""Where the trail of what was done ends, for anyone to keep: a figure, a seal and a day, and nobody's name."""

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from accede.access import trail_heads


@require_safe
def heads(_request: HttpRequest) -> JsonResponse:
    """Of each night of the last month, where the operator had it published."""
    if not settings.TRAIL_PUBLIC:
        raise Http404
    rows = [
        {"day": each.day, "entries": each.entries, "hash": each.hash}
        for each in trail_heads.kept(most=trail_heads.DAYS_TOLD)
    ]
    answer = JsonResponse({"heads": rows})
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
