"""Where a State stands towards a treaty on a day: read off its actions, never stored.

The judgements behind it are set out in docs/law.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple, Protocol

from accede.law import entry_into_force
from accede.law.rules import TreatyRules
from accede.law.terms import ActionKind, Status


class TreatyAct(Protocol):
    """A dated act of a State. Rows of the record fit as they are."""

    @property
    def kind(self) -> str: ...

    @property
    def action_date(self) -> date: ...

    @property
    def effective_date(self) -> date | None: ...


class Standing(NamedTuple):
    """A State's status on a day, and the dates behind it that were known on that day.

    `entry_into_force_date` may lie ahead: it follows from the deposit. A notice of withdrawal that has not
    yet taken effect shows both its dates, and the State is still a Party. Once it has left, the dates remain
    as history.
    """

    status: Status = Status.NEITHER
    in_force: bool = False  # only of a Party: bound by deposit, and the treaty is in force for it
    former_party: bool = False  # only of one that is neither: it was a Party and withdrew
    provisional: bool = False  # it applies the treaty provisionally, which makes no Party of it
    signature_date: date | None = None
    consent_means: str | None = None
    consent_date: date | None = None
    entry_into_force_date: date | None = None
    withdrawal_notice_date: date | None = None
    withdrawal_effective_date: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row on which nothing changed."""

    status: Status
    in_force: bool
    former_party: bool
    from_date: date
    until_date: date | None  # the first day that is otherwise; None while it lasts


_NOTHING_DONE = Standing()
_ORDER_IN_A_DAY = {kind: place for place, kind in enumerate(ActionKind)}


def standing_on(
    actions: Sequence[TreatyAct], *, rules: TreatyRules, treaty_entry_into_force: date | None, on: date
) -> Standing:
    """The State's standing at the end of the day `on`; what it did later has no bearing.

    A Party from the day of deposit, and no longer from the day on which its withdrawal takes effect:
    Lithuania was a Party to the CCM up to 5 March 2025. Acts that have no effect in law are passed over: a
    second consent of a Party, a withdrawal of a State that is none.
    """
    if not actions:
        return _NOTHING_DONE
    standing = _NOTHING_DONE
    for act in sorted(actions, key=_reading_order):
        if act.action_date > on:
            break
        standing = _leave_when_due(standing, on=act.action_date)
        match ActionKind(act.kind):
            case ActionKind.SIGNATURE:
                standing = _sign(standing, act)
            case ActionKind.PROVISIONAL_APPLICATION:
                begun = (act.effective_date or act.action_date) <= on
                standing = standing._replace(provisional=standing.provisional or begun)
            case ActionKind.WITHDRAWAL:
                standing = _give_notice(standing, act, rules)
            case ActionKind.REVOCATION:
                standing = _revoke(standing, act)
            case _:  # all others are consents
                standing = _consent(standing, act, rules, treaty_entry_into_force)
    standing = _leave_when_due(standing, on=on)
    in_force = _is_in_force(standing, on=on)
    provisional = standing.provisional and not in_force
    if (in_force, provisional) == (standing.in_force, standing.provisional):
        return standing
    return standing._replace(in_force=in_force, provisional=provisional)


def spans(
    actions: Sequence[TreatyAct], *, rules: TreatyRules, treaty_entry_into_force: date | None
) -> list[Span]:
    """The same for all days, without a gap from the first change of status, before which the State is neither."""

    @cache
    def seen(day: date) -> Standing:
        return standing_on(actions, rules=rules, treaty_entry_into_force=treaty_entry_into_force, on=day)

    days: set[date] = set()
    for action_date in {act.action_date for act in actions}:
        standing = seen(action_date)
        # Between two acts only these can change a status: entry into force, and a withdrawal's effect.
        days |= {
            action_date,
            *filter(None, (standing.entry_into_force_date, standing.withdrawal_effective_date)),
        }

    found: list[Span] = []
    last = _status_of(_NOTHING_DONE)
    for day in sorted(days):
        status = _status_of(seen(day))
        if status != last:
            if found:
                found[-1] = replace(found[-1], until_date=day)
            found.append(Span(*status, from_date=day, until_date=None))
            last = status
    return found


def _status_of(standing: Standing) -> tuple[Status, bool, bool]:
    return standing.status, standing.in_force, standing.former_party


def _reading_order(act: TreatyAct) -> tuple[date, int]:
    return act.action_date, _ORDER_IN_A_DAY[ActionKind(act.kind)]


def _is_in_force(standing: Standing, *, on: date) -> bool:
    begins = standing.entry_into_force_date
    return standing.status is Status.PARTY and begins is not None and begins <= on


def _sign(standing: Standing, act: TreatyAct) -> Standing:
    """A signatory, unless it is bound already. The signature of a former Party begins anew."""
    if standing.former_party:
        standing = _NOTHING_DONE
    status = standing.status if standing.status is Status.PARTY else Status.SIGNATORY
    return standing._replace(status=status, signature_date=standing.signature_date or act.action_date)


def _consent(
    standing: Standing, act: TreatyAct, rules: TreatyRules, treaty_entry_into_force: date | None
) -> Standing:
    """A Party from this day. The first consent stands; a State that had left begins anew."""
    if standing.status is Status.PARTY:
        return standing
    if standing.former_party:
        standing = _NOTHING_DONE
    signed = act.action_date if act.kind == ActionKind.DEFINITIVE_SIGNATURE else None
    return standing._replace(
        status=Status.PARTY,
        signature_date=standing.signature_date or signed,
        consent_means=str(act.kind),
        consent_date=act.action_date,
        entry_into_force_date=act.effective_date or _in_force_from(act, rules, treaty_entry_into_force),
    )


def _in_force_from(act: TreatyAct, rules: TreatyRules, treaty_entry_into_force: date | None) -> date | None:
    """By the treaty's rule; at once for a successor State, which takes the place of one already bound.

    Vienna Convention on Succession of States in respect of Treaties (1978), art. 23. The depositary's own
    date, often the day of independence, is the act's effective date where it is known, and then stands.
    """
    if act.kind == ActionKind.SUCCESSION:
        return treaty_entry_into_force and max(act.action_date, treaty_entry_into_force)
    return entry_into_force.state_entry_into_force(
        act.action_date, rules=rules, treaty_entry_into_force=treaty_entry_into_force
    )


def _give_notice(standing: Standing, act: TreatyAct, rules: TreatyRules) -> Standing:
    """Still a Party until the notice takes effect: on the day that the depositary states, else by the rule.

    CCM art. 20(3): notice received on 6 September 2024 (Lithuania), effective on 6 March 2025.
    """
    if standing.status is not Status.PARTY or standing.withdrawal_notice_date is not None:
        return standing
    effective = act.effective_date or rules.withdrawal.notice.after(act.action_date)
    return standing._replace(
        withdrawal_notice_date=act.action_date,
        withdrawal_effective_date=max(effective, act.action_date),
    )


def _revoke(standing: Standing, act: TreatyAct) -> Standing:
    """Takes back what has not yet taken effect: a notice of withdrawal (VCLT art. 68), else a consent.

    A consent is taken back before the treaty is in force for the State (Russian Federation and the CTBT,
    2023): it is a signatory again if it had signed. With its consent goes any provisional application (VCLT
    art. 25(2)).
    """
    if standing.former_party:
        return standing
    if standing.withdrawal_notice_date is not None:
        return standing._replace(withdrawal_notice_date=None, withdrawal_effective_date=None)
    if _is_in_force(standing, on=act.action_date):
        return standing
    signed = standing.signature_date
    return Standing(status=Status.SIGNATORY if signed else Status.NEITHER, signature_date=signed)


def _leave_when_due(standing: Standing, *, on: date) -> Standing:
    """Neither Party nor signatory from the day on which the withdrawal takes effect: it ends the signature too."""
    effective = standing.withdrawal_effective_date
    if standing.status is not Status.PARTY or effective is None or effective > on:
        return standing
    return standing._replace(status=Status.NEITHER, former_party=True, provisional=False)
