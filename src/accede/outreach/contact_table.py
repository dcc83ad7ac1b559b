"""Contacts from a table: read, matched, compared with what the viewer may see. In no upload and in no file in clear."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.outreach.models import Contact
from accede.record.imports.matching import Names
from accede.record.names import fold
from accede.record.readers.opening import MEGABYTE
from accede.record.readers.reading import FileRefusedError, Participant
from accede.record.readers.table import sheet
from accede.told import said

LARGEST = 5 * MEGABYTE
MOST_ROWS = 5_000
HEADINGS = ("state", "iso3", "place", "name", "post", "email", "phone", "language", "from", "until", "note")
_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
_LONGEST = {"name": 300, "post": 300, "email": 254, "phone": 100, "note": 10_000}
_PLACES = {"geneva": "geneva", "capital": "capital", "new york": "new-york", "new-york": "new-york"}
_ALIASES = Path(sheet.__file__).with_name("aliases.csv")


@dataclass(frozen=True, slots=True)
class Refused:
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A row that can be brought in. `told` is what the action is told, its days as text."""

    line: int
    iso3: str
    told: dict[str, str]


@dataclass(frozen=True, slots=True)
class Preview:
    new: list[ContactLine]
    unchanged: list[ContactLine]
    refused: list[Refused]


def look_at(path: Path, *, campaign: Campaign, viewer: Viewer) -> Preview:
    """What the table would bring. FileRefusedError where it is no such table at all; nothing is written."""
    if path.stat().st_size > LARGEST:
        raise FileRefusedError(_("The file is larger than 5 MB."), advice=_("Split the table."))
    names = Names(_ALIASES, added={})
    known = _known(campaign, viewer)
    preview = Preview([], [], [])
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in _rows(path):
        try:
            row = _row(line, cells, names.find)
            key = _key_of(row)
            _insist_on_once(key, seen)
        except ValidationError as error:
            preview.refused.append(Refused(line, " ".join(error.messages)))
            continue
        seen[key] = line
        (preview.unchanged if key in known else preview.new).append(row)
    return preview


def still_new(lines: Iterable[ContactLine], *, campaign: Campaign, viewer: Viewer) -> list[ContactLine]:
    """Those that have not come on record since the table was looked at: asked twice, a table is brought in once."""
    known = _known(campaign, viewer)
    return [row for row in lines if _key_of(row) not in known]


def _known(campaign: Campaign, viewer: Viewer) -> set[tuple[str, ...]]:
    return {
        _key(row.state_id, row.place, row.name, row.post)
        for row in Contact.objects.visible_to(viewer).filter(campaign=campaign, merged_into=None)
    }


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = sheet.rows(path, progress=lambda _done, _size: None)
    headings = [heading.casefold() for heading in next(lines)[1]]
    for position, heading in enumerate(headings, 1):
        if heading not in HEADINGS:
            raise FileRefusedError(
                _("The heading is not known."),
                line=1,
                column=heading or str(position),
                advice=_("Known are: %(headings)s.") % {"headings": ", ".join(HEADINGS)},
            )
    if "place" not in headings or not {"state", "iso3"} & set(headings):
        raise FileRefusedError(_("The columns place, and state or iso3, are needed."), line=1)
    for number, (line, cells) in enumerate(lines, 1):
        if number > MOST_ROWS:
            raise FileRefusedError(
                _("There are more than 5,000 rows."), line=line, advice=_("Split the table.")
            )
        yield line, dict.fromkeys(HEADINGS, "") | dict(zip(headings, cells, strict=True))


def _row(line: int, cells: dict[str, str], find: Callable[[Participant], Any]) -> ContactLine:
    for heading, cell in cells.items():
        if cell.startswith("="):
            raise ValidationError(_("%(column)s: a formula is not taken.") % {"column": heading})
        if len(cell) > _LONGEST.get(heading, 200):
            raise ValidationError(_("%(column)s: the text is too long.") % {"column": heading})
    match = find(Participant(cells["state"], cells["iso3"]))
    if not match.iso3:
        raise ValidationError(
            said(match.why, _) or _("%(name)s is not one of the 197 States.") % {"name": cells["state"]}
        )
    place = _PLACES.get(cells["place"].casefold())
    if place is None:
        raise ValidationError(_("place: write geneva, capital or new york."))
    if not (cells["name"] or cells["post"]):
        raise ValidationError(_("Say who it is, or which post."))
    if cells["email"]:
        validate_email(cells["email"])
    language = cells["language"].casefold()
    if language and language not in _LANGUAGES:
        raise ValidationError(_("language: write one of %(codes)s.") % {"codes": ", ".join(_LANGUAGES)})
    since, until = _day(cells, "from"), _day(cells, "until")
    if since and until and until < since:
        raise ValidationError(_("A post is left after it was taken."))
    told = {name: cells[name] for name in ("name", "post", "email", "phone", "note")}
    told |= {"place": place, "language": language, "valid_from": since, "valid_until": until}
    return ContactLine(line, match.iso3, told)


def _day(cells: dict[str, str], heading: str) -> str:
    """The day as ISO 8601 writes it, which sorts as days do."""
    if not cells[heading]:
        return ""
    try:
        return date.fromisoformat(cells[heading]).isoformat()
    except ValueError as error:
        raise ValidationError(
            _("%(column)s: %(text)s is no day. Write it year first: 2025-03-06.")
            % {"column": heading, "text": cells[heading]}
        ) from error


def _insist_on_once(key: tuple[str, ...], seen: dict[tuple[str, ...], int]) -> None:
    if key in seen:
        raise ValidationError(_("The same contact stands in line %(line)s already.") % {"line": seen[key]})


def _key_of(row: ContactLine) -> tuple[str, ...]:
    return _key(row.iso3, row.told["place"], row.told["name"], row.told["post"])


def _key(iso3: str, place: str, name: str, post: str) -> tuple[str, ...]:
    return iso3, place, fold(name), fold(post)
