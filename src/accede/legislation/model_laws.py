"""The rule for the small-State model law, and model laws of others: shipped/qualifying.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from accede.record.models import in_reader_language


@dataclass(frozen=True, slots=True)
class Rule:
    """The answers that qualify a State, the groups whose members are small, and how old an answer may be."""

    asks: Mapping[str, bool]
    small: Sequence[str]
    confirm_after_years: int
    source: str


@dataclass(frozen=True, slots=True)
class ModelLaw:
    """Somebody else's text, by reference. `by_rule`: it is for States that qualify."""

    key: str
    treaty: str
    source: str
    owner: str
    traditions: Sequence[str]
    by_rule: bool
    audiences: Mapping[str, str]

    @property
    def audience(self) -> str:
        return in_reader_language(dict(self.audiences))


@cache
def _shipped() -> dict[str, Any]:
    file = resources.files("accede.legislation") / "shipped" / "qualifying.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def rule(treaty_key: str) -> Rule | None:
    """The treaty's rule; None where it has none."""
    entry = _shipped()["rule"].get(treaty_key)
    if entry is None:
        return None
    return Rule(
        asks=dict(entry["asks"]),
        small=tuple(entry["small"]),
        confirm_after_years=entry["confirm_after_years"],
        source=entry["source"],
    )


@cache
def model_laws(treaty_key: str) -> Sequence[ModelLaw]:
    return tuple(
        ModelLaw(
            key=entry["key"],
            treaty=entry["treaty"],
            source=entry["source"],
            owner=entry.get("owner", ""),
            traditions=tuple(entry["traditions"]),
            by_rule=entry.get("rule", False),
            audiences=entry["for"],
        )
        for entry in _shipped()["model"]
        if entry["treaty"] == treaty_key
    )
