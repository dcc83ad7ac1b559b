"""What a caller may add to an address, and what the API makes of it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Query
from pydantic import BeforeValidator

from accede.access.viewer import PUBLIC
from accede.api.schemas import StatusWord
from accede.record.partial_dates import parse_day
from accede.record.queries import states
from accede.record.queries.nearest import NotOnRecordError
from accede.toolkit.models import Material

MOST_ROWS = 1000
# No database counts further than a big integer: a page number of 10^30 is refused, not tried.
FURTHEST = 1_000_000


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"


class Language(StrEnum):
    AR = "ar"
    ZH = "zh"
    EN = "en"
    FR = "fr"
    RU = "ru"
    ES = "es"


Day = Annotated[date, BeforeValidator(parse_day)]
On = Annotated[Day | None, Query(description="A day as ISO 8601, past or to come. Default: today.")]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="At most so many rows.")]
Offset = Annotated[int, Query(ge=0, le=FURTHEST, description="Leave out so many rows first.")]
Form = Annotated[Format, Query(alias="format", description="json, or csv with the same columns.")]
Lang = Annotated[Language, Query(alias="language", description="The language of names.")]
Group = Annotated[str, Query(description="Only States of this group, by its key: african, sids, eu.")]
Speaks = Annotated[
    str, Query(description="Only States where this language is official, by its code: fr, pt.")
]
Always = Annotated[bool, Query(description="Of those who voted yes only those who always did.")]
Voted = Annotated[
    Literal["yes", "no", "abstain", "absent"] | None,
    Query(description="Only States that voted so in the latest vote until the day."),
]
Resolution = Annotated[
    str, Query(description="Only the vote on this resolution, by its symbol: A/RES/79/58.")
]
Categories = Annotated[list[str], Query(description="Only these categories, by their keys.")]
After = Annotated[Day | None, Query(description="Only changes after this day.")]
Name = Annotated[
    str, Query(max_length=200, description="Only States that this may mean: any name, in six languages.")
]
Words = Annotated[str, Query(max_length=200, description="Only materials of which all these words are said.")]
MaterialKind = Annotated[Material.Kind | None, Query(description="Only materials of this kind.")]
InLanguage = Annotated[
    str, Query(description="Only materials that there are in this language, by its code: fr, pt.")
]
Since = Annotated[Day, Query(description="The earlier of the two days, as ISO 8601.")]
FirstVote = Annotated[
    str, Query(description="The earlier vote, by its resolution's symbol. Default: the last but one.")
]
SecondVote = Annotated[
    str, Query(description="The later vote, by its resolution's symbol. Default: the latest.")
]
Standing = Annotated[
    StatusWord | Literal["party-pending", "former"] | None,
    Query(
        alias="status",
        description="Only States of this status. party has those, too, for which it is not yet in force (party-pending "
        "alone), and neither the former Parties (former alone).",
    ),
]


def day(on: date | None) -> date:
    """The day asked for, today where none is."""
    return on or timezone.localdate()


def members(group: str, speaks: str = "", *, on: date) -> set[str] | None:
    """The States of the group where the language is official; None, which is no bound, where neither is asked for.

    Raises NotOnRecordError.
    """
    only = states.members(group, on=on, viewer=PUBLIC) if group else None
    if not speaks:
        return only
    known = states.languages_spoken(viewer=PUBLIC)
    if speaks not in known:
        raise NotOnRecordError("language", speaks, known)
    speakers = states.speakers(speaks, viewer=PUBLIC)
    return speakers if only is None else only & speakers
