"""Rules of materials that no database constraint can hold. `accede check` runs them; they show no text."""

from collections.abc import Iterator
from datetime import date

from accede.access.confidentiality import confidential_models
from accede.toolkit import files
from accede.toolkit.models import HandOut, MaterialVersion

_EVERY_ROW = "a check names rows by their number"


def _files_are_whole(_on: date) -> Iterator[str]:
    rows = MaterialVersion.objects.unguarded(because=_EVERY_ROW).exclude(file_hash="")
    for number, name in rows.values_list("pk", "file_hash"):
        if not files.is_whole(name):
            yield f"the file of version {number} of a material is gone, or is not as it was written"


def _exchanges_are_of_the_same_state(_on: date) -> Iterator[str]:
    exchanges = confidential_models()["exchange"].objects.unguarded(because=_EVERY_ROW)
    rows = HandOut.objects.unguarded(because=_EVERY_ROW).filter(exchange__isnull=False, taken_back=False)
    held = dict(exchanges.filter(pk__in=rows.values("exchange")).values_list("pk", "state_id"))
    for number, exchange, state in rows.values_list("pk", "exchange", "state_id"):
        if held.get(exchange) != state:
            yield f"hand-out {number} names exchange {exchange}, which is not with its State, or is not there"


RULES = {
    "files of materials": _files_are_whole,
    "exchanges of hand-outs": _exchanges_are_of_the_same_state,
}
