"""The pictures of the public pages, with words in the reader's language."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from accede.access.viewer import PUBLIC
from accede.pictures import curve, world_map
from accede.record.models import Treaty
from accede.record.queries import states, status
from accede.web import words
from accede.web.templatetags.accede import day

REGION = "region"  # the kind of group by which the curve is divided: the five of M49 cover all States


def status_map(treaty: Treaty, standings: dict[str, str], names: dict[str, str], *, on: date) -> SafeString:
    """The world on that day; every State's name and status are its tooltip."""
    colon = pgettext("between a name and what is said of it", ": ")
    shades = {iso3: standings.get(iso3, "neither") for iso3 in names}
    # What the reader sees is escaped by svg.text; the picture holds nothing else that came from outside.
    return mark_safe(  # noqa: S308 -- see above
        world_map.draw_world(
            shades,
            titles={iso3: f"{names[iso3]}{colon}{words.STATUSES[shade]}" for iso3, shade in shades.items()},
            label=_("Map: %(treaty)s on %(day)s") % {"treaty": treaty.short_title, "day": day(on)},
            description=_map_in_words(standings),
        )
    )


def _map_in_words(standings: dict[str, str]) -> str:
    joined = sum(token.startswith("party") for token in standings.values())
    return ngettext(
        "%(count)s State has joined. The table below the map lists every State by its status.",
        "%(count)s States have joined. The table below the map lists every State by its status.",
        joined,
    ) % {"count": joined}


def by_status(standings: dict[str, str], names: dict[str, str]) -> list[dict[str, Any]]:
    """What the map shows, in words: each status that a State has, how many have it, and which."""
    found: dict[str, list[str]] = {token: [] for token in words.STATUSES}
    for iso3, name in names.items():
        found[standings.get(iso3, "neither")].append(name)
    between = pgettext("between names in a list", ", ")
    return [
        {"token": token, "count": len(members), "names": between.join(members)}
        for token, members in found.items()
        if members
    ]


def adherence(treaty: Treaty, *, on: date) -> list[curve.Series]:
    """When States of each region became Party, or ceased to be, until that day."""
    moves = status.adherence(treaty, group_kind=REGION, until=on, viewer=PUBLIC)
    regions = states.groups(viewer=PUBLIC, kind=REGION)
    return [curve.Series(group.name, moves[group.key]) for group in regions if group.key in moves]


def adherence_curve(bands: Sequence[curve.Series], treaty: Treaty, *, on: date) -> SafeString | None:
    """Parties by region from adoption until that day; None before there is anything to draw."""
    if not bands or on <= treaty.adopted_date:
        return None
    language = words.LANGUAGES[get_language() or "en"]
    begun = treaty.law.entry_into_force.published
    picture = curve.draw_curve(
        bands,
        first=treaty.adopted_date,
        last=on,
        label=_("Parties by region, from adoption until %(day)s") % {"day": day(on)},
        description=_("The table below the curve gives the number of Parties at each year's end."),
        total_label=_("Parties"),
        events=[curve.Event(begun, _("Entry into force"))] if begun else [],
        direction="rtl" if language.direction == "rtl" else "ltr",
    )
    return mark_safe(picture)  # noqa: S308 -- escaped by svg.text, as above


def adherence_table(bands: Sequence[curve.Series], treaty: Treaty, *, on: date) -> dict[str, Any]:
    """The curve's figures at each year's end, and on the day itself."""
    ends = [date(year, 12, 31) for year in range(treaty.adopted_date.year, on.year)]
    rows = []
    for end in [*ends, on]:
        numbers = [band.on(end) for band in bands]
        label = day(on) if end == on else str(end.year)
        rows.append({"label": label, "numbers": numbers, "total": sum(numbers)})
    return {"regions": [band.label for band in bands], "rows": rows}
