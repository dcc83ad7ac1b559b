"""The figures that a plan's indicators can use. Each room offers its own; those above this one bring theirs at the start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise

from accede.record.measures import Measure
from accede.record.queries import nearest

_OFFERED: dict[str, Measure] = {}
MEASURES: Mapping[str, Measure] = MappingProxyType(_OFFERED)


def offer(measures: Iterable[Measure]) -> None:
    """What a room measures, from now on to be used in plans. Called when the program starts."""
    _OFFERED.update({measure.key: measure for measure in measures})


@dataclass(frozen=True, slots=True)
class Awaited:
    """What a plan wants measured and no room keeps yet: told with the reason, and never by a figure that stands in."""

    key: str
    name: Promise
    why: Promise


# Each entry goes when a room offers a measure of that key. At present every figure that the plans ask for is measured.
AWAITED: tuple[Awaited, ...] = ()


def awaited() -> list[Awaited]:
    """What is still not measured: a room that keeps the work offers a measure of that key."""
    return [each for each in AWAITED if each.key not in MEASURES]


def get_measure(key: str) -> Measure:
    """The measure of that key; else NotOnRecordError with the nearest keys."""
    if key in MEASURES:
        return MEASURES[key]
    raise nearest.NotOnRecordError("measure", key, nearest.nearest_names(key, MEASURES) or MEASURES)
