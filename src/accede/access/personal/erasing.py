"""Letting go of one person: what is theirs is overwritten in place, and where a text names them, their name."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accede.access import audit
from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry, Campaign, Person, PersonalAct
from accede.access.personal import retention
from accede.access.personal.finding import Found, Holding, Somebody, look_for, text_of
from accede.access.personal.retention import GONE
from accede.access.viewer import Viewer

# Why somebody cannot be let go yet. Rooms add theirs: what they owe, and what is owed to them.
OBLIGATIONS: list[Callable[[Holding, datetime], Iterable[str]]] = []
# By the label of a model: why a row stands as it is, or nothing.
STANDING: dict[str, Callable[[Any], str | Promise]] = {}
ON_RECORD = gettext_lazy("It belongs to the public record of the treaty, or says who put something there.")
IN_A_FILE = gettext_lazy("A file names this person. Replace it by hand, or take it out.")
# Files of these kinds go: they can be made anew, or have left.
FILES_GO = frozenset({"mail", "bundles"})
NOT_READ = gettext_lazy("Files cannot be looked into here: look yourself whether they name this person.")


class ObligationStandsError(ValueError):
    """Somebody is bound by something, or others to them: each with what it is."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Stands:
    """What is not let go, and why."""

    found: Found
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of which kind was overwritten, and what stands."""

    numbers: dict[str, int]
    stands: list[Stands]


def insist_on_deciding(by: Viewer) -> None:
    """Somebody may be in any campaign: so it takes an administrator of all of them. Raises NotAllowedError."""
    keys = Campaign.objects.values_list("pk", flat=True)
    if not keys or not all(by.administers(key) for key in keys):
        raise NotAllowedError(_("Only who administers every campaign of the desk may do this."))


def what_stands(found: Found) -> str | Promise:
    """Why this row is not touched; nothing where it is."""
    if found.held.model in STANDING:
        return STANDING[found.held.model](found.row)
    names_them = found.own or found.fields
    return ON_RECORD if found.held.kept == "record" and names_them else ""


def stays_in_a_file(found: Found) -> bool:
    """Whether a file of others names them, which is for somebody to look at."""
    return bool(found.files) and found.held.kept not in FILES_GO


def obligations(holding: Holding, *, at: datetime) -> list[str]:
    """Everything that stands in the way."""
    seat = holding.somebody.seat
    found = [reason for ask in OBLIGATIONS for reason in ask(holding, at)]
    if seat is not None and seat.roles_held.filter(held_until__isnull=True).exists():
        found.insert(0, _("This person still holds a role here: end it first."))
    return found


@transaction.atomic
def erase(*, somebody: Somebody, by: Viewer, at: datetime) -> Erased:
    """Overwrite everything of them, or raise ObligationStandsError and NotAllowedError and change nothing."""
    insist_on_deciding(by)
    holding = look_for(somebody)
    if holding.somebody.seat is not None and holding.somebody.seat.pk == by.person_id:
        raise ObligationStandsError([_("Another administrator has to do this for you.")])
    if reasons := obligations(holding, at=at):
        raise ObligationStandsError(reasons)
    numbers: Counter[str] = Counter()
    stands = []
    for each in holding.found:
        why = what_stands(each)
        if why:
            stands.append(Stands(each, why))
        elif _overwrite(each, somebody):
            numbers[each.held.model] += 1
        if not why and stays_in_a_file(each):
            stands.append(Stands(each, IN_A_FILE))
    for label, number in sorted(numbers.items()):
        row = PersonalAct.objects.create(rule="person", kind=label, number=number, at=at)
        audit.write(act="erase person", of=row, by=by, at=at)
    return Erased(dict(numbers), stands)


def _overwrite(found: Found, somebody: Somebody) -> bool:
    """Whether there was something to overwrite. A row that only leads to their seat leads to a number from now on."""
    row, held = found.row, found.held
    if isinstance(row, AuditEntry):
        return _withdraw(row, somebody)
    if found.own and held.erase == "row":
        row.delete()
        return True
    changed: dict[str, Any] = {}
    if found.own:
        changed |= _nothing_of(found)
    for name in found.fields:
        changed[name] = _without(row, name, somebody)
    if held.kept in FILES_GO:
        changed |= dict.fromkeys(found.files, "")
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed)  # noqa: SLF001 -- every row, and none is shown
    return bool(changed)


def _nothing_of(found: Found) -> dict[str, Any]:
    row = found.row
    if isinstance(row, Person):
        return retention.nobody(row) | {"name": f"{GONE} {row.pk}"}
    held = found.held
    changed: dict[str, Any] = {name: GONE for name in held.names if text_of(row, name)}
    for name in (*held.addresses, *held.details, *held.files):
        column = row._meta.get_field(name)  # noqa: SLF001 -- Django's own name for it
        changed[name] = {} if isinstance(column, models.JSONField) else None if column.null else ""
    return changed


def _without(row: Any, name: str, somebody: Somebody) -> Any:
    text = somebody.without(text_of(row, name), GONE)
    return text if isinstance(getattr(row, name), str) else json.loads(text)


def _withdraw(entry: AuditEntry, somebody: Somebody) -> bool:
    """Out of the trail goes each change that names them, and their name as the one who acted; the chain holds on."""
    seat = somebody.seat
    acted = (seat is not None and entry.person_id == seat.pk) or somebody.is_named(entry.by_name)
    names = [
        name
        for name, told in audit.told_in(entry).items()
        if (name == audit.BY_NAME and acted) or (name != audit.BY_NAME and _names_them(told, somebody))
    ]
    if names:
        audit.withdraw(entry, names)
    return bool(names)


def _names_them(change: Any, somebody: Somebody) -> bool:
    text = json.dumps(change, ensure_ascii=False)
    values = [each for each in change if isinstance(each, str)] if isinstance(change, list) else []
    return somebody.is_mentioned(text) or any(
        somebody.is_named(each) or somebody.is_addressed(each) for each in values
    )


def files_not_read(holding: Holding) -> Iterator[str]:
    """Kinds of files into which nobody looked."""
    from accede.access.personal.register import of_people  # noqa: PLC0415 -- reads the register when asked

    own = {each.held.model for each in holding.found if each.own}
    for held in of_people():
        if held.files and held.model not in own:
            yield str(held.table._meta.verbose_name)  # noqa: SLF001 -- Django's own name for it
