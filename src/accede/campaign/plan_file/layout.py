"""What may stand in a plan file: its sections, their keys, and what each key holds."""

from dataclasses import dataclass
from typing import Literal

Holds = Literal[
    "key",  # a key: letters, digits, hyphens
    "text",  # a line of text
    "words",  # a text, or a text for each language
    "day",  # ISO 8601
    "whole",  # a whole number
    "count",  # one of things: nought or more
    "amount",  # a number with at most two decimals
    "money",  # one of a currency: nought or more
    "rate",  # a number with at most eight decimals, above nought
    "currency",  # a code of ISO 4217
    "choice",  # one of some words
    "keys",  # a list of keys
    "entries",  # a list of entries
]


@dataclass(frozen=True, slots=True)
class Field:
    """`section`: what the key refers to stands there; `choices`: the words that may stand."""

    holds: Holds
    required: bool = False
    section: str = ""
    choices: tuple[str, ...] = ()
    entries: str = ""


_TITLED = {"key": Field("key", required=True), "title": Field("words", required=True)}
_DAYS = {"starts": Field("day", required=True), "ends": Field("day", required=True)}

PLAN: dict[str, Field] = {
    "plan": Field("key", required=True),
    "campaign": Field("key", required=True),
    "title": Field("words", required=True),
    **_DAYS,
    "meeting": Field("key"),
    "follows": Field("key"),
    "currency": Field("currency", required=True),
    "budget_note": Field("words"),
    "actions": Field("keys"),
}
SECTIONS: dict[str, dict[str, Field]] = {
    "background": {
        **_TITLED,
        "value": Field("whole", required=True),
        "on": Field("day", required=True),
        "measure": Field("key"),
    },
    "objectives": _TITLED,
    "outputs": {**_TITLED, "objective": Field("key", section="objectives")},
    "indicators": {
        **_TITLED,
        "measure": Field("key", required=True),
        "objective": Field("key", section="objectives"),
        "output": Field("key", section="outputs"),
        "since": Field("day"),
        "due": Field("day"),
        "baseline": Field("amount"),
        "target": Field("amount"),
        "breakdown": Field("choice", choices=("region", "category", "level")),
    },
    "targets": {**_TITLED, "categories": Field("keys", required=True)},
    "partners": {
        **_TITLED,
        "kind": Field("choice", required=True, choices=("implementer", "partner")),
        "organisation": Field("text"),
        "asked": Field("words", required=True),
    },
    "activities": {
        **_TITLED,
        **_DAYS,
        "owner": Field("text"),
        "counts": Field(
            "choice",
            choices=("exchanges", "follow-ups", "meetings", "answers", "materials", "invitations", "events"),
        ),
        "planned": Field("count"),
        "objectives": Field("keys", section="objectives"),
        "targets": Field("keys", section="targets"),
        "meetings": Field("keys"),
        "partners": Field("entries", entries="share"),
        "said": Field("entries", entries="word"),
    },
    "timeline": {
        **_TITLED,
        **_DAYS,
        "activity": Field("key", section="activities"),
        "began": Field("day"),
        "done": Field("day"),
    },
    "budget": {
        **_TITLED,
        "activity": Field("key", section="activities"),
        "currency": Field("currency", required=True),
        "planned": Field("money"),
        "committed": Field("money"),
        "spent": Field("money"),
        "in_kind": Field("money"),
        "donor": Field("text"),
        "earmark": Field("text"),
    },
    "rates": {
        "currency": Field("currency", required=True),
        "on": Field("day", required=True),
        "rate": Field("rate", required=True),
    },
}
# Entries that stand in an activity.
WITHIN: dict[str, dict[str, Field]] = {
    "share": {"partner": Field("key", required=True, section="partners"), "role": Field("words")},
    "word": {
        "state": Field(
            "choice",
            required=True,
            choices=("upcoming", "due", "under-way", "overdue", "done", "dropped"),
        ),
        "on": Field("day", required=True),
    },
}
# Which day may not come before which.
ORDER = (("starts", "ends"), ("since", "due"), ("began", "done"))
