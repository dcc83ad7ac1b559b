"""Roll-calls from a file beside those on record. The whole history of the General Assembly passes through here.

A roll-call that is not on record yet is kept as one byte a State until it is written, so that memory does
not grow with the number of votes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from accede.access.viewer import PUBLIC
from accede.record.imports.matching import Names
from accede.record.imports.plan import Plan, Request, What
from accede.record.models import (
    Contradiction,
    ImportBatch,
    Resolution,
    RollCall,
    Source,
    State,
    Treaty,
    Vote,
    VoteChange,
)
from accede.record.names import fold
from accede.record.queries import treaties
from accede.record.readers.reading import Cast, FileRefusedError, Reading, RollCallRow
from accede.told import marked as _

# On another edition of the shipped record it is brought in again.
STAYS = False

CHOICES = ("", *Vote.Choice.values)  # a byte's value is its place here; 0 is no vote
_BYTES = {choice: value for value, choice in enumerate(CHOICES)}
_CHOICE = Cast._fields.index("choice")
_AT_ONCE = 500
_MANY = 100  # roll-calls from which it is cheaper to check all votes together
_LONGEST_SYMBOL, _LONGEST_TITLE, _LONGEST_URL = 40, 1000, 300  # as the tables have it
# The library prints what became of a text behind its title: "... : resolution / adopted by the General Assembly".
_BEHIND_TITLE = " : "


@dataclass(frozen=True, slots=True)
class NewRollCall:
    roll_call: RollCall
    votes: bytes  # one a State, in the order of codes


class VotesPlan(Plan):
    """What would be written: new roll-calls with their votes, votes into known ones, contradictions."""

    def __init__(self, request: Request, source: Source) -> None:
        super().__init__(request, source)
        self.codes = list(State.objects.order_by("pk").values_list("pk", flat=True))
        self.resolutions: dict[str, Resolution] = {}
        self.new: list[NewRollCall] = []
        self.changes: list[VoteChange] = []
        self.choices: list[str] = []  # of the changes, in their order
        self.contradictions: list[Contradiction] = []

    def write(self, batch: ImportBatch) -> None:
        Resolution.objects.bulk_create(self.resolutions.values(), batch_size=_AT_ONCE)
        for new in self.new:
            new.roll_call.batch = batch
        RollCall.objects.bulk_create((new.roll_call for new in self.new), batch_size=_AT_ONCE)
        insert_votes(
            (
                (call, iso3, CHOICES[value])
                for call, votes in [(new.roll_call.pk, new.votes) for new in self.new]
                for iso3, value in zip(self.codes, votes, strict=True)
                if value
            ),
            many=len(self.new) >= _MANY,
        )
        for change in self.changes:
            change.batch = batch
        _set_votes(
            (change.roll_call_id, change.state_id, choice)
            for change, choice in zip(self.changes, self.choices, strict=True)
        )
        VoteChange.objects.bulk_create(self.changes, batch_size=_AT_ONCE)
        for contradiction in self.contradictions:
            contradiction.batch = batch
        Contradiction.objects.bulk_create(self.contradictions, batch_size=_AT_ONCE)


def insert_votes(rows: Iterable[tuple[int, str, str]], *, many: bool) -> None:
    """Roll-call, State, choice: in bulk, as each database takes them fastest."""
    table = connection.ops.quote_name(Vote._meta.db_table)  # noqa: SLF001 -- Django's documented name for it
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                _checked_at_once(cursor, table) if many else nullcontext(),
                cursor.copy(f"COPY {table} (roll_call_id, state_id, choice) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            # Many rows to a statement take a third of the time of one to a statement.
            left = iter(rows)
            while some := list(islice(left, _AT_ONCE)):
                places = ", ".join(["(?, ?, ?)"] * len(some))
                cursor.cursor.execute(
                    f"INSERT INTO {table} (roll_call_id, state_id, choice) VALUES {places}",  # noqa: S608 -- our own table
                    [*chain.from_iterable(some)],
                )


@contextmanager
def _checked_at_once(cursor: Any, table: str) -> Iterator[None]:
    """Foreign keys of a PostgreSQL table that is filled: held against all rows together, not against each by itself.

    For the whole vote history that is half a second in place of ten. Whoever reads the table waits until the transaction
    ends, in which no row can stay that points at nothing.
    """
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked would stop what comes now
    cursor.execute(
        "SELECT quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname",
        [table],
    )
    keys = cursor.fetchall()
    for name, _definition in keys:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for name, definition in keys:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _set_votes(rows: Iterable[tuple[int, str, str]]) -> None:
    """Into roll-calls that have votes already: in the place of the State's own, or as one more."""
    Vote.objects.bulk_create(
        (Vote(roll_call_id=call, state_id=iso3, choice=choice) for call, iso3, choice in rows),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["roll_call", "state"],
        update_fields=["choice"],
    )


def plan(reading: Reading, request: Request, source: Source, names: Names) -> VotesPlan:
    """Compare the file with the record, roll-call by roll-call."""
    made = VotesPlan(request, source)
    comparison = _Comparison(made, names)
    for row in reading.rows:
        assert isinstance(row, RollCallRow)  # noqa: S101 -- what a reader of votes gives
        comparison.take(row)
    for (name, what), count in sorted(comparison.outside.items()):
        made.find(What.OUTSIDE, "", "votes", in_file=name, why=what, count=count)
    if not comparison.taken:
        raise FileRefusedError(
            (
                _("No resolution of the file is about %(treaty)s.", treaty=request.treaty)
                if request.treaty
                else _("There is no roll-call.")
            ),
            advice=(_("Leave --treaty out to bring all of them in.") if request.treaty else ""),
        )
    return made


class _Comparison:
    def __init__(self, made: VotesPlan, names: Names) -> None:
        self.made, self.names = made, names
        self.taken = 0
        self.place = {iso3: place for place, iso3 in enumerate(made.codes)}
        self.seen: set[tuple[str, str]] = set()
        self.outside: Counter[tuple[str, str]] = Counter()
        self.resolutions = set(Resolution.objects.values_list("pk", flat=True))
        self.known = {
            (call.resolution_id, call.body): call
            for call in RollCall.objects.select_related("source", "resolution")
        }
        # A resolution of the same title as one about a treaty is about it too: most come back every year.
        self.treaty_of_title = {
            fold(title): key
            for title, key in Resolution.objects.filter(treaty__isnull=False).values_list(
                "title", "treaty_id"
            )
        }
        if made.request.treaty:
            treaties.get_treaty(made.request.treaty, viewer=PUBLIC)

    def take(self, row: RollCallRow) -> None:
        key = row.symbol, row.body
        known = self.known.get(key)
        title = row.title.split(_BEHIND_TITLE)[0].strip()
        about = known.resolution.treaty_id if known else self.treaty_of_title.get(fold(title))
        if self.made.request.treaty not in ("", about):
            return
        self.taken += 1
        why = self._fault(row, key)
        if why:
            self._refuse(row, why)
            return
        self.seen.add(key)
        votes, past = self._matched(row)
        if known is None:
            self._add(row, title, about, votes, past)
        else:
            self._compare(row, known, votes)

    def _fault(self, row: RollCallRow, key: tuple[str, str]) -> str:
        """What stops the roll-call as a whole."""
        if key in self.seen:
            return _("%(symbol)s stands twice in the file", symbol=row.symbol)
        if len(row.symbol) > _LONGEST_SYMBOL:
            return _("a symbol has %(most)s characters at most", most=_LONGEST_SYMBOL)
        if date.fromisoformat(row.vote_date) > self.made.request.on:
            return _("%(day)s is still to come", day=row.vote_date)
        if not self.made.knows_source(row.source):
            return _("there is no source “%(key)s” on record", key=row.source)
        if row.totals:
            tally = Counter(map(itemgetter(_CHOICE), row.casts))
            counted = [tally[choice] for choice in Vote.Choice.values]
            if row.casts and tuple(counted[:3]) != row.totals[:3]:
                return _(
                    "the rows give %(totals)s, the totals beside them are %(other)s",
                    totals=_totals(counted[:3]),
                    other=_totals(row.totals[:3]),
                )
        return ""

    def _refuse(self, row: RollCallRow, why: str) -> None:
        self.made.find(What.REFUSED, "", row.symbol, line=row.line, why=why, count=max(1, len(row.casts)))
        self.made.refused |= dict.fromkeys((row.line, *(cast.line for cast in row.casts)), why)

    def _matched(self, row: RollCallRow) -> tuple[bytearray, dict[str, str]]:
        """The votes, one byte a State; and those of past States, by name."""
        votes, past = bytearray(len(self.place)), {}
        for line, participant, choice in row.casts:
            match = self.names.find(participant)
            if match.iso3:
                place = self.place[match.iso3]
                if votes[place]:
                    self.made.refuse(
                        line, row.symbol, _("%(state)s votes twice", state=match.iso3), in_file=choice
                    )
                else:
                    votes[place] = _BYTES[choice]
            elif match.outside:
                past[participant.name] = choice
                self.outside[participant.name, match.outside] += 1
            else:
                self.made.refuse(line, row.symbol, match.why, in_file=participant.name)
        return votes, past

    def _add(
        self, row: RollCallRow, title: str, about: str | None, votes: bytearray, past: dict[str, str]
    ) -> None:
        made = self.made
        if row.symbol not in self.resolutions:
            self.resolutions.add(row.symbol)
            made.resolutions[row.symbol] = Resolution(
                symbol=row.symbol, treaty_id=about, title=title[:_LONGEST_TITLE]
            )
        cast = Counter(past.values())
        yes, no, abstain, absent = row.totals or tuple(
            votes.count(_BYTES[choice]) + cast[choice] for choice in Vote.Choice.values
        )
        day = date.fromisoformat(row.vote_date)
        made.new.append(
            NewRollCall(
                RollCall(
                    resolution_id=row.symbol,
                    body=row.body,
                    year=day.year,
                    vote_date=day,
                    yes_total=yes,
                    no_total=no,
                    abstain_total=abstain,
                    absent_total=absent,
                    source=made.source_of(row.source),
                    url=row.url if len(row.url) <= _LONGEST_URL else "",
                    past_states=past,
                ),
                bytes(votes),
            )
        )
        made.find(
            What.NEW,
            "",
            row.symbol,
            in_file=f"{row.vote_date} {row.body}: {yes}-{no}-{abstain}",
            line=row.line,
            count=len(votes) - votes.count(0),
        )

    def _compare(self, row: RollCallRow, known: RollCall, votes: bytearray) -> None:
        ours = dict(known.votes.values_list("state_id", "choice"))
        stronger = not self.made.gives_way(known.source, row.source)
        totals = known.yes_total, known.no_total, known.abstain_total
        if row.totals and row.totals[:3] != totals:
            why = _(
                "the totals on record are %(totals)s, from %(publisher)s; the file has %(other)s",
                totals=_totals(totals),
                publisher=known.source.publisher,
                other=_totals(row.totals[:3]),
            )
            self._refuse(row, why)
            return
        lines = {self.names.find(cast.participant).iso3: cast.line for cast in row.casts}
        for iso3, place in self.place.items():
            choice, before = CHOICES[votes[place]], ours.get(iso3, "")
            line = lines.get(iso3, row.line)
            if not choice:
                if before and row.totals:
                    self.made.find(What.GONE, iso3, row.symbol, on_record=before)
            elif choice == before:
                self.made.find(What.UNCHANGED, iso3, row.symbol)
            elif stronger and ours:
                self._contradict(iso3, row, before, choice, line)
            else:
                self.made.changes.append(VoteChange(roll_call=known, state=State(pk=iso3), before=before))
                self.made.choices.append(choice)
                what = What.CHANGED if before else What.NEW
                self.made.find(what, iso3, row.symbol, on_record=before, in_file=choice, line=line)

    def _contradict(self, iso3: str, row: RollCallRow, before: str, choice: str, line: int) -> None:
        known = self.known[row.symbol, row.body]
        stands = before or "no vote"
        self.made.contradictions.append(
            Contradiction(
                treaty=Treaty(pk=known.resolution.treaty_id) if known.resolution.treaty_id else None,
                state=State(pk=iso3),
                about=f"{row.symbol} {row.body}",
                stands=stands,
                says=choice,
                source=self.made.source_of(row.source),
            )
        )
        why = _("a stronger source stands: %(publisher)s", publisher=known.source.publisher)
        self.made.find(What.CONFLICT, iso3, row.symbol, on_record=stands, in_file=choice, line=line, why=why)


def _totals(counts: Iterable[int]) -> str:
    return "-".join(map(str, counts))


def stands_on(batch: ImportBatch) -> str:
    """A later import that wrote into one of the same roll-calls."""
    own = {*batch.roll_calls.values_list("pk", flat=True), *_written_into(batch)}
    for other in ImportBatch.objects.filter(
        pk__gt=batch.pk, state=ImportBatch.State.APPLIED, subject=batch.subject
    ):
        if own & set(_written_into(other)):
            return f"import {other.pk} ({other.file_name})"
    return ""


def _written_into(batch: ImportBatch) -> Iterator[int]:
    return batch.vote_changes.values_list("roll_call_id", flat=True).distinct().iterator()


def undo(batch: ImportBatch) -> None:
    """Take the batch's roll-calls out again, and put back the votes that it replaced."""
    changes = batch.vote_changes
    _set_votes(changes.exclude(before="").values_list("roll_call", "state", "before"))
    added = {"roll_call__votechange__batch": batch, "roll_call__votechange__before": ""}
    Vote.objects.filter(**added, roll_call__votechange__state=F("state")).delete()
    batch.vote_changes.all().delete()
    batch.contradictions.all().delete()
    symbols = list(batch.roll_calls.values_list("resolution_id", flat=True))
    Vote.objects.filter(roll_call__batch=batch).delete()
    batch.roll_calls.all().delete()
    for start in range(0, len(symbols), _AT_ONCE):
        Resolution.objects.filter(pk__in=symbols[start : start + _AT_ONCE], roll_calls__isnull=True).delete()
