"""What somebody may have meant who asked for a thing that is not there."""

import difflib
from collections.abc import Iterable


class NotOnRecordError(LookupError):
    """Something that was asked for by name and is not on record. `nearest` holds known names like it."""

    def __init__(self, what: str, asked: str, nearest: Iterable[str]) -> None:
        self.what, self.asked, self.nearest = what, asked, list(nearest)
        hint = f" Nearest known: {', '.join(self.nearest)}." if self.nearest else ""
        super().__init__(f"There is no {what} {asked!r} on record.{hint}")


def nearest_names(asked: str, known: Iterable[str], *, most: int = 5) -> list[str]:
    """Up to `most` of the `known` names, the likest first; none where nothing is like it."""
    return difflib.get_close_matches(asked, list(known), n=most, cutoff=0.5)
