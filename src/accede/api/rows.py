"""Rows as an answer: a page of them as JSON that says how many there are, or as CSV."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from accede.api.asked import Format
from accede.record import tables
from accede.record.tables import Record


def answer(
    request: HttpRequest,
    records: Sequence[Record],
    columns: Sequence[str],
    *,
    form: Format,
    limit: int,
    offset: int,
    **about: Any,
) -> Any:
    """The rows from `offset` on, `limit` at most; `about` is what the answer says beside them."""
    shown = records[offset : offset + limit]
    following = _following(request, limit, offset) if offset + limit < len(records) else None
    if form is Format.CSV:
        response = HttpResponse(tables.as_csv(shown, columns), content_type="text/csv; charset=utf-8")
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response
    return about | {
        "count": len(records),
        "limit": limit,
        "offset": offset,
        "next": following,
        "items": shown,
    }


def _following(request: HttpRequest, limit: int, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset + limit)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
