"""What may be offered to a State, and by whom: the rules of shipped/approaches.toml."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from accede.outreach.stages import EVERY_TREATY
from accede.record.models import in_reader_language


@dataclass(frozen=True, slots=True)
class Option:
    """Something to offer, or somebody who may speak."""

    key: str
    names: Mapping[str, str]

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds where each of the conditions that it names does."""

    key: str
    whys: Mapping[str, str]
    offers: tuple[str, ...]
    speakers: tuple[str, ...]
    obstacles: Collection[str] = ()
    status: str = ""
    stages: Collection[str] = ()
    groups: Collection[str] = ()
    categories: Collection[str] = ()
    unknown: bool = False
    treaties: Collection[str] = (EVERY_TREATY,)

    @property
    def why(self) -> str:
        return in_reader_language(dict(self.whys))

    def is_for(self, treaty_key: str) -> bool:
        return EVERY_TREATY in self.treaties or treaty_key in self.treaties


@cache
def _shipped() -> dict[str, Any]:
    text = (resources.files("accede.outreach") / "shipped" / "approaches.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def offers() -> dict[str, Option]:
    return {key: Option(key, entry["name"]) for key, entry in _shipped()["offer"].items()}


@cache
def speakers() -> dict[str, Option]:
    return {key: Option(key, entry["name"]) for key, entry in _shipped()["speaker"].items()}


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            key=entry["key"],
            whys=entry["why"],
            offers=tuple(entry["offers"]),
            speakers=tuple(entry["speakers"]),
            obstacles=frozenset(entry.get("obstacles", ())),
            status=entry.get("status", ""),
            stages=frozenset(entry.get("stages", ())),
            groups=frozenset(entry.get("groups", ())),
            categories=frozenset(entry.get("categories", ())),
            unknown=entry.get("unknown", False),
            treaties=frozenset(entry.get("treaties", (EVERY_TREATY,))),
        )
        for entry in _shipped()["rule"]
    )
