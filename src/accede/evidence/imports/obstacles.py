"""Obstacles from a table beside those on record. What a table brings is public: it rests on a source."""

from accede.access.roles import Confidentiality
from accede.access.viewer import PUBLIC
from accede.evidence.actions.recording import dated, day_of
from accede.evidence.models import Obstacle, ObstacleCode
from accede.record.imports.matching import Names
from accede.record.imports.plan import Plan, Request, What
from accede.record.models import ImportBatch, Source, Treaty
from accede.record.partial_dates import first_possible_day
from accede.record.queries import treaties
from accede.record.readers.reading import ObstacleRow, Reading
from accede.told import marked as _

# What people wrote may stand on an obstacle: those of a batch stay where they are when another edition is loaded.
STAYS = True

_HIGHEST_RANK = 99


class ObstaclesPlan(Plan):
    """What would be written: new obstacles. An obstacle on record is never changed by a table."""

    def __init__(self, request: Request, source: Source) -> None:
        super().__init__(request, source)
        self.writes: list[Obstacle] = []

    def write(self, batch: ImportBatch) -> None:
        for obstacle in self.writes:
            obstacle.batch = batch
        Obstacle.objects.bulk_create(self.writes)


def plan(reading: Reading, request: Request, source: Source, names: Names) -> ObstaclesPlan:
    """Compare the table with the record. The same State, treaty, reason and date are the same obstacle."""
    made = ObstaclesPlan(request, source)
    by_key = {treaty.key: treaty for treaty in treaties.treaties(viewer=PUBLIC)}
    if request.treaty:
        treaties.get_treaty(request.treaty, viewer=PUBLIC)
    codes = {code.pk: code for code in ObstacleCode.objects.all()}
    known = {
        (row.state_id, row.treaty_id, row.code_id, row.date_given): row
        for row in Obstacle.objects.visible_to(PUBLIC)
    }
    for row in reading.rows:
        assert isinstance(row, ObstacleRow)  # noqa: S101 -- what a reader of obstacles gives
        treaty, code = row.treaty or request.treaty, row.code.upper()
        about = f"{treaty} {code}"
        why = _fault(row, by_key.get(treaty), treaty, codes.get(code), made)
        if why:
            made.refuse(row.line, about, why, in_file=row.participant.name)
            continue
        match = made.match(names, row.participant, row.line, about)
        if match.outside:
            made.find(What.OUTSIDE, "", about, in_file=row.participant.name, line=row.line, why=match.outside)
        if not match.iso3:
            continue
        key = (match.iso3, treaty, code, row.date_given)
        ours = known.get(key)
        if ours is None:
            known[key] = obstacle = _obstacle(row, match.iso3, treaty, code, made)
            made.writes.append(obstacle)
            text = f"{row.date_given} {row.reading or row.own_words}".strip()
            made.find(What.NEW, match.iso3, about, in_file=text, line=row.line)
        elif (ours.reading, ours.own_words) == (row.reading, row.own_words):
            made.find(What.UNCHANGED, match.iso3, about)
        else:
            made.refuse(
                row.line, about, _("%(state)s has this reason on record, in other words", state=match.iso3)
            )
    return made


def _fault(
    row: ObstacleRow, treaty: Treaty | None, asked: str, code: ObstacleCode | None, made: ObstaclesPlan
) -> str:
    if treaty is None:
        return (
            _("there is no treaty “%(key)s” on record", key=asked)
            if asked
            else _("no treaty is named; say --treaty KEY")
        )
    if code is None or not code.is_for(treaty):
        return _(
            "“%(code)s” is not a reason of the code book of %(treaty)s", code=row.code, treaty=treaty.key
        )
    if not made.knows_source(row.source):
        return _("there is no source “%(key)s” on record", key=row.source)
    return _fault_in_words(row) or next(
        (
            _("%(day)s is still to come", day=day)
            for day in (row.date_given, row.withdrawn)
            if day and first_possible_day(day) > made.request.on
        ),
        "",
    )


def _fault_in_words(row: ObstacleRow) -> str:
    if not (row.reading or row.own_words):
        return _("there is neither a reading nor the State's own words")
    if row.rank and row.rank.lstrip("0") not in {str(rank) for rank in range(1, _HIGHEST_RANK + 1)}:
        return _("“%(rank)s” is not a rank from 1 to %(most)s", rank=row.rank, most=_HIGHEST_RANK)
    if row.grade and row.grade.casefold() not in Obstacle.Grade.values:
        return _("“%(text)s” is not one of %(known)s", text=row.grade, known=", ".join(Obstacle.Grade.values))
    return ""


def _obstacle(row: ObstacleRow, iso3: str, treaty: str, code: str, made: ObstaclesPlan) -> Obstacle:
    return Obstacle(
        confidentiality=Confidentiality.PUBLIC,
        state_id=iso3,
        treaty_id=treaty,
        code_id=code,
        rank=int(row.rank) if row.rank else None,
        own_words=row.own_words,
        reading=row.reading,
        grade=row.grade.casefold() or Obstacle.Grade.STATED,
        withdrawn_given=row.withdrawn,
        withdrawn_day=day_of(row.withdrawn, on=made.request.on),
        source=made.source_of(row.source),
        **dated(row.date_given, "", on=made.request.on),
    )


def stands_on(batch: ImportBatch) -> str:
    """An obstacle that gave way to one of the batch."""
    older = Obstacle.objects.unguarded(because="only whether there is one is told")
    standing = older.filter(superseded_by__batch=batch).exclude(batch=batch).first()
    return f"an obstacle of {standing.state_id}" if standing else ""


def undo(batch: ImportBatch) -> None:
    """Take the batch's obstacles out again."""
    own = Obstacle.objects.unguarded(because="nothing of it is shown").filter(batch=batch)
    own.update(superseded_by=None)
    own.delete()
