"""The status table: every State, filtered and sorted, and its downloads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.record import tables
from accede.record.models import Treaty
from accede.record.queries import states, status, treaties
from accede.record.queries.status import StatusRow
from accede.record.tables import iso
from accede.web import words
from accede.web.public import asked, downloads
from accede.web.public.caching import public_page
from accede.web.public.page import render_page
from accede.web.public.views.errors import refusals_told
from accede.web.templatetags import accede as tags

# What each heading sorts by; rows without a value stand at the end, whichever way the others run.
SORTS: dict[str, Callable[[StatusRow], Any]] = {
    "name": lambda row: row.place,
    "status": lambda row: list(words.STATUSES).index(row.shade),
    "signature": lambda row: row.standing.signature_date,
    "consent": lambda row: row.standing.consent_date,
    "in-force": lambda row: row.standing.entry_into_force_date,
    "withdrawal": lambda row: row.standing.withdrawal_effective_date,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the reader chose to see of the table."""

    treaty: Treaty
    on: date
    status: str
    filter: asked.StateFilter
    sort: str
    rows: list[StatusRow]


def _shown(request: HttpRequest, key: str) -> Shown:
    treaty = treaties.get_treaty(key, viewer=PUBLIC)
    on = asked.day(request)
    wanted = asked.one_of(request, "status", list(words.STATUSES))
    state_filter = asked.StateFilter.of(request.GET)
    sort = asked.one_of(request, "sort", [*SORTS, *(f"-{name}" for name in SORTS)], default="name")
    only = state_filter.states(on=on)
    rows = [
        row
        for row in status.status_table(treaty, on=on, viewer=PUBLIC, language=get_language() or "en")
        if (only is None or row.iso3 in only) and (not wanted or row.shade == wanted)
    ]
    value = SORTS[sort.removeprefix("-")]
    with_value = [row for row in rows if value(row) is not None]
    with_value.sort(key=value, reverse=sort.startswith("-"))
    rows = with_value + [row for row in rows if value(row) is None]
    return Shown(treaty, on, wanted, state_filter, sort, rows)


@public_page
@refusals_told
def status_table(request: HttpRequest, key: str) -> HttpResponse:
    shown, place = _shown(request, key), reverse("states")
    context = {
        "shown": shown,
        "rows": mark_safe("\n".join(_as_shown(row, place) for row in shown.rows)),  # noqa: S308 -- escaped there
        "headings": _headings(request, shown.sort),
        "counts": status.counts(shown.treaty, on=shown.on, viewer=PUBLIC),
        "stale": treaties.is_stale(shown.treaty.as_of, on=shown.on),
        "statuses": words.STATUSES,
        "groups": states.groups(viewer=PUBLIC),
        "spoken": states.languages_spoken(viewer=PUBLIC),
        "query": request.GET.urlencode(),
    }
    title = _("%(treaty)s: status table") % {"treaty": shown.treaty.short_title}
    return render_page(request, "status", context, title=title, treaty=shown.treaty, here="status")


def _as_shown(row: StatusRow, place: str) -> str:
    """A row, in the order of the headings: 197 of them are written here, for a template takes ten times as long.

    What follows from a date that is not firm is not firm either.
    """
    signature, consent, standing = row.signature, row.consent, row.standing
    in_force, left = standing.entry_into_force_date, standing.withdrawal_effective_date
    cells = (
        tags.status_tag(row.shade),
        tags.dated(signature.date_given, signature.firmness, compact=True) if signature else "",
        tags.dated(consent.date_given, consent.firmness, compact=True)
        + f' <span class="muted">{escape(tags.means(consent.kind))}</span>'
        if consent
        else "",
        tags.dated(iso(in_force), tags.derived(consent.firmness), compact=True)
        if consent and in_force
        else "",
        tags.dated(iso(left), row.withdrawal.firmness, compact=True) if row.withdrawal and left else "",
    )
    head = f'<tr><th scope="row"><a href="{place}{row.iso3.lower()}/">{escape(row.name)}</a></th>'
    return f"{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _headings(request: HttpRequest, sort: str) -> list[dict[str, str]]:
    """The columns: each heading sorts by its column, and turns the order round when it is chosen again."""
    labels = {
        "name": _("State"),
        "status": _("Status"),
        "signature": _("Signed"),
        "consent": _("Consent to be bound"),
        "in-force": _("In force for it"),
        "withdrawal": _("Withdrawal in effect"),
    }
    headings = []
    for name, label in labels.items():
        query = request.GET.copy()
        query["sort"] = f"-{name}" if sort == name else name
        order = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        headings.append({"label": label, "url": f"?{query.urlencode()}", "sorted": order})
    return headings


@public_page
@refusals_told
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    shown = _shown(request, key)
    records = tables.status_records(shown.rows)
    return downloads.as_download(
        records, tables.STATUS, form=form, name=downloads.name_of(shown.treaty, "status", on=shown.on)
    )
