"""What documents tell of materials that States were given."""

from collections.abc import Iterator
from datetime import date

from babel import Locale
from django.utils.translation import gettext

from accede.access.viewer import Viewer
from accede.reporting.blocks import Block, Heading, Items, Line, Run, Table, line
from accede.reporting.kinds import state as sections
from accede.reporting.kinds.state import About
from accede.reporting.telling import Telling
from accede.toolkit import queries
from accede.toolkit.queries import HandOutRow, HandOutsAsked

MOST_GIVEN = 4


def given(own: About) -> Iterator[Block]:
    """To one State, the latest first. Where it was given nothing, nothing is said."""
    telling = own.telling

    def read(viewer: Viewer) -> list[HandOutRow]:
        return _asked(telling, HandOutsAsked(states=[own.state.pk]), telling.on, viewer)

    found, hidden = sections.seen(telling, read)
    items = [_line(telling, row) for row in found[:MOST_GIVEN]] + hidden
    if items:
        yield Items(key="materials", items=tuple(items))


def held(telling: Telling) -> Iterator[Block]:
    """What each State holds of each material, for a successor."""
    rows = queries.held(telling.campaign, on=telling.on, viewer=telling.readers, language=telling.language)
    if not rows:
        return
    yield Heading(text=telling.say("materials"), numbered=False)
    yield Table(
        key="materials",
        caption=telling.say("materials"),
        head=(telling.say("state"), telling.say("date"), telling.say("material")),
        rows=tuple(
            (
                line(Run(row.name, bold=True)),
                line(telling.day(row.day) if row.day else ""),
                line(_title(row), _version(telling, row)),
            )
            for row in rows
        ),
        widths=(4, 3, 10),
    )


def of_period(telling: Telling, *, since: date, until: date) -> list[HandOutRow]:
    """Those of which the readers may know the State."""
    asked = HandOutsAsked(since=since, until=until)
    return [row for row in _asked(telling, asked, until, telling.readers) if row.iso3]


def _asked(telling: Telling, asked: HandOutsAsked, on: date, viewer: Viewer) -> list[HandOutRow]:
    return queries.all_hand_outs(telling.campaign, asked, on=on, viewer=viewer, language=telling.language)


def _line(telling: Telling, row: HandOutRow) -> Line:
    day = telling.day(row.day) if row.day else ""
    head = ", ".join(part for part in (day, row.meeting.name if row.meeting else "") if part)
    return line(Run(head, bold=True), f": {_title(row)}", _version(telling, row))


def _title(row: HandOutRow) -> str:
    return gettext(row.title) if row.shipped_material and row.title else row.title or "–"


def _version(telling: Telling, row: HandOutRow) -> Line:
    """In which language, which version of how old, and whether there is a newer one."""
    if row.version is None:
        return ()
    each = row.version
    name = Locale(each.language).get_display_name(telling.language) or each.language
    dated = telling.given(each.date_given) if each.date_given else ""
    told = telling.listed(part for part in (name, each.label, dated) if part)
    newer = line(telling.semicolon, telling.say("newer_material")) if row.newer else ()
    return line(" (", told, newer, ")")
