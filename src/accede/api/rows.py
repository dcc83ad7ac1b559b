"""Rows as an answer: a page of them as JSON that says how many there are, or as CSV."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
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
        return _as_csv(shown, columns, following)
    told = {"count": len(records), "limit": limit, "offset": offset, "next": following}
    return told | about | {"items": shown}


def written(told: dict[str, Any]) -> HttpResponse:
    """As JSON as it is: what `tables` gives has every field of its schema and no other, and is not held against it again."""
    body = json.dumps(told, cls=DjangoJSONEncoder)
    return HttpResponse(body, content_type="application/json; charset=utf-8")


def page(
    request: HttpRequest,
    records: Sequence[Record],
    columns: Sequence[str],
    *,
    form: Format,
    count: int,
    size: int,
    number: int,
    has_next: bool,
) -> Any:
    """One page of rows that a query gave by pages, as `answer` has it."""
    following = _page_after(request, number) if has_next else None
    if form is Format.CSV:
        return _as_csv(records, columns, following)
    return {
        "count": count,
        "limit": size,
        "offset": (number - 1) * size,
        "next": following,
        "items": records,
    }


def _as_csv(records: Sequence[Record], columns: Sequence[str], following: str | None) -> HttpResponse:
    """What is no single value stands in its cell as JSON."""
    told = [{name: _in_a_cell(record.get(name)) for name in columns} for record in records]
    response = HttpResponse(tables.as_csv(told, columns), content_type="text/csv; charset=utf-8")
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def _in_a_cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _page_after(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number + 1)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _following(request: HttpRequest, limit: int, offset: int) -> str:
    query = request.GET.copy()
    query["limit"], query["offset"] = str(limit), str(offset + limit)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
