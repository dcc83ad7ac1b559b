"""The evidence that travels with the program. Another edition renews its own rows and touches no others."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from accede.access.encryption import encrypted_fields
from accede.access.roles import Confidentiality
from accede.evidence.actions import code_book
from accede.evidence.actions.recording import dated, day_of
from accede.evidence.models import (
    Assessment,
    Incident,
    InterimStep,
    InterpretiveIssue,
    InterpretivePosition,
    Obstacle,
    ObstacleCode,
    Position,
    Shipped,
    Statement,
)
from accede.record.shipped_record import recorded_date

Entry = Mapping[str, Any]
Fields = dict[str, Any]


@transaction.atomic
def load_shipped_evidence() -> None:
    """Load what ships, in the place of what shipped before it. States, treaties and sources are there already."""
    _load_code_book()
    gone = put(InterimStep, ((entry["key"], _step(entry)) for entry in _entries("interim_steps", "step")))
    obstacles = list(_entries("obstacles", "obstacle"))
    gone += put(Obstacle, ((entry["key"], _obstacle(entry)) for entry in obstacles))
    _link(obstacles)
    gone += put(Position, ((entry["key"], _position(entry)) for entry in _entries("positions", "position")))
    incidents = list(_entries("incidents", "incident"))
    gone += put(Incident, ((entry["key"], _incident(entry)) for entry in incidents))
    number = _numbers(Incident)
    gone += put(Assessment, _assessments(incidents, number))
    gone += put(Statement, _statements(number))
    readings = _entries("interpretive_positions", "position")
    gone += put(InterpretivePosition, ((entry["key"], _interpretive(entry)) for entry in readings))
    drop(gone)


def _entries(file: str, name: str) -> list[Entry]:
    text = (resources.files("accede.evidence") / "shipped" / f"{file}.toml").read_text(encoding="utf-8")
    entries: list[Entry] = tomllib.loads(text)[name]
    return entries


def _load_code_book() -> None:
    text = (resources.files("accede.evidence") / "shipped" / "codebook.toml").read_text(encoding="utf-8")
    shipped: dict[type, set[str]] = {ObstacleCode: set(), InterpretiveIssue: set()}
    for entry in code_book.read(tomllib.loads(text)):
        entry.shipped = True
        entry.save()
        shipped[type(entry)].add(entry.pk)
    # One that ships no more stays for whoever used it, as their own.
    ObstacleCode.objects.filter(shipped=True).exclude(pk__in=shipped[ObstacleCode]).update(shipped=False)
    InterpretiveIssue.objects.filter(shipped=True).exclude(pk__in=shipped[InterpretiveIssue]).update(
        shipped=False
    )


# How people end a row. They know better than an edition that was put together before.
_ENDS = ("withdrawn_given", "withdrawn_day", "revoked_date")


def put(model: type[Shipped], rows: Iterable[tuple[str, Fields]]) -> list[models.Model]:
    """Insert the rows or bring them up to date by their key. Gives those that ship no more."""
    before = {row.shipped_key: row for row in _shipped_rows(model)}
    for key, fields in rows:
        row = before.pop(key, None) or model(shipped_key=key)
        ended_here = getattr(row, "ended_here", False)
        for name, value in fields.items():
            if not (ended_here and name in _ENDS):
                setattr(row, name, value)
        row.save()
    return list(before.values())


def _shipped_rows(model: type[Shipped]) -> models.QuerySet[Any]:
    """Every row, whoever may see it: nothing is shown. The texts stay closed, whatever key they were written with."""
    rows = model._base_manager.filter(shipped_key__isnull=False)  # noqa: SLF001 -- Django's documented name for it
    return rows.defer(*encrypted_fields(model))


def _numbers(model: type[Shipped]) -> dict[str, int]:
    return dict(_shipped_rows(model).values_list("shipped_key", "pk"))


def drop(rows: list[models.Model]) -> None:
    """Take them out, what stands on others first. One on which something stands that people wrote stays."""
    left: list[models.Model] = []
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            left.append(row)
    if len(left) < len(rows):
        drop(left)


def _link(obstacles: list[Entry]) -> None:
    """Say which reason gave way to which, once all are there."""
    rows = {row.shipped_key: row for row in _shipped_rows(Obstacle)}
    for entry in obstacles:
        row = rows[entry["key"]]
        if not row.ended_here:
            row.superseded_by = rows.get(entry.get("superseded_by"))
            row.save(update_fields=["superseded_by"])


def _public(entry: Entry) -> Fields:
    """Whose it is (nobody's), who may see it (anyone), and when it was."""
    when = dated(str(entry.get("date", "")), entry.get("firmness", ""), on=recorded_date())
    return {"confidentiality": Confidentiality.PUBLIC, "reading": entry.get("summary", ""), **when}


def _of_a_state(entry: Entry) -> Fields:
    return {
        **_public(entry),
        "state_id": entry["state"],
        "treaty_id": entry["treaty"],
        "source_id": entry["source"],
        "own_words": entry.get("own_words", ""),
        "language": entry.get("language", "en"),
    }


def _obstacle(entry: Entry) -> Fields:
    given = str(entry.get("withdrawn", ""))
    return {
        **_of_a_state(entry),
        "code_id": entry["code"],
        "rank": entry.get("rank"),
        "grade": entry["grade"],
        "withdrawn_given": given,
        "withdrawn_day": day_of(given, on=recorded_date()),
    }


def _position(entry: Entry) -> Fields:
    return {**_of_a_state(entry), "kind": entry["kind"]}


def _interpretive(entry: Entry) -> Fields:
    return {**_of_a_state(entry), "issue_id": entry["issue"], "view": entry["view"]}


def _incident(entry: Entry) -> Fields:
    ended = str(entry.get("ended", ""))
    return {
        **_public({**entry, "date": entry.get("began", "")}),
        "treaty_id": entry["treaty"],
        "kind": entry["kind"],
        "state_id": entry.get("state"),
        "where_id": entry.get("where"),
        "actor": entry.get("actor", ""),
        "place": entry.get("place", ""),
        "ended_given": ended,
        "ended_day": day_of(ended, on=recorded_date()),
    }


def _assessments(incidents: list[Entry], number: Mapping[str, int]) -> Iterator[tuple[str, Fields]]:
    """Their keys count on from their incident's."""
    for incident in incidents:
        for place, entry in enumerate(incident["assessment"], start=1):
            yield (
                f"{incident['key']}-{place}",
                {
                    **_public(entry),
                    "incident_id": number[incident["key"]],
                    "grade": entry["grade"],
                    "by_state_id": entry.get("by_state"),
                    "by_whom": entry["by"],
                    "source_id": entry["source"],
                },
            )


def _statements(number: Mapping[str, int]) -> Iterator[tuple[str, Fields]]:
    for entry in _entries("statements", "statement"):
        fields = {
            **_public(entry),
            "treaty_id": entry["treaty"],
            "speaker": entry.get("speaker", ""),
            "forum": entry.get("forum", ""),
            "stance": entry["stance"],
            "incident_id": number[entry["incident"]] if "incident" in entry else None,
            "quotation": entry.get("quotation", ""),
            "language": entry.get("language", "en"),
            "url": entry.get("url", ""),
            "source_id": entry["source"],
        }
        for iso3 in entry.get("states", []):
            yield f"{entry['key']}-{iso3.lower()}", {**fields, "state_id": iso3}
        if "states" not in entry:
            yield entry["key"], {**fields, "state_id": entry.get("state")}


def _step(entry: Entry) -> Fields:
    given, revoked = str(entry.get("date", "")), str(entry.get("revoked", ""))
    return {
        "state_id": entry["state"],
        "treaty_id": entry["treaty"],
        "kind": entry["kind"],
        "date_given": given,
        "taken_date": day_of(given, on=recorded_date()),
        "revoked_date": day_of(revoked, on=recorded_date()),
        "verified": entry["confidence"] == "verified",
        "summary": entry["summary"],
        "source_id": entry["source"],
    }
