"""Treaties like those on record, their actions, resolutions and votes; forums; what was brought in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from accede.record.models import (
    Attendance,
    ImportBatch,
    Meeting,
    Resolution,
    RollCall,
    Source,
    StatusSpan,
    Treaty,
    TreatyAction,
    Upload,
    Vote,
)
from grown.chances import INVENTED, Lot
from grown.writing import Row, Writer

SOURCE = "invented"
LIKE = ("ccm", "apmbc", "att", "tpnw", "bwc", "ctbt")
TREATIES, ACTIONS_AND_VOTES, MEETINGS, IMPORTS = 6, 10_000, 20, 5  # times k
CHOICES = (Vote.Choice.YES,) * 7 + (Vote.Choice.ABSTAIN,) * 2 + (Vote.Choice.ABSENT,)


def grow(writer: Writer, lot: Lot, times: int) -> list[str]:
    """Keys of the treaties, the campaign's own first."""
    writer.write(
        Source, [{"key": SOURCE, "publisher": INVENTED, "title": INVENTED, "rank": Source.Rank.PRESS}]
    )
    keys = _treaties(writer, times)
    _votes(writer, lot, keys, ACTIONS_AND_VOTES * times - TreatyAction.objects.count() - Vote.objects.count())
    _meetings(writer, lot, keys, MEETINGS * times)
    return keys


def _treaties(writer: Writer, times: int) -> list[str]:
    """Each is a copy of one on record, under a name that says so: its actions, and the spans that follow from them."""
    shipped = list(Treaty.objects.values_list("pk", flat=True))
    models = {treaty.pk: treaty for treaty in Treaty.objects.filter(pk__in=LIKE)}
    like = [key for key in LIKE if key in models]
    actions = {key: list(TreatyAction.objects.filter(treaty=key, corrects=None).values()) for key in like}
    spans = {key: list(StatusSpan.objects.filter(treaty=key).values()) for key in like}
    made = [f"invented-{number:04}" for number in range(1, max(0, TREATIES * times - len(shipped)) + 1)]
    of = {key: like[number % len(like)] for number, key in enumerate(made)}

    def treaties() -> Iterator[Row]:
        for number, key in enumerate(made, 1):
            title = {"en": f"Invented treaty {number}"}
            yield _columns(models[of[key]]) | {
                "key": key,
                "order": 1000 + number,
                "abbreviation": f"IT{number}",
                "titles": title,
                "short_titles": title,
                "symbol": "",
                "parent_id": None,
                "source_id": SOURCE,
            }

    def copies(rows: dict[str, list[dict[str, Any]]], **own: Any) -> Iterator[Row]:
        for key in made:
            for row in rows[of[key]]:
                yield {name: value for name, value in row.items() if name != "id"} | {"treaty_id": key} | own

    writer.write(Treaty, treaties())
    writer.write(TreatyAction, copies(actions, source_id=SOURCE, batch_id=None))
    writer.write(StatusSpan, copies(spans))
    return ["ccm", *(key for key in shipped if key != "ccm"), *made]


def _votes(writer: Writer, lot: Lot, keys: list[str], number: int) -> None:
    """Two roll-calls of each resolution, as many on one treaty as on another: a treaty is voted on once a year."""
    resolutions = max(number // (2 * len(lot.states)), 0)

    def named() -> Iterator[Row]:
        for each in range(resolutions):
            treaty = keys[each % len(keys)]
            yield {"symbol": f"INV/{each + 1}", "treaty_id": treaty, "title": f"{INVENTED} {each + 1}"}

    def roll_calls() -> Iterator[Row]:
        for each in range(resolutions):
            day = date(2025, 12, 3) - timedelta(days=365 * (each % 40))
            for body in (RollCall.Body.FIRST_COMMITTEE, RollCall.Body.PLENARY):
                yield {
                    "resolution_id": f"INV/{each + 1}",
                    "body": body,
                    "year": day.year,
                    "vote_date": day,
                    "yes_total": 138,
                    "no_total": 0,
                    "abstain_total": 39,
                    "absent_total": 20,
                    "source_id": SOURCE,
                }

    writer.write(Resolution, named())
    calls = writer.write(RollCall, roll_calls())
    writer.write(
        Vote,
        (
            {"roll_call_id": call, "state_id": iso3, "choice": CHOICES[(call + place * 7) % len(CHOICES)]}
            for call in calls
            for place, iso3 in enumerate(lot.states)
        ),
    )


def _meetings(writer: Writer, lot: Lot, keys: list[str], number: int) -> None:
    """Over ten years, thirty States at each; on the campaign's treaty their root, as of all else."""
    kinds, often = Meeting.Kind.values, round((number / MEETINGS) ** 0.5)
    writer.write(
        Meeting,
        (
            {
                "key": f"invented-{each + 1}",
                "names": {"en": f"Invented meeting {each + 1}"},
                "begins_given": day.isoformat(),
                "begins": day,
                "ends": day + timedelta(days=each % 4),
                "kind": kinds[each % len(kinds)],
                "treaty_id": keys[0] if each % often == 0 else keys[each % len(keys)],
                "place": "Geneva",
                "source_id": SOURCE,
            }
            for each in range(number)
            for day in [lot.day(9 * 365, 365)]
        ),
    )
    writer.write(
        Attendance,
        (
            {"meeting_id": f"invented-{each + 1}", "state_id": iso3, "source_id": SOURCE}
            for each in range(number)
            for iso3 in lot.random.sample(lot.states, 30)
        ),
    )


def bring_in(writer: Writer, lot: Lot, times: int, *, people: range) -> None:
    """What the list of imports tells of: files that were looked at, and batches that were applied."""
    counts = {"new": 3, "changed": 1, "unchanged": 190, "gone": 0, "conflicts": 0, "refused": 0}
    batches = writer.write(
        ImportBatch,
        (
            {
                "format": "table",
                "subject": "steps",
                "treaty_key": "ccm",
                "file_name": f"invented-{each}.csv",
                "file_hash": f"{each:064x}",
                "options": {},
                "source_key": SOURCE,
                "source_is_own": False,
                "applied_at": lot.moment(),
                "applied_by": INVENTED,
                **counts,
            }
            for each in range(IMPORTS * times)
        ),
    )
    writer.write(
        Upload,
        (
            {
                "file_name": f"invented-{each}.csv",
                "file_hash": f"{each:064x}",
                "size": 10_000,
                "format": "table",
                "state": Upload.State.APPLIED if each % 4 else Upload.State.SHOWN,
                "counts": counts,
                "uploaded_by_id": people[each % len(people)],
                "uploaded_at": lot.moment(),
                "batch_id": batches[each] if each % 4 else None,
            }
            for each in range(len(batches))
        ),
    )


def _columns(row: Any) -> Row:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # noqa: SLF001
