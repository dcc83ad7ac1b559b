"""How the model did in the past, as past.toml has it: what a page needs to tell without computing it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

FILE = "past.toml"


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
    rule_average_precision: float | None = None
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
    panel: str
    """The fingerprint of the panel that it was computed from."""
    origins: int
    """For how many years' ends the CCM was forecast."""
    figures: tuple[Figures, ...]
    surprises: tuple[Surprise, ...]
    standing: tuple[Standing, ...]


@cache
def past() -> Past:
    return parse((resources.files("accede.forecast") / FILE).read_text(encoding="utf-8"))


def parse(text: str) -> Past:
    found = tomllib.loads(text)
    return Past(
        found["panel"],
        found["origins"],
        tuple(Figures(**row) for row in found.get("figures", ())),
        tuple(Surprise(**row) for row in found.get("surprises", ())),
        tuple(Standing(**row) for row in found.get("standing", ())),
    )
