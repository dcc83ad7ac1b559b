"""/states: the States, and where one of them stands in every treaty."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from accede.access.viewer import PUBLIC
from accede.api import asked, rows, schemas
from accede.record import tables
from accede.record.queries import states, status, treaties

router = Router(tags=["States"])


@router.get("", response=schemas.StateList, url_name="states", summary="The States")
def state_list(
    request: HttpRequest,
    on: asked.On = None,
    group: asked.Group = "",
    name: asked.Name = "",
    lang: asked.Lang = asked.Language.EN,
    limit: asked.Limit = asked.MOST_ROWS,
    offset: asked.Offset = 0,
) -> Any:
    """All 197 by name, or those that a name may mean, the surest first."""
    day = asked.day(on)
    only = asked.members(group, on=day)
    names = states.state_names(lang, viewer=PUBLIC)
    found = states.find_states(name, viewer=PUBLIC) if name else list(names)
    codes, groups = states.codes(viewer=PUBLIC), states.groups_by_state(on=day, viewer=PUBLIC)
    records = [
        {"iso3": iso3, "iso2": codes[iso3], "name": names[iso3], "groups": groups[iso3]}
        for iso3 in found
        if only is None or iso3 in only
    ]
    return rows.answer(request, records, (), form=asked.Format.JSON, limit=limit, offset=offset)


@router.get("/{iso3}", response=schemas.StateOnDay, url_name="state", summary="A State in every treaty")
def state(request: HttpRequest, iso3: str, on: asked.On = None, lang: asked.Lang = asked.Language.EN) -> Any:
    """By its ISO 3166 code, upper or lower case."""
    day = asked.day(on)
    found = states.get_state(iso3, viewer=PUBLIC)
    standings = status.standings_of_state(found, on=day, viewer=PUBLIC, language=lang, cited=False)
    records = tables.status_records(row for _treaty, row in standings)
    told = {
        "iso3": found.iso3,
        "iso2": found.iso2,
        "name": records[0]["name"],
        "groups": [group.key for group in states.groups_of(found, on=day, viewer=PUBLIC)],
        "formal_name": states.formal_name(found, lang),
        "on": day,
        "standings": [
            record
            | {
                "treaty": treaty.key,
                "as_of": treaty.as_of,
                "stale": treaties.is_stale(treaty.as_of, on=day),
            }
            for (treaty, _row), record in zip(standings, records, strict=True)
        ],
    }
    return rows.written(told)
