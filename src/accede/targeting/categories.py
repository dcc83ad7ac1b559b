"""The target categories, as categories.toml writes them down."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from django.utils.translation import get_language

from accede.record.queries import nearest


@dataclass(frozen=True, slots=True)
class Category:
    """A rule that puts States on a list. `treaty`, `status` and `choice` stand only where the rule asks for them."""

    key: str
    rule: Literal["standing", "vote", "interim-step"]
    names: dict[str, str]
    treaty: str = ""
    status: str = ""
    choice: str = ""

    @property
    def name(self) -> str:
        return self.names[get_language() or "en"]


@cache
def categories() -> dict[str, Category]:
    """All categories by key, in the order of the work plan."""
    text = (Path(__file__).parent / "categories.toml").read_text(encoding="utf-8")
    return {entry["key"]: Category(**entry) for entry in tomllib.loads(text)["category"]}


def get_category(key: str) -> Category:
    """The category of that key; else NotOnRecordError with the nearest keys."""
    known = categories()
    if key in known:
        return known[key]
    raise nearest.NotOnRecordError("target category", key, nearest.nearest_names(key, known) or known)
