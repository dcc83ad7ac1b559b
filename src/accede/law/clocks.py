"""The deadlines that run for a State once a treaty is in force for it."""

from dataclasses import dataclass
from datetime import date, timedelta

from accede.law.rules import DueOnce, DueYearly, TreatyRules
from accede.law.status import Standing
from accede.law.terms import Status


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something can be done in time."""

    key: str
    due: date
    article: str
    recurring: bool
    conditional: bool  # owed only by a State that has what the article speaks of: stockpiles, mined areas


def clocks(standing: Standing, *, rules: TreatyRules, on: date) -> list[Deadline]:
    """What the treaty asks of a Party by when, earliest first; of what recurs, the next time from `on`.

    Known from the deposit on: Vanuatu deposited on 5 September 2025, its first report under CCM art. 7(1) is
    due on 28 August 2026. Deadlines past are kept, since the record does not know what was done. None for a
    State that has left; of one that has given notice, only those that come before it leaves. An extension
    that the States Parties granted (CCM art. 3(3), 4(5)) is not in these rules.
    """
    begins = standing.entry_into_force_date
    if standing.status is not Status.PARTY or begins is None:
        return []
    once = {
        rule.key: Deadline(
            rule.key, _due_once(rule, begins), rule.article, recurring=False, conditional=rule.conditional
        )
        for rule in rules.clocks
        if isinstance(rule, DueOnce)
    }
    yearly = [
        Deadline(rule.key, _next_due(rule, begins, once, on), rule.article, recurring=True, conditional=False)
        for rule in rules.clocks
        if isinstance(rule, DueYearly)
    ]
    leaves = standing.withdrawal_effective_date or date.max
    deadlines = [deadline for deadline in (*once.values(), *yearly) if deadline.due < leaves]
    return sorted(deadlines, key=lambda deadline: deadline.due)


def _due_once(rule: DueOnce, begins: date) -> date:
    return rule.period.after(begins) - timedelta(days=1 if rule.within else 0)


def _next_due(rule: DueYearly, begins: date, once: dict[str, Deadline], on: date) -> date:
    """The yearly day that comes next: never before the report that must come first."""
    if rule.full_years_only:
        first_full_year = begins.year if (begins.month, begins.day) == (1, 1) else begins.year + 1
        earliest = date(first_full_year + 1, 1, 1)
    else:
        earliest = once[rule.follows].due + timedelta(days=1)
    earliest = max(earliest, on)
    this_year = date(earliest.year, rule.month, rule.day)
    if earliest.year == date.max.year:
        return this_year  # the calendar has no next one
    return this_year if this_year >= earliest else date(earliest.year + 1, rule.month, rule.day)
