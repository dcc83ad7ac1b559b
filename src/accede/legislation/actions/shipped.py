"""What ships of laws and of who needs one. Another edition renews its own rows and touches no others."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from django.db import transaction

from accede.access.roles import Confidentiality
from accede.evidence.actions.recording import dated
from accede.evidence.actions.shipped import drop, put
from accede.legislation.models import Finding, Law, QualifyingFact
from accede.record.shipped_record import recorded_date

Entry = Mapping[str, Any]


@transaction.atomic
def load_shipped_legislation() -> None:
    """Load what ships, in the place of what shipped before it. States, treaties and sources are there already."""
    laws: list[Entry] = _read("laws")["law"]
    gone = put(Law, ((entry["key"], _law(entry)) for entry in laws))
    # Findings first: a law that ships no more stays as long as somebody's own finding stands on it.
    drop([*put(Finding, _findings(laws)), *gone])
    facts: list[Entry] = _read("qualifying")["fact"]
    drop(put(QualifyingFact, ((entry["key"], _fact(entry)) for entry in facts)))


def _read(file: str) -> dict[str, Any]:
    text = (resources.files("accede.legislation") / "shipped" / f"{file}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _public(entry: Entry) -> dict[str, Any]:
    when = dated(str(entry.get("date", "")), "", on=recorded_date())
    return {
        "confidentiality": Confidentiality.PUBLIC,
        "state_id": entry["state"],
        "treaty_id": entry["treaty"],
        "source_id": entry["source"],
        "reading": entry["summary"],
        **when,
    }


def _law(entry: Entry) -> dict[str, Any]:
    return {
        **_public(entry),
        "kind": entry["kind"],
        "name": entry.get("name", ""),
        "url": entry.get("url", ""),
    }


def _findings(laws: list[Entry]) -> Iterator[tuple[str, dict[str, Any]]]:
    """But where somebody on the desk has compared the point: theirs stands."""
    every = "keys and points, and no text"
    number = dict(Law.objects.unguarded(because=every).values_list("shipped_key", "pk"))
    own = Finding.objects.unguarded(because=every).filter(shipped_key=None)
    taken = set(own.values_list("law_id", "point"))
    for entry in laws:
        law = number[entry["key"]]
        for finding in entry.get("finding", ()):
            if (law, finding["point"]) in taken:
                continue
            yield (
                f"{entry['key']}-{finding['point']}",
                {
                    "confidentiality": Confidentiality.PUBLIC,
                    "law_id": law,
                    "point": finding["point"],
                    "verdict": finding["verdict"],
                    "reading": finding["summary"],
                    "made_on": recorded_date(),
                },
            )


def _fact(entry: Entry) -> dict[str, Any]:
    return {**_public(entry), "question": entry["question"], "answer": entry["answer"]}
