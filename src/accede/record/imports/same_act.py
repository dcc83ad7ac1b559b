"""Whether an action on record and one in a file are the same act, and how either is told in a few words."""

from accede.law.terms import CONSENT_KINDS, ActionKind
from accede.record.models import TreatyAction
from accede.record.partial_dates import Firmness
from accede.record.readers.reading import ActionRow

UNVERIFIED = (Firmness.DAY_UNVERIFIED, Firmness.YEAR_UNVERIFIED)
_FIRMNESS_BY_LENGTH = {4: Firmness.YEAR, 7: Firmness.MONTH, 10: Firmness.DAY}


def family(kind: str) -> str:
    """Kinds that exclude each other: a State consents once, by one means."""
    return "consent" if kind in CONSENT_KINDS else kind


def agrees(action: TreatyAction, row: ActionRow) -> bool:
    """Whether both tell the same act, one of them perhaps less exactly."""
    kinds = {action.kind, row.kind}
    if len(kinds) > 1 and ActionKind.CONSENT_UNSPECIFIED not in kinds:
        return False
    ours_effective = action.effective_date.isoformat() if action.effective_date else ""
    if row.unnamed_day and row.date_given in (action.date_given, ours_effective):
        return True
    return _same_day(action.date_given, row.date_given) and _same_day(ours_effective, row.effective_given)


def refines(action: TreatyAction, row: ActionRow) -> bool:
    """Whether the row says more than the record: a day for a year, a means for none, a day that was in doubt."""
    if row.unnamed_day:
        return False
    return (
        len(row.date_given) > len(action.date_given)
        or (action.kind == ActionKind.CONSENT_UNSPECIFIED and row.kind != action.kind)
        or (action.firmness in UNVERIFIED and len(row.date_given) == len("2025-03-06"))
        or (action.effective_date is None and bool(row.effective_given))
    )


def _same_day(first: str, second: str) -> bool:
    """2020 and 2020-04-03 are the same day as far as they go; nothing is as any day."""
    return not first or not second or first.startswith(second) or second.startswith(first)


def firmer_kind(ours: TreatyAction | None, row: ActionRow) -> str:
    """The means of consent of whichever of the two knows it."""
    return (
        ours.kind
        if ours and row.kind == ActionKind.CONSENT_UNSPECIFIED and ours.kind in CONSENT_KINDS
        else row.kind
    )


def firmer_date(ours: TreatyAction | None, row: ActionRow) -> tuple[str, str]:
    """The date of whichever of the two is more exact where they agree, else the row's; and how firm it is."""
    if ours and len(ours.date_given) > len(row.date_given) and ours.date_given.startswith(row.date_given):
        return ours.date_given, ours.firmness
    return row.date_given, _FIRMNESS_BY_LENGTH[len(row.date_given or row.effective_given)]


def told(action: TreatyAction | None) -> str:
    """An action on record in a few words."""
    if action is None:
        return ""
    unsure = "?" if action.firmness in UNVERIFIED else ""
    return _words(action.kind, f"{action.date_given}{unsure}", str(action.effective_date or ""))


def told_row(row: ActionRow) -> str:
    """An action of a file in a few words."""
    return _words(row.kind, row.date_given, row.effective_given)


def dates_told(kind: str, told: str) -> tuple[str, str]:
    """The day and the effective day out of what `told_row` made of an action of that kind."""
    given, _effective, effective = told.removeprefix(kind.replace("_", " ")).partition("effective ")
    return given.strip(), effective.strip()


def _words(kind: str, given: str, effective: str) -> str:
    return " ".join(
        filter(None, [kind.replace("_", " "), given, f"effective {effective}" if effective else ""])
    )
