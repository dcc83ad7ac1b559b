"""The code book, from TOML: that which ships, and files of one's own."""

import tomllib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import renew_public_pages
from accede.evidence.models import CodeBookEntry, InterpretiveIssue, ObstacleCode
from accede.evidence.models.code_book import EVERY_TREATY
from accede.record.models import Treaty

_LONGEST_KEY = 30


@transaction.atomic
def load_code_book(*, text: str, campaign: Campaign, by: Viewer, at: datetime) -> list[CodeBookEntry]:
    """Add the entries of a file, or bring those that came with an earlier one up to date; wholly or not at all.

    Raises ValidationError, with the place, where the file is not a code book or would change an entry that ships.
    """
    rules.insist_on_contributing(by, campaign)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValidationError(_("This is not TOML: %(why)s") % {"why": error}) from error
    written = []
    for entry in read(table):
        before_it = type(entry).objects.filter(pk=entry.pk).first()  # type: ignore[attr-defined]
        if before_it is not None and before_it.shipped:
            raise ValidationError(_("%(key)s ships with Accede: choose another key.") % {"key": entry.pk})
        entry.order += 1000  # behind those that ship
        entry.full_clean(validate_unique=False)
        before = audit.values(before_it) if before_it else None
        entry.save()
        audit.write(act="load code book", of=entry, by=by, at=at, before=before)
        written.append(entry)
    if not written:
        raise ValidationError(_("There is no entry in this file."))
    renew_public_pages(written[0], "load code book")
    return written


def read(table: dict[str, Any]) -> Iterable[CodeBookEntry]:
    """The entries of a code book, unsaved, in its order. Raises ValidationError."""
    strange = sorted(table.keys() - {"code", "issue"})
    if strange:
        raise ValidationError(_("[%(name)s] is neither a code nor an issue.") % {"name": strange[0]})
    known = set(Treaty.objects.values_list("pk", flat=True)) | {EVERY_TREATY}
    for order, (key, entry) in enumerate(_entries(table, "code")):
        for field, choices in (("group", ObstacleCode.Group), ("stage", ObstacleCode.Stage)):
            if entry.get(field) not in choices.values:
                _refuse(
                    key, _("%(field)s is one of %(values)s"), field=field, values=", ".join(choices.values)
                )
        yield ObstacleCode(**_plain(key, entry, order, known), group=entry["group"], stage=entry["stage"])
    for order, (key, entry) in enumerate(_entries(table, "issue")):
        yield InterpretiveIssue(**_plain(key, entry, order, known))


def _entries(table: dict[str, Any], kind: str) -> Iterable[tuple[str, dict[str, Any]]]:
    entries = table.get(kind, {})
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        raise ValidationError(_("Entries are written as [%(kind)s.KEY].") % {"kind": kind})
    return entries.items()


def _plain(key: str, entry: dict[str, Any], order: int, known: set[str]) -> dict[str, Any]:
    if not key or len(key) > _LONGEST_KEY:
        _refuse(key, _("a key has 1 to %(most)s letters"), most=_LONGEST_KEY)
    treaties = entry.get("treaties")
    if not isinstance(treaties, list) or not treaties or not set(map(str, treaties)) <= known:
        _refuse(key, _("treaties is a list of keys of treaties on record, or of *"))
    languages = {code for code, _name in settings.LANGUAGES}
    for field in ("name", "meaning"):
        texts = entry.get(field, {})
        if not isinstance(texts, dict) or "en" not in texts or not texts.keys() <= languages:
            _refuse(key, _("%(field)s is given by language, English among them"), field=field)
        if not all(isinstance(text, str) and text.strip() for text in texts.values()):
            _refuse(key, _("%(field)s is a text in each language"), field=field)
    return {
        "key": key,
        "treaties": treaties,
        "names": entry["name"],
        "meanings": entry["meaning"],
        "order": order,
    }


def _refuse(key: str, why: str, **told: object) -> None:
    raise ValidationError(_("%(key)s: %(why)s.") % {"key": key, "why": why % told})
