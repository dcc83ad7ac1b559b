"""What a figure counts, in the form that its number asks for: 1 State, 5 States; and so in each of the six languages."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import npgettext

Form = Callable[[int], str]

SHARES = {"share": 100, "per cent": 1}
"""What is told with the sign for per cent, and how many of a hundred one of it is."""

# A number after which each of the six languages has the form that it has after parts of one: Russian that of two,
# Arabic that of a hundred.
LIKE_PARTS = 102

# By the name of the unit: what a measure gives, or what an activity counts.
FORMS: dict[str, Form] = {
    "Parties": lambda n: npgettext("after its number", "Party", "Parties", n),
    "States": lambda n: npgettext("after its number", "State", "States", n),
    "votes": lambda n: npgettext("after its number", "vote", "votes", n),
    "times": lambda n: npgettext("after its number", "time", "times", n),
    "meetings": lambda n: npgettext("after its number", "meeting", "meetings", n),
    "sittings": lambda n: npgettext("after its number", "sitting", "sittings", n),
    "events": lambda n: npgettext("after its number", "event", "events", n),
    "action items": lambda n: npgettext("after its number", "action item", "action items", n),
    "exchanges": lambda n: npgettext("after its number", "exchange", "exchanges", n),
    "follow-ups": lambda n: npgettext("after its number", "follow-up", "follow-ups", n),
    "materials": lambda n: npgettext("after its number", "material", "materials", n),
    "answers": lambda n: npgettext("after its number", "answer to the survey", "answers to the survey", n),
    "invitations": lambda n: npgettext(
        "after its number", "reply to invitations", "replies to invitations", n
    ),
}


def after(figure: float | Decimal, unit: str) -> str:
    """The unit's word after that figure. Nothing after a share: its sign stands with the figure."""
    if unit in SHARES:
        return ""
    return FORMS[unit](abs(int(figure)) if figure == int(figure) else LIKE_PARTS)


def in_per_cent(figure: float | Decimal, unit: str) -> float | None:
    """How many of a hundred; None where the unit is no share."""
    return float(figure) * SHARES[unit] if unit in SHARES else None
