"""A list of those who attend, as it was pasted or sent in: names or ISO codes, one State a line."""

import csv
import io
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access.viewer import Viewer
from accede.record.models import StateName
from accede.record.names import fold
from accede.record.queries import states

LARGEST = 256 * 1024  # bytes; a list of all States has some three thousand
_HEADS = {"state", "name", "iso3", "country", "etat", "estado", "государство", "国家", "الدوله"}


def read_states(text: str, *, viewer: Viewer, language: str) -> list[str]:
    """The ISO codes of the States on the list, in its order. Of a table, the first column counts.

    An unknown name is never guessed, and a State that stands on the list twice is not counted once in silence: the
    list is refused with each line of that kind. Raises ValidationError.
    """
    codes = states.codes(viewer=viewer)
    known = dict(StateName.objects.values_list("folded", "state_id"))
    found: dict[str, int] = {}
    wrong: list[str] = []
    for number, name in _names(text):
        iso3 = name.upper() if name.upper() in codes else known.get(fold(name), "")
        told = {"line": number, "name": name[:80]}
        if not iso3:
            near = states.suggestions(name, viewer=viewer, language=language)
            told["near"] = ", ".join(list(near.values())[:3])
            wrong.append(
                _("Line %(line)s: “%(name)s” is no State on record. Near it: %(near)s.") % told
                if near
                else _("Line %(line)s: “%(name)s” is no State on record.") % told
            )
        elif iso3 in found:
            told["first"] = found[iso3]
            wrong.append(_("Line %(line)s: “%(name)s” is the same State as line %(first)s.") % told)
        else:
            found[iso3] = number
    if wrong:
        raise ValidationError({"listed": wrong})
    return list(found)


def decode(content: bytes) -> str:
    """The text of a file, as spreadsheets write them. Raises ValidationError."""
    if len(content) > LARGEST:
        raise ValidationError({"file": _("This file is larger than a list of States can be.")})
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError({"file": _("This is no text in UTF-8: save the list as CSV UTF-8.")}) from error


def _names(text: str) -> Iterable[tuple[int, str]]:
    """Line and first cell. A name may hold a comma (Korea, Republic of), so a comma parts cells only in a table."""
    lines = text.replace("\x00", "").splitlines()
    first = fold(next((line for line in lines if line.strip()), ""))
    mark = next((each for each in ";\t," if each in next(iter(lines), "")), "")
    is_table = bool(mark) and fold(lines[0].split(mark)[0].strip('" ')) in _HEADS
    for number, line in enumerate(lines, start=1):
        cell = line
        if is_table:
            cell = next(iter(next(csv.reader(io.StringIO(line), delimiter=mark), [])), "")
        cell = cell.strip().strip('"').strip()
        if cell and not (number == 1 and (is_table or first in _HEADS)):
            yield number, cell
