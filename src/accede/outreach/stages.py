"""The stages and the kinds of road, as shipped/pathways.toml writes them down."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from accede.record.models import in_reader_language
from accede.record.queries import nearest

EVERY_TREATY = "*"
# The stages at which parliament approves, and the one that follows from the deposit by itself.
CHAMBERS = ("chamber-1", "chamber-2")
IN_FORCE = "entry-into-force"


@dataclass(frozen=True, slots=True)
class Stage:
    """`group`: signatory, neither or both. `by_record`: not moved to by hand, since only the depositary counts."""

    key: str
    order: int
    names: Mapping[str, str]
    group: str = "both"
    treaties: tuple[str, ...] = (EVERY_TREATY,)
    by_record: bool = False

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))

    def is_for(self, treaty_key: str, *, signed: bool) -> bool:
        fits = self.group == "both" or (self.group == "signatory") == signed
        return fits and (EVERY_TREATY in self.treaties or treaty_key in self.treaties)


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of road: the stages that a State of such a constitution usually passes."""

    key: str
    names: Mapping[str, str]
    stages: tuple[str, ...]
    treaties: tuple[str, ...] = (EVERY_TREATY,)

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))

    def is_for(self, treaty_key: str) -> bool:
        return EVERY_TREATY in self.treaties or treaty_key in self.treaties


@cache
def shipped() -> dict[str, Any]:
    text = (resources.files("accede.outreach") / "shipped" / "pathways.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def stages() -> dict[str, Stage]:
    """Every stage by its key, in the usual order; those that the record tells are last."""
    found = {}
    for order, (key, entry) in enumerate(shipped()["stage"].items()):
        found[key] = Stage(
            key,
            order,
            entry["name"],
            entry.get("group", "both"),
            tuple(entry.get("treaties", [EVERY_TREATY])),
            entry.get("by_record", False),
        )
    return found


@cache
def templates() -> dict[str, Template]:
    return {
        key: Template(
            key, entry["name"], tuple(entry["stages"]), tuple(entry.get("treaties", [EVERY_TREATY]))
        )
        for key, entry in shipped()["template"].items()
    }


def get_template(key: str, *, treaty_key: str) -> Template:
    """The kind of road of that key, for the treaty; else NotOnRecordError with the nearest keys."""
    known = {each.key: each for each in templates().values() if each.is_for(treaty_key)}
    if key in known:
        return known[key]
    raise nearest.NotOnRecordError("kind of road", key, nearest.nearest_names(key, known) or known)


def usual_template(iso3: str, treaty_key: str) -> Template:
    """The kind of road that is assumed until somebody chooses one: the State's own where it is known."""
    known = templates()
    key = shipped()["usual"].get(iso3, "")
    if key and known[key].is_for(treaty_key):
        return known[key]
    return next(each for each in known.values() if each.is_for(treaty_key))


def stages_of(template: Template, treaty_key: str, *, signed: bool) -> list[str]:
    """The template's stages for a State that signed the treaty, or did not."""
    known = stages()
    return [key for key in template.stages if known[key].is_for(treaty_key, signed=signed)]


def those_of_the_record() -> list[str]:
    return [stage.key for stage in stages().values() if stage.by_record]


def with_others(keys: Iterable[str], others: Iterable[str]) -> list[str]:
    """The list, and each other stage before the first of the list that usually follows it."""
    known, found = stages(), list(keys)
    for other in sorted(set(others) - set(found), key=lambda key: known[key].order):
        later = (place for place, key in enumerate(found) if known[key].order > known[other].order)
        found.insert(next(later, len(found)), other)
    return found
