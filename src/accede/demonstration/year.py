"""The day on which the year ends, who acts in it, and the order of what they do."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from typing import Any, TypedDict

from django.utils import timezone

from accede.access import queries
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.record.models import State

MORNING = time(9, 30, tzinfo=UTC)

# How many days ago, and what is done then.
Act = tuple[int, Callable[[], None]]


class Acting(TypedDict):
    by: Viewer
    at: datetime


@dataclass(slots=True)
class Year:
    """`told` is year.toml; `people` and `rows` fill as the year goes on."""

    today: date
    campaign: Campaign
    told: dict[str, Any]
    people: dict[str, Person] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def moment(self, ago: int) -> datetime:
        """In the morning of that day; of a day that is still to come, now."""
        return min(datetime.combine(self.day(ago), MORNING), timezone.now())

    def acting(self, who: str, ago: int) -> Acting:
        return {
            "by": queries.viewer_of(self.people[who], on=self.day(max(ago, 0))),
            "at": self.moment(ago),
        }

    def states(self, codes: list[str]) -> list[State]:
        """In the order of the codes. KeyError for one that no State has."""
        found = State.objects.in_bulk(codes)
        return [found[code] for code in codes]


def read(today: date, campaign: Campaign) -> Year:
    text = (resources.files(__package__) / "year.toml").read_text(encoding="utf-8")
    return Year(today, campaign, tomllib.loads(text))
