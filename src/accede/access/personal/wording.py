"""What records and their columns are called, in the reader's language, where the model does not say it."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What a record is called, where its model has no name in the reader's language.
KINDS: dict[str, str | Promise] = {
    "access.Campaign": _("campaign"),
    "access.Organisation": _("organisation"),
    "access.Person": _("person"),
    "access.Post": _("post"),
    "access.RoleHeld": _("role"),
    "access.SecurityEvent": _("sign-in"),
    "record.AddedAlias": _("name"),
    "record.ImportBatch": _("import"),
    "record.Settlement": _("contradiction"),
    "record.Upload": _("file"),
    "record.Meeting": _("meeting"),
    "record.Attendance": _("attendance"),
    "access.Invitation": _("invitation"),
    "access.Release": _("release to more readers"),
    "access.AuditEntry": _("entry of the trail"),
    "mfa.Authenticator": _("second factor"),
    "usersessions.UserSession": _("session"),
    "record.TableProfile": _("columns of a table"),
    "record.Source": _("source"),
    "evidence.Incident": _("incident"),
    "evidence.Assessment": _("assessment"),
    "evidence.Obstacle": _("obstacle"),
    "evidence.Position": _("position"),
    "evidence.InterpretivePosition": _("position on a question of interpretation"),
    "evidence.Statement": _("statement"),
    "evidence.InterimStep": _("interim step"),
    "meetings.SignIn": _("signature in the list of those present"),
}

_WROTE = _("who wrote it down or brought it in")
_DECIDED = _("who decided on it")
_PERSON = _("person")
_TEXT = _("text")
COLUMNS: dict[str, str | Promise] = {
    **dict.fromkeys(("added_by", "asked_by", "edited_by", "entered_by", "loaded_by", "made_by"), _WROTE),
    **dict.fromkeys(("recorded_by", "saved_by", "uploaded_by"), _WROTE),
    **dict.fromkeys(("answered_by", "applied_by", "approved_by", "checked_by", "issued_by"), _DECIDED),
    **dict.fromkeys(("released_by", "reminders_by", "revoked_by", "settled_by", "undone_by"), _DECIDED),
    **dict.fromkeys(("by", "by_name", "by_whom", "holder", "mover", "person", "user"), _PERSON),
    **dict.fromkeys(
        ("asked", "change", "changes", "content", "data", "evidence", "next_what", "number"), _TEXT
    ),
    **dict.fromkeys(("outcome", "said", "summary", "text", "value", "consent_how", "consented_to"), _TEXT),
    **dict.fromkeys(("agent", "user_agent"), _("browser")),
    **dict.fromkeys(("attachment", "file", "scan"), _("file")),
    **dict.fromkeys(("file_name", "scan_name"), _("file name")),
    "email": _("email address"),
    "ip": _("network address"),
    "name": _("name"),
    "note": _("note"),
    "post": _("post"),
    "publisher": _("publisher"),
    "reason": _("reason"),
    "salutation": _("salutation"),
    "title": _("title"),
}


def kind(model: type[models.Model]) -> str:
    meta = model._meta  # noqa: SLF001 -- Django's own name for it
    return str(KINDS.get(meta.label, meta.verbose_name))


def column(model: type[models.Model], name: str) -> str:
    """As the model calls it in the reader's language; what Django made of the name alone is English."""
    told = getattr(model._meta.get_field(name), "verbose_name", name)  # noqa: SLF001 -- as above
    return str(told if isinstance(told, Promise) else COLUMNS.get(name, told))


def plain(text: str) -> str:
    """What is kept as data, as one reads it: its texts, one after the other, without the marks around them."""
    if text[:1] not in ("{", "["):
        return text
    try:
        return " · ".join(_texts(json.loads(text))) or text
    except (ValueError, RecursionError):
        return text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
