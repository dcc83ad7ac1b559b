"""A tour of the public record: each step is a page, and what can be seen there now, in figures of the record itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accede.access.viewer import PUBLIC
from accede.law.terms import CONSENT_KINDS
from accede.record import days
from accede.record.models import Treaty
from accede.record.queries import states, status, votes
from accede.web import words

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the tour. `see` names facts; where one of them is not on record, the step is not part of the tour."""

    key: str
    title: Promise
    see: Promise
    where: Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as it is shown: `url` leads there, and keeps the tour in view."""

    key: str
    number: int
    title: str
    see: str
    url: str


def _page(name: str) -> Callable[[Facts], str]:
    return lambda facts: reverse(name, args=[facts["treaty"]])


STEPS = (
    Step(
        "today",
        _("Where the treaty stands"),
        _(
            "%(joined)s States have joined and %(signatories)s have only signed. Choose another day above the map: map, "
            "totals and curve follow."
        ),
        _page("treaty"),
    ),
    Step(
        "another-day",
        _("Any day, not only today"),
        _(
            "This is the table of %(day_before)s. A day later it was another: %(changed)s (%(became)s). Put the day on by "
            "one and see."
        ),
        lambda facts: f"{reverse('status', args=[facts['treaty']])}?on={facts['before']}",
    ),
    Step(
        "one-state",
        _("One State, in all treaties"),
        _(
            "%(newest)s was the latest to join, on %(newest_day)s. Each date names its source, and says how "
            "sure it is."
        ),
        lambda facts: reverse("state", args=[str(facts["newest_code"])]),
    ),
    Step(
        "votes",
        _("How States voted"),
        _(
            "In the latest recorded vote, on %(resolution)s, %(yes)s voted yes, %(abstain)s abstained and %(no)s voted no. "
            "Yes from a State that has not joined is a reason to call."
        ),
        _page("votes"),
    ),
    Step(
        "targets",
        _("Whom to approach, and why"),
        _(
            "Nobody here is on a list by opinion: under each State stands the fact that put it there. Every table can be "
            "downloaded."
        ),
        _page("targets"),
    ),
    Step(
        "materials",
        _("What to hand over"),
        _(
            "Model laws, toolkits and checklists that others offer, with what each answers and where it is to be had."
        ),
        _page("materials"),
    ),
    Step(
        "methods",
        _("Where all this comes from"),
        _(
            "Each source with its day, and by which rules dates were read. What is too old to tell says so on every page."
        ),
        lambda _facts: reverse("methods"),
    ),
    Step(
        "desk",
        _("And behind it the desk"),
        _(
            "What is said with States stands on the desk, for those who were invited. Find yourself in this list; a year of "
            "invented work can be started to look at."
        ),
        lambda _facts: reverse("guide-chapter", args=["begin"]),
    ),
)


def stops(treaty: Treaty, *, on: date) -> list[Stop]:
    """The tour through what is on record of a treaty by that day."""
    told = _facts(treaty, on)
    found: list[Stop] = []
    for step in STEPS:
        try:
            see, where = str(step.see) % told, step.where(told)
        except KeyError:
            continue
        url = f"{where}{'&' if '?' in where else '?'}tour={step.key}"
        found.append(Stop(step.key, len(found) + 1, str(step.title), see, url))
    return found


def here(request: HttpRequest, treaty: Treaty) -> dict[str, Any] | None:
    """For a page that was reached by the tour: its stop, the one before and after, and how many there are."""
    key = request.GET.get("tour")
    if key not in {step.key for step in STEPS}:
        return None
    found = stops(treaty, on=timezone.localdate())
    place = next((number for number, stop in enumerate(found) if stop.key == key), None)
    if place is None:
        return None
    return {
        "stop": found[place],
        "before": found[place - 1] if place else None,
        "after": found[place + 1] if place + 1 < len(found) else None,
        "many": len(found),
    }


def _facts(treaty: Treaty, on: date) -> Facts:
    language = get_language() or "en"
    names = states.state_names(language, viewer=PUBLIC)
    counts = status.counts(treaty, on=on, viewer=PUBLIC)
    told: dict[str, str | int] = {
        "treaty": treaty.key,
        "joined": counts.joined,
        "signatories": counts.signatories,
    }
    actions = status.actions_until(treaty, on=on, viewer=PUBLIC)
    deposits = [each for each in actions if each.kind in CONSENT_KINDS and each.action_date]
    if deposits:
        newest = max(deposits, key=lambda each: each.action_date)
        told["newest"], told["newest_code"] = names[newest.state_id], newest.state_id.lower()
        told["newest_day"] = days.day(newest.action_date, language)
    changes = status.changes(treaty, after=treaty.adopted_date, until=on, viewer=PUBLIC)
    if changes:
        # A State that left shows best that each day has a table of its own.
        changed = next((each for each in changes if each.became == "former"), changes[0])
        before = changed.on - timedelta(days=1)
        told["before"], told["day_before"] = before.isoformat(), days.day(before, language)
        told["changed"], told["became"] = names[changed.iso3], str(words.STATUSES[changed.became])
    calls = votes.roll_calls_by_state(treaty, on=on, viewer=PUBLIC)
    if calls:
        call = max(calls, key=lambda each: each.year)
        told |= {
            "resolution": call.resolution_id,
            "yes": call.yes_total,
            "abstain": call.abstain_total,
            "no": call.no_total,
        }
    return told
