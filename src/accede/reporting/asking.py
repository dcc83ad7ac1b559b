"""What a document is asked with, as text to be kept, and back."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from accede.reporting.making import Asked
from accede.reporting.papers import Front


def to_text(asked: Asked) -> str:
    values: dict[str, Any] = {
        "kind": asked.kind,
        "meeting": asked.meeting,
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
        "state": asked.state,
        "details": dict(asked.details),
        "front": asdict(asked.front),
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Asked:
    values = json.loads(text)
    return Asked(
        kind=values["kind"],
        meeting=values["meeting"],
        since=date.fromisoformat(values["since"]) if values["since"] else None,
        until=date.fromisoformat(values["until"]) if values["until"] else None,
        state=values["state"],
        details=values["details"],
        front=Front(**values["front"]),
    )
