"""Which State a file means. A name that is not known is never guessed: its row stops, with the nearest names."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from accede.access.viewer import PUBLIC
from accede.record.models import State, StateName
from accede.record.names import fold
from accede.record.queries import states
from accede.record.readers.reading import Participant, visible
from accede.told import marked as _

# Marks without width that copying leaves behind: they say nothing and may go.
_HARMLESS = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad"))
# These make a text look other than it is: a name does not need them.
_MISLEADING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 200
# As tables of aliases call what is not among the 197.
_OUTSIDE = {
    "past State": _("past State"),
    "organisation": _("organisation"),
    "territory": _("territory"),
}


class UnknownAliasError(ValueError):
    """An alias that cannot be added: its State is not on record, or the name stands for another already."""


@dataclass(frozen=True, slots=True)
class Match:
    """A State's code; or what else the name stands for; or why it is not known."""

    iso3: str = ""
    outside: str = ""  # past State, organisation or territory: known, and not among the 197
    why: str = ""


class Names:
    """The alias table of the source first, then the names on record."""

    def __init__(self, table: Path, *, added: Mapping[str, str]) -> None:
        self._codes = set(State.objects.values_list("pk", flat=True))
        self._outside: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._found: dict[Participant, Match] = {}
        self.unknown: dict[str, dict[str, str]] = {}  # name to the nearest: ISO code to short name
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                (self._own if row["iso3"] else self._outside)[fold(row["name"])] = row[
                    "iso3"
                ] or _OUTSIDE.get(row["outside"], row["outside"])
        for name, iso3 in added.items():
            self.add(name, iso3)

    def add(self, name: str, iso3: str) -> None:
        """Know a further name. UnknownAliasError where it stands for another, or there is no such State."""
        folded = fold(name)
        if iso3 not in self._codes:
            raise UnknownAliasError(
                _(
                    "“%(code)s” is not the ISO 3166 code of one of the %(count)s States.",
                    code=iso3,
                    count=len(self._codes),
                )
            )
        known = self._own.get(folded) or self._on_record.get(folded) or self._outside.get(folded)
        if not folded or len(name) > _LONGEST_NAME or known not in (None, iso3):
            raise UnknownAliasError(
                _(
                    "“%(name)s” cannot stand for %(code)s. What it stands for now: %(known)s.",
                    name=name,
                    code=iso3,
                    known=known or "—",
                )
            )
        self._own[folded] = iso3

    @cached_property
    def _on_record(self) -> dict[str, str]:
        return dict(StateName.objects.values_list("folded", "state_id"))

    def find(self, participant: Participant) -> Match:
        match = self._found.get(participant)
        if match is None:
            match = self._found[participant] = self._look_up(participant)
        return match

    def _look_up(self, participant: Participant) -> Match:
        name, code = participant.name.translate(_HARMLESS).strip(), participant.code.strip().upper()
        if _MISLEADING.search(name):
            return Match(
                why=_(
                    "“%(name)s” holds hidden marks that turn the direction of writing",
                    name=visible(participant.name),
                )
            )
        folded = fold(name)
        outside = self._outside.get(fold(code)) or self._outside.get(folded)
        if outside:
            return Match(outside=outside)
        by_name = self._own.get(folded) or self._on_record.get(folded)
        if not code and name.upper() in self._codes:
            by_name = by_name or name.upper()
        if not code:
            return Match(iso3=by_name) if by_name else Match(why=self._unknown(name))
        if code not in self._codes:
            return Match(
                why=_(
                    "%(code)s is not the code of a State on record; the name is “%(name)s”",
                    code=repr(code),
                    name=name,
                )
            )
        if by_name not in (None, code):
            return Match(
                why=_("the code %(code)s and the name “%(name)s” are of two States", code=code, name=name)
            )
        return Match(iso3=code)

    def _unknown(self, name: str) -> str:
        if not name:
            return _("no State is named")
        like = states.suggestions(name[:_LONGEST_NAME], viewer=PUBLIC, language="en")
        self.unknown[name] = like
        if not like:
            return _("“%(name)s” is not a name on record", name=name)
        nearest = ", ".join(f"{text} ({iso3})" for iso3, text in like.items())
        return _("“%(name)s” is not a name on record; nearest: %(nearest)s", name=name, nearest=nearest)


def remember(aliases: Mapping[str, str]) -> None:
    """Keep names for good, as aliases of their States."""
    if not aliases:
        return
    known = set(StateName.objects.values_list("state_id", "folded"))
    StateName.objects.bulk_create(
        StateName(
            state=State(pk=iso3),
            kind=StateName.Kind.ALIAS,
            text=name,
            folded=fold(name),
            note="Added by hand.",
        )
        for name, iso3 in aliases.items()
        if (iso3, fold(name)) not in known
    )
