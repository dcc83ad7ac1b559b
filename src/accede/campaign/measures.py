"""The figures that a plan's indicators can use. Each room offers its own; those above this one bring theirs at the start."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from accede.record.measures import Measure
from accede.record.queries import nearest

_OFFERED: dict[str, Measure] = {}
MEASURES: Mapping[str, Measure] = MappingProxyType(_OFFERED)


def offer(measures: Iterable[Measure]) -> None:
    """What a room measures, from now on to be used in plans. Called when the program starts."""
    _OFFERED.update({measure.key: measure for measure in measures})


def get_measure(key: str) -> Measure:
    """The measure of that key; else NotOnRecordError with the nearest keys."""
    if key in MEASURES:
        return MEASURES[key]
    raise nearest.NotOnRecordError("measure", key, nearest.nearest_names(key, MEASURES) or MEASURES)
