"""On which confidential records a document rests: so that it is confined when one of them is.

Noted is what was read or counted while it was made, as far as its readers might see it then: more than it quotes, never
less. Of a draft it is held against the classes of the moment, at each reading: nothing has to be told of the change.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accede.access.confidentiality import Confidential
from accede.access.roles import Attribution, Confidentiality

# By the label of a model: the numbers of records told with their speaker, and of those used in another way.
Rests = dict[str, dict[str, list[int]]]
OPEN, OTHERWISE = "open", "otherwise"
AT_ONCE = 5000
WHY = "only their numbers and classes are looked at"


class ConfinedError(ValidationError):
    """A draft that rests on what was confined since: nobody reads it before it is filled anew."""


def rests(read: Mapping[str, set[int]], audience: Confidentiality) -> Rests:
    """Of what was read, what these readers may see or is counted for them."""
    found: Rests = {}
    for label, numbers in sorted(read.items()):
        for number, attribution in _rows(label, sorted(numbers), Q(confidentiality__lte=audience)):
            place = OPEN if attribution == Attribution.OPEN else OTHERWISE
            found.setdefault(label, {}).setdefault(place, []).append(number)
    return found


def add(to: Rests, more: Rests) -> None:
    """What one document rests on, beside what others in the same bundle do."""
    for label, places in more.items():
        for place, numbers in places.items():
            held = to.setdefault(label, {}).setdefault(place, [])
            held.extend(sorted(set(numbers) - set(held)))


def is_confined(found: Rests, audience: int) -> bool:
    """Whether a record on which it rests may not be seen any more by these readers, or not with its speaker."""
    for label, places in found.items():
        told = places.get(OPEN, [])
        if any(_rows(label, told, Q(confidentiality__gt=audience) | ~Q(attribution=Attribution.OPEN))):
            return True
        if any(_rows(label, places.get(OTHERWISE, []), Q(confidentiality__gt=audience))):
            return True
    return False


def insist_on_open(found: Rests, audience: int) -> None:
    """Raises ConfinedError."""
    if is_confined(found, audience):
        raise ConfinedError(
            _(
                "Something on which this draft rests may not be seen any more by its readers. Fill it anew, then read it."
            )
        )


def holds(found: Rests, record: Confidential) -> bool:
    """Whether it rests on the record."""
    return any(record.pk in numbers for numbers in found.get(record._meta.label, {}).values())  # noqa: SLF001


def _rows(label: str, numbers: Sequence[int], condition: Q) -> Iterator[tuple[Any, Any]]:
    model = apps.get_model(label)
    for start in range(0, len(numbers), AT_ONCE):
        rows = model.objects.unguarded(because=WHY).filter(condition, pk__in=numbers[start : start + AT_ONCE])
        yield from rows.order_by("pk").values_list("pk", "attribution")
