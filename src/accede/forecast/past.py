"""How the model did in the past, as past.toml has it: what a page needs to tell without computing it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

ORIGINS = 16
"""For how many years' ends the CCM was forecast."""


@dataclass(frozen=True, slots=True)
class Figures:
    horizon: int
    group: str
    treaty_years: int
    auc: float
    average_precision: float
    hits: float
    slope: float
    rule_auc: float | None = None
    rule_hits: float | None = None


@dataclass(frozen=True, slots=True)
class Surprise:
    """A State that joined though it stood far down."""

    iso3: str
    origin: int
    joined: int
    rank: int
    of: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A State that stood high year after year, without joining in them."""

    iso3: str
    first: int
    among_ten: int


@dataclass(frozen=True, slots=True)
class Past:
    figures: tuple[Figures, ...]
    surprises: tuple[Surprise, ...]
    standing: tuple[Standing, ...]


@cache
def past() -> Past:
    found = tomllib.loads((resources.files("accede.forecast") / "past.toml").read_text(encoding="utf-8"))
    return Past(
        tuple(Figures(**row) for row in found["figures"]),
        tuple(Surprise(**row) for row in found["surprises"]),
        tuple(Standing(**row) for row in found["standing"]),
    )
