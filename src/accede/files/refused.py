"""Why a file is not taken. The words for it are in words.py: who only looks into files need not know any language."""

from collections.abc import Collection
from enum import StrEnum


class Why(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too large"
    OTHER_FORM = "other form"
    NOT_WHAT_IT_SAYS = "not what it says"
    CUT_OFF = "cut off"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    MACROS = "macros"
    SCRIPTED_FORM = "scripted form"
    SCRIPTS = "scripts"
    LAUNCHES = "launches"
    EMBEDDED = "embedded"
    FETCHES = "fetches"
    TOO_MANY_POINTS = "too many points"


class RefusedFileError(ValueError):
    """The file is not taken. `forms` are those that would be, `most` the bytes it may have."""

    def __init__(self, why: Why, *, forms: Collection[str] = (), most: int = 0) -> None:
        super().__init__(str(why))
        self.why, self.forms, self.most = why, forms, most
