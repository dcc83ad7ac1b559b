"""The stages of proceedings in parliament, as shipped/proceedings.toml writes them down."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from accede.record.models import in_reader_language


@dataclass(frozen=True, slots=True)
class Stage:
    """`end`: nothing comes after it in parliament. That is no deposit."""

    key: str
    names: Mapping[str, str]
    kinds: tuple[str, ...]
    rank: int
    end: bool = False

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))


@cache
def stages() -> dict[str, Stage]:
    text = (resources.files("accede.legislation") / "shipped" / "proceedings.toml").read_text(
        encoding="utf-8"
    )
    return {
        key: Stage(key, entry["name"], tuple(entry["kinds"]), entry["rank"], entry.get("end", False))
        for key, entry in tomllib.loads(text)["stage"].items()
    }


def stages_of(kind: str) -> list[Stage]:
    """Those that a proceeding of this kind passes, in their usual order."""
    return [stage for stage in stages().values() if kind in stage.kinds]
