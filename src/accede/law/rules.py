"""What one treaty says about joining it and leaving it: data, read from the treaty's file.

Another treaty is another file. Every rule carries the article it stands in, for a lawyer to check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from accede.law.periods import Period, Unit
from accede.law.rule_table import RuleTable


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a treaty is open for signature or for accession."""

    opens: date | None  # None: it is not open, or not yet
    closes: date | None  # the last day; None: it stays open
    article: str

    def is_open(self, *, on: date) -> bool:
        return self.opens is not None and self.opens <= on and (self.closes is None or on <= self.closes)

    @classmethod
    def from_table(cls, table: RuleTable) -> Self:
        window = cls(opens=table.day("opens"), closes=table.day("closes"), article=table.text("article"))
        table.refuse_unknown()
        return window


class WaitKind(StrEnum):
    """How the wait between a deposit and entry into force is counted. Of each, one example."""

    NTH_MONTH_FIRST = "nth_month_first"  # first day of the 6th month after that of the deposit (CCM)
    MONTH_AFTER_N_DAYS = "month_after_n_days"  # first day of the month after the 60th day (Rome Statute)
    N_DAYS = "n_days"  # 90 days (TPNW)
    N_MONTHS_SAME_DAY = "n_months_same_day"  # six months to the day (CCW)
    ON_DEPOSIT = "on_deposit"  # no wait (NPT)


@dataclass(frozen=True, slots=True)
class Wait:
    """The time from a deposit to entry into force."""

    kind: WaitKind
    n: int
    article: str

    @classmethod
    def from_table(cls, table: RuleTable) -> Self:
        kind = table.choice("kind", WaitKind)
        n = 0 if kind is WaitKind.ON_DEPOSIT else table.number("n")
        return cls(kind=kind, n=n, article=table.text("article"))


class LaterFrom(StrEnum):
    """From which moment a depositing State is a later one, with a wait of its own.

    The two wordings differ for those who deposit in between: under the first they wait their own time from
    their own deposit (CCM, Rome Statute, TPNW), under the second they come in with the treaty itself (ATT,
    CWC, NPT).
    """

    THRESHOLD = "threshold"  # the State deposits after the day on which the required number was reached
    ENTRY_INTO_FORCE = "entry_into_force"  # the State deposits once the treaty is in force


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """When the treaty enters into force at all, and when for a State that comes later."""

    published: date | None  # as the depositary published it; None: not in force
    threshold: int  # so many States must have consented
    listed_states: str  # which States must be among them, in words; empty where any will do
    not_before: date | None
    general: Wait
    later: Wait
    later_from: LaterFrom

    @property
    def follows_from_dates_alone(self) -> bool:
        """Whether the dates of deposit suffice to compute it, whoever the depositing States are."""
        return not self.listed_states

    @classmethod
    def from_table(cls, table: RuleTable) -> Self:
        general, later = table.table("general"), table.table("later")
        rule = cls(
            published=table.day("published"),
            threshold=general.number("threshold"),
            listed_states=general.optional_text("listed_states"),
            not_before=general.day("not_before"),
            general=Wait.from_table(general),
            later=Wait.from_table(later),
            later_from=later.choice("from", LaterFrom),
        )
        if rule.later_from is LaterFrom.THRESHOLD and (rule.general.kind, rule.general.n) != (
            rule.later.kind,
            rule.later.n,
        ):
            # Otherwise a wait cannot be told by the day of deposit and of entry into force alone.
            raise later.wrong("from", "can be threshold only if both waits are the same; check kind and n")
        for part in (table, general, later):
            part.refuse_unknown()
        return rule


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """How long after its notice is received a withdrawal takes effect."""

    notice: Period
    conflict_clause: bool  # it is delayed while the withdrawing State is engaged in an armed conflict
    article: str

    @classmethod
    def from_table(cls, table: RuleTable) -> Self:
        withdrawal = cls(
            notice=Period(table.number("n"), table.choice("unit", Unit)),
            conflict_clause=table.flag("conflict_clause"),
            article=table.text("article"),
        )
        table.refuse_unknown()
        return withdrawal


@dataclass(frozen=True, slots=True)
class DueOnce:
    """What a State owes once, so long after the treaty entered into force for it."""

    key: str
    article: str
    period: Period
    within: bool  # "within the first year" ends a day before the anniversary; "not later than" on it
    conditional: bool  # runs only for a State that has what the article speaks of: stockpiles, mined areas


@dataclass(frozen=True, slots=True)
class DueYearly:
    """What a State owes every year by the same day."""

    key: str
    article: str
    month: int
    day: int
    follows: str  # key of the one-time report that comes first; empty: full_years_only
    full_years_only: bool  # the first report covers the first whole calendar year in force


ClockRule = DueOnce | DueYearly


def _clock_from_table(table: RuleTable) -> ClockRule:
    key, article = table.text("key"), table.text("article")
    clock: ClockRule
    if "month" in table:
        month, day = table.number("month"), table.number("day")
        try:
            date(2001, month, day)  # not a leap year: the day must come round every year
        except ValueError:
            raise table.wrong("day", f"must be a day of every year's month {month}") from None
        clock = DueYearly(
            key, article, month, day, table.optional_text("follows"), table.flag("full_years_only")
        )
        if bool(clock.follows) == clock.full_years_only:
            raise table.wrong(
                "follows", "must name the report that comes first, or full_years_only must be true"
            )
    else:
        period = Period(table.number("n"), table.choice("unit", Unit))
        clock = DueOnce(key, article, period, table.flag("within"), table.flag("conditional"))
    table.refuse_unknown()
    return clock


@dataclass(frozen=True, slots=True)
class TreatyRules:
    """All rules of one treaty."""

    signature: Window
    accession: Window
    entry_into_force: EntryIntoForce
    withdrawal: Withdrawal
    clocks: tuple[ClockRule, ...]

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object]) -> Self:
        """The rules in a treaty's file, or in the part of it that the record keeps.

        Other keys of the file (names, depositary) are passed over. All five sections must be there, so that a
        misspelt one is missed rather than passed over with them. Anything wrong is a RuleError.
        """
        table = RuleTable(mapping)
        clocks = tuple(_clock_from_table(entry) for entry in table.tables("clocks"))
        one_time_keys = {clock.key for clock in clocks if isinstance(clock, DueOnce)}
        for clock in clocks:
            if isinstance(clock, DueYearly) and clock.follows and clock.follows not in one_time_keys:
                raise table.wrong("clocks", f"must hold the clock {clock.follows}, which {clock.key} follows")
        return cls(
            signature=Window.from_table(table.table("signature")),
            accession=Window.from_table(table.table("accession")),
            entry_into_force=EntryIntoForce.from_table(table.table("entry_into_force")),
            withdrawal=Withdrawal.from_table(table.table("withdrawal")),
            clocks=clocks,
        )
