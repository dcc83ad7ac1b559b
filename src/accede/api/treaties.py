"""/treaties: what is on record about a treaty on a day."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from ninja import Router

from accede import invented
from accede.access.viewer import PUBLIC
from accede.api import asked, rows, schemas
from accede.law.terms import ActionKind
from accede.record import tables
from accede.record.models import Treaty
from accede.record.queries import states, status, treaties, votes
from accede.targeting import queries as targeting
from accede.targeting import tables as target_tables
from accede.targeting.evidence import MEANS

router = Router(tags=["treaties"])

CSV_TOO = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}
FIRST_DAY = date(1900, 1, 1)
NO_CATEGORIES: list[str] = []
# Of the words by which pictures tell standings apart those that the API has not: it says so in columns of their own.
STATUS_OF = {"party-pending": "party", "former": "neither"}
BECAME: dict[str, str | Promise] = {
    "party": _("Party"),
    "party-pending": _("Party, not yet in force"),
    "signatory": _("Signatory"),
    "neither": _("Neither"),
    "former": _("Former Party"),
}


@router.get("", response=schemas.TreatyList, url_name="treaties", summary="The treaties on record")
def treaty_list(request: HttpRequest, on: asked.On = None, lang: asked.Lang = asked.Language.EN) -> Any:
    day = asked.day(on)
    with translation.override(lang):
        found = [_treaty(treaty, day) for treaty in treaties.treaties(viewer=PUBLIC)]
    return rows.answer(request, found, (), form=asked.Format.JSON, limit=asked.MOST_ROWS, offset=0)


@router.get(
    "/{key}", response=schemas.TreatyOnDay, url_name="treaty", summary="A treaty and its totals on a day"
)
def treaty(request: HttpRequest, key: str, on: asked.On = None, lang: asked.Lang = asked.Language.EN) -> Any:
    day = asked.day(on)
    found = treaties.get_treaty(key, viewer=PUBLIC)
    with translation.override(lang):
        return _treaty(found, day) | {"on": day, "counts": status.counts(found, on=day, viewer=PUBLIC)}


def on_treaty(
    name: str,
    *,
    answers: type[schemas.OnTreaty],
    columns: Sequence[str],
    summary: str,
    of: Router = router,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A list about a treaty on a day, as JSON or CSV: a function gives its records, and says by which filters."""

    def declare(find: Callable[..., Any]) -> Callable[..., Any]:
        def endpoint(
            request: HttpRequest,
            key: str,
            on: asked.On = None,
            lang: asked.Lang = asked.Language.EN,
            form: asked.Form = asked.Format.JSON,
            limit: asked.Limit = asked.MOST_ROWS,
            offset: asked.Offset = 0,
            **filters: Any,
        ) -> Any:
            day, found = asked.day(on), treaties.get_treaty(key, viewer=PUBLIC)
            records = list(find(found, day, lang, **filters))
            told = rows.answer(
                request, records, columns, form=form, limit=limit, offset=offset, **_about(found, day)
            )
            return told if form is asked.Format.CSV else rows.written(told)

        always = [each for each in inspect.signature(endpoint).parameters.values() if each.name != "filters"]
        own = list(inspect.signature(find).parameters.values())[3:]
        order = sorted([*always[:3], *own, *always[3:]], key=lambda each: each.default is not each.empty)
        endpoint.__signature__ = inspect.Signature(order)  # type: ignore[attr-defined]  # ninja reads it
        endpoint.__name__, endpoint.__doc__ = find.__name__, find.__doc__
        return of.get(
            f"/{{key}}/{name}",
            response=answers,
            url_name=name.replace("/", "-"),
            summary=summary,
            openapi_extra=CSV_TOO,
        )(endpoint)

    return declare


@on_treaty("status", answers=schemas.StatusList, columns=tables.STATUS, summary="Where every State stands")
def status_table(
    treaty: Treaty,
    day: date,
    lang: str,
    group: asked.Group = "",
    speaks: asked.Speaks = "",
    standing: asked.Standing = None,
) -> Iterable[tables.Record]:
    """One row a State, by name; dates are ISO 8601, empty where there is none."""
    only = asked.members(group, speaks, on=day)
    return tables.status_records(
        row
        for row in status.status_table(treaty, on=day, viewer=PUBLIC, language=lang)
        if (only is None or row.iso3 in only) and _stands(row.shade, standing)
    )


@on_treaty(
    "targets", answers=schemas.TargetList, columns=target_tables.TARGETS, summary="Whom to approach, and why"
)
def target_list(
    treaty: Treaty,
    day: date,
    lang: str,
    category: asked.Categories = NO_CATEGORIES,
    group: asked.Group = "",
    speaks: asked.Speaks = "",
    resolution: asked.Resolution = "",
    always: asked.Always = False,  # noqa: FBT002 -- it is asked for by name
) -> Iterable[tables.Record]:
    """The States not party that are in a target category, each with the evidence that put it there.

    Of votes that on the resolution counts, where one is asked for; the latest where none is.
    """
    only = asked.members(group, speaks, on=day)
    roll_call = votes.get_roll_call(treaty, resolution, on=day, viewer=PUBLIC) if resolution else None
    listed = targeting.targets(
        treaty, on=day, viewer=PUBLIC, language=lang, keys=category, roll_call=roll_call, always=always
    )
    return target_tables.target_records(row for row in listed if only is None or row.iso3 in only)


@on_treaty(
    "targets/changes",
    answers=schemas.TargetChangeList,
    columns=target_tables.CHANGES,
    summary="Who came onto the lists, and who left them, between two days",
)
def target_changes(
    treaty: Treaty, day: date, lang: str, since: asked.Since, category: asked.Categories = NO_CATEGORIES
) -> Iterable[tables.Record]:
    """From `since` to `on`, each with the fact that moved it; first those that came, then those that left."""
    with translation.override(lang):
        found = targeting.compare(
            treaty, earlier=since, later=day, viewer=PUBLIC, language=lang, keys=category
        )
        return target_tables.change_records(found)


@on_treaty(
    "votes",
    answers=schemas.VoteList,
    columns=tables.VOTES,
    summary="How States voted on the treaty's resolutions",
)
def vote_list(
    treaty: Treaty,
    day: date,
    lang: str,
    resolution: asked.Resolution = "",
    group: asked.Group = "",
    speaks: asked.Speaks = "",
    standing: asked.Standing = None,
    vote: asked.Voted = None,
) -> Iterable[tables.Record]:
    """One row for each State and roll-call."""
    states_asked = asked.members(group, speaks, on=day)
    only = votes.get_roll_call(treaty, resolution, on=day, viewer=PUBLIC) if resolution else None
    table = votes.vote_table(treaty, on=day, viewer=PUBLIC, language=lang)
    shades = status.statuses(treaty, on=day, viewer=PUBLIC)
    rows_asked = [
        row
        for row in table.rows
        if (states_asked is None or row.iso3 in states_asked)
        and _stands(shades.get(row.iso3, "neither"), standing)
        and (vote is None or row.choices[-1:] == [vote])
    ]
    return tables.vote_records(votes.VoteTable(table.roll_calls, rows_asked), only=only)


@on_treaty(
    "votes/moves",
    answers=schemas.MoveList,
    columns=tables.MOVES,
    summary="Who voted otherwise the second time",
)
def vote_moves(
    treaty: Treaty, day: date, lang: str, first: asked.FirstVote = "", second: asked.SecondVote = ""
) -> Iterable[tables.Record]:
    """Between two votes, the last two until the day where none are named. Absence is not a position."""
    latest = [
        "",
        "",
        *(call.resolution_id for call in votes.roll_calls_by_state(treaty, on=day, viewer=PUBLIC)),
    ]
    symbols = first or latest[-2], second or latest[-1]
    calls = [votes.get_roll_call(treaty, symbol, on=day, viewer=PUBLIC) for symbol in symbols if symbol]
    if len(calls) < len(symbols):  # fewer than two are on record
        return []
    earlier, later = calls
    return tables.move_records(votes.movers(earlier, later, viewer=PUBLIC, language=lang), earlier, later)


@on_treaty(
    "actions",
    answers=schemas.ActionList,
    columns=tables.ACTIONS,
    summary="Every act on record, with its source",
)
def action_list(treaty: Treaty, day: date, _lang: str) -> Iterable[tables.Record]:
    """Signatures, instruments and withdrawals until the day, oldest first."""
    return tables.action_records(status.actions_until(treaty, on=day, viewer=PUBLIC))


@router.get(
    "/{key}/changes", response=schemas.ChangeList, url_name="changes", summary="What changed, latest first"
)
def change_list(
    request: HttpRequest,
    key: str,
    on: asked.On = None,
    after: asked.After = None,
    lang: asked.Lang = asked.Language.EN,
    limit: asked.Limit = 100,
    offset: asked.Offset = 0,
) -> Any:
    """Signatures, deposits, entries into force and withdrawals, by the day from which they counted."""
    day, since = asked.day(on), after or FIRST_DAY
    found = treaties.get_treaty(key, viewer=PUBLIC)
    records = _changes(found, since, day, lang)
    return rows.answer(
        request,
        records,
        (),
        form=asked.Format.JSON,
        limit=limit,
        offset=offset,
        after=since,
        **_about(found, day),
    )


@router.get(
    "/{key}/changes.atom",
    url_name="changes-feed",
    summary="The same as an Atom feed",
    openapi_extra={"responses": {200: {"content": {"application/atom+xml": {"schema": {"type": "string"}}}}}},
)
def change_feed(request: HttpRequest, key: str, lang: asked.Lang = asked.Language.EN) -> HttpResponse:
    """The latest fifty changes; what was announced and is not yet in effect is not among them."""
    found = treaties.get_treaty(key, viewer=PUBLIC)
    with translation.override(lang):
        title = found.short_title
        page = request.build_absolute_uri(reverse("treaty", args=[key]))
        own = request.build_absolute_uri()
        colon = pgettext("between a name and what is said of it", ": ")
        feed = feedgenerator.Atom1Feed(
            " · ".join(filter(None, (title, invented.name()))),
            page,
            None,
            language=str(lang),
            author_name="Accede",
            feed_url=own,
            subtitle=invented.label() or None,
        )
        for change in _changes(found, FIRST_DAY, asked.day(None), lang)[:50]:
            state = request.build_absolute_uri(reverse("state", args=[change["iso3"].lower()]))
            at = datetime.combine(change["on"], time(), UTC)
            act = MEANS[ActionKind(change["act"])]() if change["act"] else ""
            feed.add_item(
                title=f"{change['name']}{colon}{BECAME[change['became']]}",
                link=state,
                description=f"{change['on']}{colon}{act or BECAME[change['became']]}",
                pubdate=at,
                updateddate=at,
                unique_id=f"{page}#{change['iso3']}-{change['on']}-{change['became']}",
            )
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _stands(shade: str, asked_for: str | None) -> bool:
    return asked_for in (None, shade, STATUS_OF.get(shade, shade))


def _changes(treaty: Treaty, after: date, until: date, language: str) -> list[dict[str, Any]]:
    names = states.state_names(language, viewer=PUBLIC)
    return [
        {
            "on": change.on,
            "iso3": change.iso3,
            "name": names[change.iso3],
            "became": change.became,
            "act": change.action.kind if change.action else "",
        }
        for change in status.changes(treaty, after=after, until=until, viewer=PUBLIC)
    ]


def _treaty(treaty: Treaty, on: date) -> dict[str, Any]:
    return {
        "key": treaty.key,
        "abbreviation": treaty.abbreviation,
        "title": treaty.title,
        "adopted": treaty.adopted_date,
        "depositary": treaty.depositary,
        "as_of": treaty.as_of,
        "stale": treaties.is_stale(treaty.as_of, on=on),
        "source": treaty.source,
    }


def _about(treaty: Treaty, on: date) -> dict[str, Any]:
    return {
        "treaty": treaty.key,
        "on": on,
        "as_of": treaty.as_of,
        "stale": treaties.is_stale(treaty.as_of, on=on),
    }
