"""What is known beforehand of the papers of a meeting, and what whoever submits one adds."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

# The letter by which a job number tells the language.
JOB_LETTERS = {"ar": "A", "zh": "C", "en": "E", "fr": "F", "ru": "R", "es": "S"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the title page says beyond what the record knows; empty: what is known, or left open."""

    symbol: str = ""
    job_number: str = ""
    agenda_item: str = ""
    submitted_by: str = ""


@lru_cache(maxsize=1)
def _known() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "papers.toml").read_text(encoding="utf-8"))


def symbol(kind: str, meeting_key: str) -> str:
    """The symbol under which the paper was submitted, if that is known."""
    return str(_known()["paper"].get(meeting_key, {}).get(kind, ""))
