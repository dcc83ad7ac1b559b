"""What the reader asked for, read from the address. What cannot be is refused with a reason."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from accede.access.viewer import PUBLIC
from accede.record.partial_dates import parse_day
from accede.record.queries import nearest, states


@dataclass(frozen=True, slots=True)
class StateFilter:
    """Which States a table shows: those of a group, and those where a language is official. Empty: all."""

    group: str = ""
    language: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "StateFilter":
        return cls(query.get("group", ""), query.get("speaks", ""))

    def states(self, *, on: date) -> set[str] | None:
        """ISO codes of the States that pass; None where all do."""
        chosen: set[str] | None = None
        if self.group:
            chosen = states.members(self.group, on=on, viewer=PUBLIC)
        if self.language:
            known = states.languages_spoken(viewer=PUBLIC)
            if self.language not in known:
                raise nearest.NotOnRecordError("language", self.language, known)
            speakers = states.speakers(self.language, viewer=PUBLIC)
            chosen = speakers if chosen is None else chosen & speakers
        return chosen


def kept(request: HttpRequest) -> str:
    """What goes along to another page of the same list: the day, where one is asked for."""
    on = request.GET.get("on", "")
    return urlencode({"on": on}) + "&" if on else ""


def day(request: HttpRequest, name: str = "on") -> date:
    """The day asked for, today where none is; NotADateError for what is no day."""
    text = request.GET.get(name, "").strip()
    return parse_day(text) if text else timezone.localdate()


def one_of(request: HttpRequest, name: str, known: list[str], *, default: str = "") -> str:
    """The value asked for, where it is one of those known; NotOnRecordError with the nearest where it is not."""
    value = request.GET.get(name, "") or default
    if value and value not in known:
        raise nearest.NotOnRecordError(name, value, nearest.nearest_names(value, known) or known)
    return value
