"""Treaty actions from a file beside those on record: what is new, what says otherwise, what is gone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models.fields.json import KT

from accede.access.viewer import PUBLIC
from accede.law.terms import ActionKind
from accede.record import actions as record_actions
from accede.record.imports import notes, same_act
from accede.record.imports.matching import Names
from accede.record.imports.plan import Plan, Request, What
from accede.record.models import (
    Contradiction,
    ImportBatch,
    Source,
    State,
    StatusNote,
    Treaty,
    TreatyAction,
)
from accede.record.partial_dates import first_possible_day, last_possible_day
from accede.record.queries import status, treaties
from accede.record.readers.reading import (
    ActionRow,
    FileRefusedError,
    NoteRow,
    Reading,
    WithdrawnRow,
)
from accede.told import marked as _

# On another edition of the shipped record it is brought in again.
STAYS = False


class ActionsPlan(Plan):
    """What would be written: actions with what each corrects, notes, contradictions, a later as_of."""

    def __init__(self, request: Request, source: Source) -> None:
        super().__init__(request, source)
        self.writes: list[TreatyAction] = []
        self.contradictions: list[Contradiction] = []
        self.notes: list[StatusNote] = []
        self.as_of: dict[str, str] = {}

    def write(self, batch: ImportBatch) -> None:
        for action in self.writes:
            action.batch = batch
        TreatyAction.objects.bulk_create(self.writes)
        for contradiction in self.contradictions:
            contradiction.batch = batch
        for note in self.notes:
            note.batch = batch
        Contradiction.objects.bulk_create(self.contradictions)
        StatusNote.objects.bulk_create(self.notes)
        for key, as_of in self.as_of.items():
            Treaty.objects.filter(pk=key).update(as_of=as_of)
        for treaty in Treaty.objects.filter(pk__in={action.treaty_id for action in self.writes}):
            record_actions.rebuild_spans(treaty=treaty)


def plan(reading: Reading, request: Request, source: Source, names: Names) -> ActionsPlan:
    """Compare the file with the record, treaty by treaty."""
    about = treaty_meant(reading, request)
    made = ActionsPlan(request, source)
    told = [treaties.get_treaty(about, viewer=PUBLIC)] if about else treaties.treaties(viewer=PUBLIC)
    known = {treaty.key: treaty for treaty in told}
    texts: list[NoteRow] = []
    withdrawn: dict[str, WithdrawnRow] = {}
    by_treaty: defaultdict[str, dict[str, list[ActionRow]]] = defaultdict(lambda: defaultdict(list))
    for row in reading.rows:
        if isinstance(row, NoteRow):
            texts.append(row)
            continue
        assert isinstance(row, ActionRow | WithdrawnRow)  # noqa: S101 -- what a reader of actions gives
        key = about or getattr(row, "treaty", "")
        iso3 = _state_meant(row, known.get(key), made, names)
        if isinstance(row, WithdrawnRow):
            withdrawn[iso3] = row
        elif iso3:
            by_treaty[key][iso3].append(row)
    if not by_treaty and not made.counts and not (texts and about):
        raise FileRefusedError(
            _("There is no action of a State in the file."),
            advice=(
                _("Say which treaty its texts are about: --treaty KEY.")
                if texts
                else _("Check that it is the right file.")
            ),
        )
    for key, by_state in by_treaty.items():
        _Comparison(made, known[key], reading, withdrawn).run(by_state)
    made.notes = notes.unknown(made, made.notes, texts, known.get(about), names)
    _later_as_of(made, known.get(about), reading)
    return made


def _state_meant(
    row: ActionRow | WithdrawnRow, treaty: Treaty | None, made: ActionsPlan, names: Names
) -> str:
    """The State's code; nothing for a row that is stopped, or that is of an actor outside the 197."""
    key = getattr(row, "treaty", "")
    if treaty is None:
        made.refuse(
            row.line,
            "treaty",
            _("there is no treaty “%(key)s” on record", key=key) if key else _("no treaty is named"),
        )
        return ""
    if isinstance(row, ActionRow) and not made.knows_source(row.source):
        made.refuse(row.line, treaty.key, _("there is no source “%(key)s” on record", key=row.source))
        return ""
    match = made.match(names, row.participant, row.line, treaty.key)
    if match.outside and isinstance(row, ActionRow):
        made.find(
            What.OUTSIDE, "", treaty.key, in_file=row.participant.name, line=row.line, why=match.outside
        )
        made.notes.append(notes.of_outsider(row, treaty, made.source))
    return match.iso3


def treaty_meant(reading: Reading, request: Request) -> str:
    """The key of the one treaty that the file is about; nothing where each row names its own."""
    named = Treaty.objects.values_list("pk", "symbol", KT("titles__en"), KT("short_titles__en"))
    meant: set[str] = {
        key
        for key, symbol, title, short_title in named
        if (reading.symbol and symbol == reading.symbol)
        or (reading.title and _plain(reading.title) in {_plain(title), _plain(short_title)})
    }
    if request.treaty:
        asked = treaties.get_treaty(request.treaty, viewer=PUBLIC)
        if meant and asked.key not in meant:
            raise FileRefusedError(
                _(
                    "The file is about %(known)s, not %(treaty)s.",
                    known=", ".join(sorted(meant)),
                    treaty=asked.key,
                ),
                advice=_("Check --treaty."),
            )
        return asked.key
    if len(meant) == 1:
        return meant.pop()
    if reading.complete_for:  # a status table, which is of one treaty
        told = reading.title or reading.symbol
        raise FileRefusedError(
            (
                _("The treaty %(told)s is not on record under this name.", told=repr(told))
                if told
                else _("The file does not name its treaty.")
            ),
            advice=_(
                "Say which one it is: --treaty KEY. A treaty that is not on record has to be entered first."
            ),
        )
    return ""


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


class _Comparison:
    """One treaty's actions in the file beside those on record."""

    def __init__(
        self, made: ActionsPlan, treaty: Treaty, reading: Reading, withdrawn: dict[str, WithdrawnRow]
    ) -> None:
        self.made, self.treaty, self.reading, self.withdrawn = made, treaty, reading, withdrawn
        self.ours: defaultdict[str, list[TreatyAction]] = defaultdict(list)
        for action in status.current_actions(treaty, viewer=PUBLIC):
            self.ours[action.state_id].append(action)
        self.strongest = min((a.source.rank for own in self.ours.values() for a in own), default=None)
        # Until then the record is complete from its strongest source, which would have what a weaker one reports.
        # Complete "until 2026" is certain only of what came before that year.
        self.covered_until = first_possible_day(treaty.as_of)

    def run(self, by_state: dict[str, list[ActionRow]]) -> None:
        for iso3 in sorted({*by_state, *self.ours}):
            theirs: defaultdict[str, list[ActionRow]] = defaultdict(list)
            ours: defaultdict[str, list[TreatyAction]] = defaultdict(list)
            for row in by_state.get(iso3, []):
                if self._is_possible(row):
                    theirs[same_act.family(row.kind)].append(row)
            for action in self.ours.get(iso3, []):
                ours[same_act.family(action.kind)].append(action)
            for name in sorted({*theirs, *ours}):
                self._compare(
                    iso3, ours[name], theirs[name], leaves=bool(theirs["withdrawal"] or ours["withdrawal"])
                )
            if iso3 in by_state:
                self._compare_withdrawal(iso3, ours["withdrawal"])

    def _is_possible(self, row: ActionRow) -> bool:
        given = row.date_given or row.effective_given
        if first_possible_day(given) > self.made.request.on:
            why = _("%(day)s is still to come", day=given)
        elif last_possible_day(given) < self.treaty.adopted_date:
            why = _(
                "%(day)s is before the adoption on %(adopted)s", day=given, adopted=self.treaty.adopted_date
            )
        else:
            return True
        self.made.refuse(row.line, self._about(row.kind), why, in_file=row.participant.name)
        return False

    def _compare(
        self, iso3: str, ours: Sequence[TreatyAction], theirs: Sequence[ActionRow], *, leaves: bool
    ) -> None:
        left = list(ours)
        unmatched = []
        for row in theirs:
            same = next((action for action in left if same_act.agrees(action, row)), None)
            if same is None:
                unmatched.append(row)
                continue
            left.remove(same)
            if same_act.refines(same, row) and self.made.gives_way(same.source, row.source):
                self._write(What.CHANGED, iso3, row, same)
            else:
                self.made.find(What.UNCHANGED, iso3, self._about(row.kind))
        for row in unmatched:
            if left:
                self._correct(iso3, row, left.pop(0))
            elif _is_repeated(row, theirs) or (not leaves and (ours or row is not theirs[0])):
                why = _("%(state)s has done this already, and has not left", state=iso3)
                self.made.refuse(row.line, self._about(row.kind), why, in_file=row.participant.name)
            elif self._is_covered(row):
                self._contradict(iso3, row, None)
            else:
                self._write(What.NEW, iso3, row, None)
        for action in left:
            self._gone(iso3, action)

    def _correct(self, iso3: str, row: ActionRow, ours: TreatyAction) -> None:
        if self.made.gives_way(ours.source, row.source):
            self._write(What.CHANGED, iso3, row, ours)
        else:
            self._contradict(iso3, row, ours)

    def _is_covered(self, row: ActionRow) -> bool:
        rank = self.made.source_of(row.source).rank
        weaker = self.strongest is not None and rank > self.strongest and not self.made.request.adopts
        return weaker and last_possible_day(row.date_given or row.effective_given) <= self.covered_until

    def _write(self, what: What, iso3: str, row: ActionRow, ours: TreatyAction | None) -> None:
        on = self.made.request.on
        given, firmness = same_act.firmer_date(ours, row)
        effective = last_possible_day(row.effective_given) if row.effective_given else None
        self.made.writes.append(
            TreatyAction(
                treaty=self.treaty,
                state_id=iso3,
                kind=same_act.firmer_kind(ours, row),
                action_date=last_possible_day(given or row.effective_given, not_after=on),
                date_given=given,
                firmness=firmness,
                effective_date=effective or (ours.effective_date if ours else None),
                recorded_date=on,
                source=self.made.source_of(row.source),
                note=row.note,
                corrects=ours,
            )
        )
        self.made.find(
            what,
            iso3,
            self._about(row.kind),
            on_record=same_act.told(ours),
            in_file=same_act.told_row(row),
            line=row.line,
        )

    def _contradict(self, iso3: str, row: ActionRow, ours: TreatyAction | None) -> None:
        stands = same_act.told(ours) or f"no such action until {self.treaty.as_of}"
        self.made.contradictions.append(
            Contradiction(
                treaty=self.treaty,
                state=State(pk=iso3),
                about=row.kind,
                stands=stands,
                says=same_act.told_row(row),
                source=self.made.source_of(row.source),
            )
        )
        why = (
            _("a stronger source stands: %(publisher)s", publisher=ours.source.publisher)
            if ours
            else _("a stronger source has no such action")
        )
        self.made.find(
            What.CONFLICT,
            iso3,
            self._about(row.kind),
            on_record=stands,
            in_file=same_act.told_row(row),
            line=row.line,
            why=why,
        )

    def _gone(self, iso3: str, action: TreatyAction) -> None:
        """Only what the file would list, from a source no stronger, done before the day it stands for."""
        as_of = self.made.request.as_of or self.reading.as_of
        if (
            action.kind in self.reading.complete_for
            and action.source.rank >= self.made.source.rank
            and (not as_of or action.action_date <= last_possible_day(as_of))
        ):
            self.made.find(What.GONE, iso3, self._about(action.kind), on_record=same_act.told(action))

    def _compare_withdrawal(self, iso3: str, ours: Sequence[TreatyAction]) -> None:
        """The depositary's brackets say that a State has left, and not when."""
        row = self.withdrawn.get(iso3)
        if row and not ours:
            why = _(
                "the source shows that it has withdrawn, and the record does not. Bring the withdrawal in as a table"
            )
            if row.footnote:
                why = _("%(why)s; its footnote: %(text)s", why=why, text=row.footnote)
            self.made.refuse(row.line, self._about(ActionKind.WITHDRAWAL), why, in_file=row.participant.name)

    def _about(self, kind: str) -> str:
        return f"{self.treaty.key} {kind}"


def _is_repeated(row: ActionRow, rows: Sequence[ActionRow]) -> bool:
    same = [other for other in rows if (other.kind, other.date_given) == (row.kind, row.date_given)]
    return same[0] is not row


def _later_as_of(made: ActionsPlan, treaty: Treaty | None, reading: Reading) -> None:
    """A status table moves the day until which the treaty's record is complete, forward only.

    Where neither the file nor the person says what day it stands for, the record makes no claim.
    """
    as_of = made.request.as_of or reading.as_of
    if not (treaty and reading.complete_for and as_of):
        return
    if first_possible_day(treaty.as_of) < last_possible_day(as_of) <= made.request.on:
        made.as_of[treaty.key] = as_of
        made.touched[treaty.key] = treaty.as_of


def stands_on(batch: ImportBatch) -> str:
    """A later import of actions of one of the same treaties, or a later correction."""
    keys = {
        *batch.touched,
        *batch.actions.values_list("treaty_id", flat=True),
        *filter(None, [batch.treaty_key]),
    }
    later = ImportBatch.objects.filter(
        pk__gt=batch.pk, state=ImportBatch.State.APPLIED, subject=batch.subject
    )
    for other in later:
        its = {*other.touched, *other.actions.values_list("treaty_id", flat=True), other.treaty_key}
        if keys & its:
            return f"import {other.pk} ({other.file_name})"
    correction = TreatyAction.objects.filter(corrects__batch=batch).exclude(batch=batch).first()
    return f"a correction of {correction.recorded_date}" if correction else ""


def undo(batch: ImportBatch) -> None:
    """Take the batch's actions, notes and contradictions out again; what they corrected stands as before."""
    keys = set(batch.actions.values_list("treaty_id", flat=True))
    _delete(batch.actions.all())
    batch.notes.all().delete()
    batch.contradictions.all().delete()
    for key, as_of in batch.touched.items():
        Treaty.objects.filter(pk=key).update(as_of=as_of)
    for treaty in Treaty.objects.filter(pk__in=keys):
        record_actions.rebuild_spans(treaty=treaty)


def _delete(actions: Iterable[TreatyAction]) -> None:
    """The last first: a correction goes before what it corrects."""
    for action in sorted(actions, key=lambda action: action.pk, reverse=True):
        action.delete()
