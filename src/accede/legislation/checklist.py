"""What a law must contain, by article: the points of shipped/checklist-TREATY.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accede.record.models import in_reader_language

GROUPS: Mapping[str, str | Promise] = {
    "prohibitions": _("What is banned"),
    "enforcement": _("How the ban is enforced"),
    "obligations": _("What the State must do"),
    "carrying-out": _("Who carries the law out"),
}
# How firmly a point stands, the firmest first.
BASES: Mapping[str, str | Promise] = {
    "text": _("asked for by the Convention’s text"),
    "interpretation": _("an interpretation that many States share"),
    "practice": _("good practice"),
}
# In which State alone a point is needed.
NEEDED: Mapping[str, str | Promise] = {
    "": "",
    "possession": _("where the State has stocks"),
    "contamination": _("where areas are contaminated"),
    "victims": _("where there are victims"),
}


@dataclass(frozen=True, slots=True)
class Point:
    key: str
    group: str
    articles: Sequence[str]
    basis: str
    needed: str
    names: Mapping[str, str]
    sayings: Mapping[str, str]

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))

    @property
    def says(self) -> str:
        return in_reader_language(dict(self.sayings))

    @property
    def group_label(self) -> str:
        return str(GROUPS[self.group])

    @property
    def basis_label(self) -> str:
        return str(BASES[self.basis])

    @property
    def needed_label(self) -> str:
        return str(NEEDED[self.needed])


@dataclass(frozen=True, slots=True)
class Count:
    """How many Parties had a dedicated law, as somebody published it."""

    dated: str
    laws: int
    parties: int
    source: str


@cache
def _shipped(treaty_key: str) -> dict[str, Any]:
    file = resources.files("accede.legislation") / "shipped" / f"checklist-{treaty_key}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def points(treaty_key: str) -> Mapping[str, Point]:
    """By their keys, in the order of the page; none for a treaty without a checklist."""
    return {
        entry["key"]: Point(
            key=entry["key"],
            group=entry["group"],
            articles=tuple(entry["articles"]),
            basis=entry["basis"],
            needed=entry.get("needed", ""),
            names=entry["name"],
            sayings=entry["says"],
        )
        for entry in _shipped(treaty_key).get("point", ())
    }


@cache
def counts(treaty_key: str) -> Sequence[Count]:
    """The counts that were published, the oldest first."""
    return tuple(Count(**entry) for entry in _shipped(treaty_key).get("count", ()))
