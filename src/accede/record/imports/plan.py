"""What an import would do, before it does it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol

from accede.record.imports.matching import Match, Names
from accede.record.models import ImportBatch, Source
from accede.record.readers.reading import Format, Participant, Reading, Subject


class What(StrEnum):
    """What becomes of something that the file or the record has."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"  # on record, and no longer in its source: listed, never deleted
    CONFLICT = "conflict"  # a stronger source says otherwise, and stands
    REFUSED = "refused"  # the row is stopped
    NOTE = "note"  # a text, kept beside the actions
    OUTSIDE = "outside"  # a past State or an organisation: outside the 197


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the preview. `count` is above 1 where one line stands for many, as for a whole roll-call."""

    what: What
    iso3: str
    about: str  # a treaty and a kind of action, or a resolution
    on_record: str = ""
    in_file: str = ""
    line: int = 0
    why: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: a file, and what it cannot tell of itself."""

    format: Format
    path: Path
    file_name: str
    on: date  # the day of the import
    treaty: str = ""
    as_of: str = ""
    source: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    adopts: bool = False  # somebody decided for this source: what is stronger gives way

    @property
    def options(self) -> dict[str, object]:
        """Everything beside the file, as a batch keeps it."""
        return {
            "treaty": self.treaty,
            "as_of": self.as_of,
            "source": self.source,
            "aliases": dict(self.aliases),
            "columns": dict(self.columns),
            "adopts": self.adopts,
            "on": self.on.isoformat(),
        }


class Plan:
    """Findings and refusals, gathered while the file is compared. Each subject adds what it would write."""

    def __init__(self, request: Request, source: Source) -> None:
        self.request, self.source = request, source
        self.counts: Counter[What] = Counter()
        self.findings: list[Finding] = []
        self.refused: dict[int, str] = {}  # line to reason
        self.touched: dict[str, str] = {}  # treaty key to the as_of it had
        self.unknown: dict[str, dict[str, str]] = {}  # name to the nearest: ISO code to short name

    def find(self, what: What, iso3: str, about: str, *, count: int = 1, **told: object) -> None:
        """Count it, and list it unless it is as it was."""
        self.counts[what] += count
        if what is not What.UNCHANGED:
            self.findings.append(Finding(what, iso3, about, count=count, **told))  # type: ignore[arg-type]

    def refuse(self, line: int, about: str, why: str, *, in_file: str = "") -> None:
        """Stop a row. It is counted once, whatever is wrong with it."""
        if line not in self.refused:
            self.refused[line] = why
            self.find(What.REFUSED, "", about, in_file=in_file, line=line, why=why)

    def match(self, names: Names, participant: Participant, line: int, about: str) -> Match:
        """The State meant; a name not known stops the row."""
        match = names.find(participant)
        if match.why:
            self.refuse(line, about, match.why, in_file=participant.name)
        return match

    @cached_property
    def _on_record(self) -> dict[str, Source]:
        return {source.key: source for source in Source.objects.all()}

    def knows_source(self, key: str) -> bool:
        """Whether a row's own source is on record; a row without one rests on the file's."""
        return not key or key in self._on_record

    def source_of(self, key: str) -> Source:
        """The row's own source, or the file's."""
        return self._on_record[key] if key else self.source

    def gives_way(self, source: Source, row_source: str) -> bool:
        """Whether what rests on `source` gives way to the row: it is no stronger, or somebody decided so."""
        return self.request.adopts or self.source_of(row_source).rank <= source.rank

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.touched) or any(
            self.counts[what] for what in (What.NEW, What.CHANGED, What.CONFLICT, What.NOTE)
        )

    @property
    def lacks_most(self) -> bool:
        """Whether the file lacks most of what it should have: it may be a part of its source only."""
        return self.counts[What.GONE] > self.counts[What.UNCHANGED] + self.counts[What.CHANGED]

    def write(self, batch: ImportBatch) -> None:
        """Carry it out. The caller holds the transaction."""
        raise NotImplementedError


class SubjectOfImports(Protocol):
    """A part of the record that files can be about: how they are compared with it, and how that is taken back.

    What a batch wrote stays over another edition of the shipped record, or is brought in again on top of it.
    """

    STAYS: bool

    def plan(self, reading: Reading, request: Request, source: Source, names: Names) -> Plan: ...

    def stands_on(self, batch: ImportBatch) -> str:
        """What later stands on the batch, in words; nothing where it may be undone."""
        ...

    def undo(self, batch: ImportBatch) -> None: ...


# Rooms above the record add their own at the program's start.
SUBJECTS: dict[Subject, SubjectOfImports] = {}
