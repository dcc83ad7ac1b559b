"""Everything held of one person, as far as whoever asks may see it; and of the rest how much, where, and why not."""

import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import PersonalAct
from accede.access.personal import erasing, wording
from accede.access.personal.finding import Found, Holding, Somebody, look_for, text_of
from accede.access.personal.register import Held, Purpose, SeenBy, Whose
from accede.access.personal.retention import RULES
from accede.access.viewer import Viewer

# So much of a text is told around the place where it names somebody: the rest tells of others.
AROUND = 200
# What opens a door is nobody's to read, nor what says nothing.
NEVER_TOLD = frozenset({"password", "data", "session_data", "token", "token_secret"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What of one kind of record is held: rows as they may be told, and how many may not."""

    held: Held
    label: str
    rows: list[dict[str, str]]
    withheld: int

    @property
    def whose(self) -> str:
        return str(Whose(self.held.whose).label)

    @property
    def purpose(self) -> str:
        return str(Purpose(self.held.purpose).label)

    @property
    def seen_by(self) -> str:
        return str(SeenBy(self.held.seen_by).label)

    @property
    def kept(self) -> str:
        return str(RULES[self.held.kept].label)

    @property
    def kept_for(self) -> int | None:
        return RULES[self.held.kept].kept_for


def kinds(holding: Holding, *, viewer: Viewer) -> list[Kind]:
    """Kind by kind, with what the viewer may read of it."""
    found = []
    for held, rows in holding.by_kind().items():
        seen = [each for each in rows if each.visible_to(viewer)]
        told = [_row(each, holding.somebody) for each in seen]
        found.append(Kind(held, rows[0].label, [each for each in told if each], len(rows) - len(seen)))
    return found


def _row(found: Found, somebody: Somebody) -> dict[str, str]:
    told: dict[str, str] = {"": str(found.row.pk)}
    if found.own:
        for name in (*found.held.names, *found.held.addresses, *found.held.details):
            text = text_of(found.row, name)
            if text and name not in NEVER_TOLD:
                told[_label(found, name)] = wording.plain(text)
        for name in found.held.files:
            if text_of(found.row, name):
                told[_label(found, name)] = _("a file")
    for name in found.fields:
        text = text_of(found.row, name)
        around = list(_around(wording.plain(text), somebody)) or _around(text, somebody)
        told[_label(found, name)] = " […] ".join(around)
    for name in found.files:
        told[_label(found, name)] = _("a file")
    if found.seat:
        told[_("as")] = ", ".join(dict.fromkeys(_label(found, name) for name in found.seat))
    return told


def _label(found: Found, name: str) -> str:
    return wording.column(type(found.row), name)


def _around(text: str, somebody: Somebody) -> Iterator[str]:
    end = 0
    for each in somebody.pattern.finditer(text) if somebody.pattern else ():
        if each.start() >= end:
            end = each.end() + AROUND
            yield text[max(0, each.start() - AROUND) : end]


@transaction.atomic
def export(*, somebody: Somebody, by: Viewer, at: datetime) -> bytes:
    """A ZIP with the same twice: for people as HTML, for programs as JSON. The trail tells that it was made, not of whom."""
    erasing.insist_on_deciding(by)
    holding = look_for(somebody)
    found = kinds(holding, viewer=by)
    counted = Counter({each.held.model: len(each.rows) for each in found})
    row = PersonalAct.objects.create(rule="export", kind="", number=sum(counted.values()), at=at)
    audit.write(act="export person", of=row, by=by, at=at)
    told = _told(holding, found, by=by, at=at)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("export.json", json.dumps(told, ensure_ascii=False, indent=2))
        packed.writestr("export.html", _page(found, told))
    return file.getvalue()


def _told(holding: Holding, found: list[Kind], *, by: Viewer, at: datetime) -> dict[str, Any]:
    return {
        "of": {"name": holding.somebody.name, "address": holding.somebody.address},
        "made_at": at.isoformat(),
        "made_by": by.name,
        "held": [
            {
                "kind": each.held.model,
                "what": each.label,
                "whose": each.whose,
                "purpose": each.purpose,
                "seen_by": each.seen_by,
                "kept": each.kept,
                "rows": each.rows,
                "withheld": each.withheld,
            }
            for each in found
        ],
        "withheld": _withheld_told(found),
        "perhaps_of_others": len(holding.namesakes),
        "files_not_read": sorted(set(erasing.files_not_read(holding))),
        "backups": str(_("Backups hold it too, as long as they are kept.")),
    }


def _withheld_told(found: list[Kind]) -> str:
    number = sum(each.withheld for each in found)
    if not number:
        return _("Nothing is withheld.")
    return _(
        "%(number)s records that tell of this person are withheld: their class does not open them to whoever made this "
        "file. They hold what was said with States in confidence, and belong to those who wrote them."
    ) % {"number": number}


def _page(found: list[Kind], told: dict[str, Any]) -> str:
    language = get_language() or "en"
    direction = "rtl" if language == "ar" else "ltr"
    parts = [_section(each) for each in found]
    return format_html(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title></head>\n<body>'
        "<h1>{}</h1><p><bdi>{}</bdi> <bdi>{}</bdi></p><p>{}</p>\n{}<p>{}</p></body></html>\n",
        language,
        direction,
        _("What is held of one person"),
        _("What is held of one person"),
        told["of"]["name"],
        told["of"]["address"],
        told["withheld"],
        mark_safe("".join(parts)),  # noqa: S308 -- each part is made by format_html
        told["backups"],
    )


def _section(kind: Kind) -> SafeString:
    rows = format_html_join(
        "\n",
        "<li><dl>{}</dl></li>",
        (
            (
                format_html_join(
                    "", "<dt>{}</dt><dd>{}</dd>", ((name or "№", text) for name, text in row.items())
                ),
            )
            for row in kind.rows
        ),
    )
    return format_html(
        "<h2>{}</h2><p>{} · {} · {}</p><ul>{}</ul>{}\n",
        kind.label,
        kind.purpose,
        kind.seen_by,
        kind.kept,
        rows,
        format_html("<p>{}: {}</p>", _("withheld"), kind.withheld) if kind.withheld else "",
    )
