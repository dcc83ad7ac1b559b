"""When a treaty enters into force, and when it does so for one State."""

from collections.abc import Iterable
from datetime import date, timedelta

from accede.law import periods
from accede.law.rules import LaterFrom, TreatyRules, Wait, WaitKind


def treaty_entry_into_force(consent_dates: Iterable[date], *, rules: TreatyRules) -> date | None:
    """The treaty's own entry into force: as the depositary published it, else as the deposits make it.

    The published day stands above the computed one, since a depositary may know of a condition that no date
    shows.
    """
    return rules.entry_into_force.published or computed_treaty_entry_into_force(consent_dates, rules=rules)


def computed_treaty_entry_into_force(consent_dates: Iterable[date], *, rules: TreatyRules) -> date | None:
    """The treaty's entry into force as it follows from the deposits; None while they do not suffice.

    CCM art. 17(1): thirtieth instrument on 16 February 2010, in force on 1 August 2010. None as well where
    certain States must be among the depositing ones (BWC, NPT, CTBT): dates alone cannot tell.
    """
    rule = rules.entry_into_force
    deposits = sorted(consent_dates)
    if not rule.follows_from_dates_alone or len(deposits) < rule.threshold:
        return None
    computed = date_after(rule.general, deposited=deposits[rule.threshold - 1])
    return max(computed, rule.not_before or computed)


def state_entry_into_force(
    consent_date: date, *, rules: TreatyRules, treaty_entry_into_force: date | None
) -> date | None:
    """When the treaty enters into force for a State that deposited on that day; None while it is not in force.

    CCM art. 17: deposit on 16 February 2010 or before, 1 August 2010 with the treaty itself; deposit on 4 May
    2010 (United Kingdom), 1 November 2010; deposit on 5 September 2025 (Vanuatu), 1 March 2026. CWC art.
    XXI(2): deposit on 28 April 1997 (Bahrain), 29 April 1997 with the treaty itself; a deposit on the very
    day on which the treaty enters into force counts as later.
    """
    if treaty_entry_into_force is None:
        return None
    rule = rules.entry_into_force
    if rule.later_from is LaterFrom.ENTRY_INTO_FORCE and consent_date < treaty_entry_into_force:
        return treaty_entry_into_force
    return max(treaty_entry_into_force, date_after(rule.later, deposited=consent_date))


def date_after(wait: Wait, *, deposited: date) -> date:
    """The day on which the wait that begins with a deposit is over."""
    match wait.kind:
        case WaitKind.NTH_MONTH_FIRST:
            return periods.first_of_month_after(deposited, months=wait.n)
        case WaitKind.MONTH_AFTER_N_DAYS:
            return periods.first_of_month_after(deposited + timedelta(days=wait.n), months=1)
        case WaitKind.N_DAYS:
            return deposited + timedelta(days=wait.n)
        case WaitKind.N_MONTHS_SAME_DAY:
            return periods.same_day_months_after(deposited, months=wait.n)
        case WaitKind.ON_DEPOSIT:
            return deposited
