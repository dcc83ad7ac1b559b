"""Interim steps from a table beside those on record."""

from accede.access.viewer import PUBLIC
from accede.evidence.actions.steps import VERIFIED_UNTIL
from accede.evidence.models import InterimStep
from accede.record.imports.matching import Names
from accede.record.imports.plan import Plan, Request, What
from accede.record.models import ImportBatch, Source
from accede.record.partial_dates import first_possible_day, last_possible_day
from accede.record.queries import treaties
from accede.record.readers.reading import Reading, StepRow
from accede.told import marked as _

# The steps of a batch stay where they are when another edition of the shipped record is loaded.
STAYS = True


class StepsPlan(Plan):
    """What would be written: new steps. A step on record is never changed by a table."""

    def __init__(self, request: Request, source: Source) -> None:
        super().__init__(request, source)
        self.writes: list[InterimStep] = []

    def write(self, batch: ImportBatch) -> None:
        for step in self.writes:
            step.batch = batch
        InterimStep.objects.bulk_create(self.writes)


def plan(reading: Reading, request: Request, source: Source, names: Names) -> StepsPlan:
    """Compare the table with the record. The same State, treaty, kind and date are the same step."""
    made = StepsPlan(request, source)
    keys = {treaty.key for treaty in treaties.treaties(viewer=PUBLIC)}
    if request.treaty:
        treaties.get_treaty(request.treaty, viewer=PUBLIC)
    known = {
        (step.state_id, step.treaty_id, step.kind, step.date_given): step
        for step in InterimStep.objects.select_related("source")
    }
    for row in reading.rows:
        assert isinstance(row, StepRow)  # noqa: S101 -- what a reader of steps gives
        treaty, kind = row.treaty or request.treaty, row.kind.casefold().replace(" ", "-")
        about = f"{treaty} {kind}"
        why = _fault(row, treaty, kind, keys, made)
        if why:
            made.refuse(row.line, about, why, in_file=row.participant.name)
            continue
        match = made.match(names, row.participant, row.line, about)
        if match.outside:
            made.find(What.OUTSIDE, "", about, in_file=row.participant.name, line=row.line, why=match.outside)
        if not match.iso3:
            continue
        ours = known.get((match.iso3, treaty, kind, row.date_given))
        if ours is None:
            step = _step(row, match.iso3, treaty, kind, made)
            known[match.iso3, treaty, kind, row.date_given] = step
            made.writes.append(step)
            made.find(
                What.NEW, match.iso3, about, in_file=f"{row.date_given} {row.summary}".strip(), line=row.line
            )
        elif ours.summary == row.summary and str(ours.revoked_date or "") == row.revoked:
            made.find(What.UNCHANGED, match.iso3, about)
        else:
            made.refuse(
                row.line,
                about,
                _("%(state)s has this step on record, with another text or end", state=match.iso3),
            )
    return made


def _fault(row: StepRow, treaty: str, kind: str, keys: set[str], made: StepsPlan) -> str:
    if treaty not in keys:
        return (
            _("there is no treaty “%(key)s” on record", key=treaty)
            if treaty
            else _("no treaty is named; say --treaty KEY")
        )
    if kind not in InterimStep.Kind.values:
        return _(
            "“%(text)s” is not one of %(known)s", text=row.kind, known=", ".join(InterimStep.Kind.values)
        )
    if not row.summary:
        return _("there is no summary")
    if row.date_given and first_possible_day(row.date_given) > made.request.on:
        return _("%(day)s is still to come", day=row.date_given)
    if not made.knows_source(row.source):
        return _("there is no source “%(key)s” on record", key=row.source)
    return ""


def _step(row: StepRow, iso3: str, treaty: str, kind: str, made: StepsPlan) -> InterimStep:
    source, on = made.source_of(row.source), made.request.on
    return InterimStep(
        state_id=iso3,
        treaty_id=treaty,
        kind=kind,
        date_given=row.date_given,
        taken_date=last_possible_day(row.date_given, not_after=on) if row.date_given else None,
        revoked_date=last_possible_day(row.revoked, not_after=on) if row.revoked else None,
        verified=source.rank <= VERIFIED_UNTIL,
        summary=row.summary,
        source=source,
    )


def stands_on(_batch: ImportBatch) -> str:
    """Nothing can: a table never changes a step that is on record."""
    return ""


def undo(batch: ImportBatch) -> None:
    """Take the batch's steps out again."""
    batch.interim_steps.all().delete()
