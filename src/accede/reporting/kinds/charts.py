"""Charts of where States stand, each with all that it shows in words: the curve of adherence, bars by region, the world."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from accede.pictures import bars, curve, world_map
from accede.record.queries import states, status
from accede.record.queries.status import StatusRow
from accede.reporting.blocks import Picture, line, plain
from accede.reporting.telling import Telling

REGION = "region"  # the five of M49 cover all States
KINDS = ("party", "signatory", "neither")


def adherence(telling: Telling, *, until: date) -> Picture:
    """States Parties by region, from the treaty's adoption until that day."""
    moves = status.adherence(telling.treaty, group_kind=REGION, until=until, viewer=telling.readers)
    regions = [group for group in states.groups(viewer=telling.readers, kind=REGION) if group.key in moves]
    bands = [curve.Series(group.name, moves[group.key]) for group in regions]
    begun = telling.treaty.law.entry_into_force.published
    caption = telling.say("figure_curve", until=telling.day(until))
    ends = [date(year, 12, 31) for year in range(telling.treaty.adopted_date.year, until.year)]
    told = plain(
        telling.say(
            "figure_curve_alt",
            years=telling.listed(f"{end.year} – {_all(bands, end)}" for end in ends),
            until=telling.day(until),
            regions=telling.listed(f"{band.label} – {band.on(until)}" for band in bands),
        )
    )
    drawn = curve.draw_curve(
        bands,
        first=telling.treaty.adopted_date,
        last=until,
        label=plain(caption),
        description=told,
        total_label=telling.word("parties"),
        events=[curve.Event(begun, telling.word("enters_into_force"))] if begun else [],
        direction="rtl" if telling.language == "ar" else "ltr",
        standalone=True,
    )
    return Picture(svg=drawn, alt=told, caption=telling.resting(caption, telling.treaty.source))


def _all(bands: Sequence[curve.Series], on: date) -> int:
    return sum(band.on(on) for band in bands)


def by_region(telling: Telling, rows: Sequence[StatusRow], *, until: date) -> Picture:
    """For each region, how many of its States are Parties, signatories and neither."""
    group_of = states.groups_of_kind(REGION, on=until, viewer=telling.readers)
    counted: Counter[tuple[str, str]] = Counter((group_of.get(row.iso3, ""), _kind(row)) for row in rows)
    kinds = dict(
        zip(KINDS, (telling.word(key) for key in ("parties", "signatories", "neithers")), strict=True)
    )
    found = [
        bars.Bar(group.name, {kind: counted[group.key, kind] for kind in KINDS})
        for group in states.groups(viewer=telling.readers, kind=REGION)
    ]
    told = telling.semicolon.join(
        telling.named(
            bar.label,
            plain(telling.listed(f"{word} – {bar.counts[kind]}" for kind, word in kinds.items())),
        )
        for bar in found
    )
    caption = telling.say("figure_status", until=telling.day(until))
    drawn = bars.draw_bars(
        found,
        kinds=kinds,
        label=plain(caption),
        description=told,
        direction="rtl" if telling.language == "ar" else "ltr",
    )
    return Picture(svg=drawn, alt=told, caption=telling.resting(caption, telling.treaty.source))


def world(telling: Telling, rows: Sequence[StatusRow], *, until: date) -> Picture:
    """The world by status. The tables beside it tell it State by State, and so figures are enough here."""
    shades = {row.iso3: row.shade for row in rows}
    counted = Counter(_kind(row) for row in rows)
    told = plain(telling.say("figure_map_alt", **{kind: counted[kind] for kind in KINDS}))
    caption = telling.say("figure_map", until=telling.day(until))
    drawn = world_map.draw_world(shades, titles={}, label=plain(caption), description=told, standalone=True)
    return Picture(
        svg=drawn,
        alt=told,
        caption=telling.resting(
            line(caption, ". ", telling.say("legend"), ". ", telling.say("boundaries")), telling.treaty.source
        ),
    )


def _kind(row: StatusRow) -> str:
    kind = str(row.standing.status)
    return kind if kind in KINDS else "neither"
