"""The register of personal data: each field that may tell of somebody, declared in its room's personal.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class Whose(models.TextChoices):
    """Of whom it tells."""

    DESK = "desk", _("people of the desk")
    CONTACT = "contact", _("contacts at States and members of working groups")
    RESPONDENT = "respondent", _("respondents to surveys")
    PARTICIPANT = "participant", _("participants of workshops")
    PARLIAMENT = "parliament", _("members and officers of parliaments")
    ANYONE = "anyone", _("whomever a text speaks of")


class Purpose(models.TextChoices):
    """What it is held for."""

    SIGN_IN = "sign-in", _("to let people in, and to keep others out")
    ACCOUNTABILITY = "accountability", _("to know who did and decided what")
    WORK = "work", _("to share the work")
    REACH = "reach", _("to reach the right person")
    MEMORY = "memory", _("to keep what was said with States for those who come after")
    ANSWERS = "answers", _("to hear the reasons of States")
    MEETINGS = "meetings", _("to hold meetings and workshops")
    RECORD = "record", _("for the public record of the treaty")
    MAIL = "mail", _("to write to people")
    DOCUMENTS = "documents", _("for the documents of the treaty")


class SeenBy(models.TextChoices):
    """Who reads it."""

    CLASS = "class", _("whom the class of the record lets")
    ROLES = "roles", _("everybody with a role on the desk")
    TRAIL = "trail", _("coordinators and administrators")
    OWN = "own", _("the person alone")
    NOBODY = "nobody", _("nobody: the program alone")
    PUBLIC = "public", _("anyone")


# Elsewhere than in the tables: what, and until when.
ELSEWHERE = [
    (_("Counts of failed attempts to sign in, by network address and person"), _("until they are past")),
    (_("Files that were brought in, and those of materials, in the data folder"), _("as long as the record rests on them")),
    (_("Backups"), _("as long as the operator keeps them: what is destroyed here stays in them until then")),
    (_("The log"), _("names nobody")),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """What a model holds of people, field by field. The roles are told in each personal.toml."""

    model: str
    whose: str = ""
    purpose: str = ""
    seen_by: str = ""
    kept: str = ""
    of: str = ""
    erase: str = ""
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    not_personal: tuple[str, ...] = ()

    @property
    def personal(self) -> tuple[str, ...]:
        return (
            *self.names,
            *self.addresses,
            *self.details,
            *self.mentions,
            *self.files,
            *self.people,
        )

    @property
    def is_personal(self) -> bool:
        return bool(self.whose)

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def own(self) -> tuple[str, ...]:
        """What goes when the row's person goes."""
        return (*self.names, *self.addresses, *self.details, *self.files)


@lru_cache(maxsize=1)
def register() -> Mapping[str, Held]:
    """By the label of each model that is declared."""
    found: dict[str, Held] = {}
    known = {each.name for each in fields(Held)}
    for config in apps.get_app_configs():
        file = Path(config.path) / "personal.toml"
        if not config.name.startswith("accede.") or not file.is_file():
            continue
        for label, told in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if unknown := told.keys() - known:
                raise ValueError(f"{file}: {label} has {', '.join(sorted(unknown))}, which says nothing.")
            values: dict[str, Any] = {
                name: tuple(each) if isinstance(each, list) else each for name, each in told.items()
            }
            found[label] = Held(label, **values)
    return found


def of_people() -> list[Held]:
    """What tells of people, room by room."""
    return [each for each in register().values() if each.is_personal]


# Kinds of columns in which a person may stand.
_TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField)


def to_be_declared(model: type[models.Model]) -> set[str]:
    """The fields of a model of which the register must say whether they are personal: texts, and links to people."""
    person = apps.get_model("access.Person")
    return {
        field.name
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)  # noqa: SLF001 -- Django's own name for it
        if field.related_model is person
        or (
            isinstance(field, _TEXTS)
            and field.related_model is None
            and not field.choices
            and not isinstance(field, models.SlugField)
        )
    }
