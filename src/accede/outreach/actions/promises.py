"""Pledges and follow-ups, in an exchange or on their own."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign, Person
from accede.access.recording import insist_on_past, save_change
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import Viewer
from accede.outreach import rules
from accede.outreach.actions.recording import insist_on_reader, write_down, write_part
from accede.outreach.models import Exchange, FollowUp, Pledge
from accede.record.models import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A pledge as an exchange is logged with it."""

    side: Pledge.Side
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A follow-up as an exchange is logged with it."""

    what: str
    assignee: Person
    due_on: date | None = None


@transaction.atomic
def add_pledge(*, exchange: Exchange, promise: Promise, by: Viewer, at: datetime) -> Pledge:
    """What was promised in the exchange. It is as confidential as the exchange."""
    rules.insist_on_adding(by, exchange)
    row = Pledge(
        exchange=exchange,
        state_id=exchange.state_id,
        side=promise.side,
        text=promise.text.strip(),
        made_on=exchange.held_on,
        due_on=promise.due_on,
    )
    _insist_on_order(row.made_on, row.due_on)
    return write_part(row, of=exchange, act="add pledge", by=by, at=at)


@transaction.atomic
def make_pledge(
    *,
    campaign: Campaign,
    state: State,
    promise: Promise,
    made_on: date,
    confidentiality: Confidentiality,
    attribution: Attribution = Attribution.OPEN,
    by: Viewer,
    at: datetime,
) -> Pledge:
    """A promise that was not made in an exchange on this desk."""
    rules.insist_on_logging(by, campaign)
    insist_on_past(made_on, at=at, field="made_on")
    _insist_on_order(made_on, promise.due_on)
    row = Pledge(
        state=state, side=promise.side, text=promise.text.strip(), made_on=made_on, due_on=promise.due_on
    )
    return write_down(
        row,
        campaign=campaign,
        confidentiality=confidentiality,
        attribution=attribution,
        act="add pledge",
        by=by,
        at=at,
    )


@transaction.atomic
def settle_pledge(
    *, pledge: Pledge, standing: Pledge.Standing, on: date, outcome: str = "", by: Viewer, at: datetime
) -> None:
    """What became of the promise, since that day: kept, broken, withdrawn, or open again."""
    rules.insist_on_changing(by, pledge)
    before = audit.values(pledge)
    is_open = standing == Pledge.Standing.OPEN
    if not is_open:
        insist_on_past(on, at=at, field="settled_on")
        if on < pledge.made_on:
            raise ValidationError({"settled_on": _("A promise is settled after it was made.")})
    pledge.standing, pledge.settled_on = standing, None if is_open else on
    pledge.outcome = outcome.strip()
    save_change(pledge, before, act="reopen pledge" if is_open else "settle pledge", by=by, at=at)


@transaction.atomic
def edit_pledge(*, pledge: Pledge, text: str, due_on: date | None, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, pledge)
    before = audit.values(pledge)
    _insist_on_order(pledge.made_on, due_on)
    pledge.text, pledge.due_on = text.strip(), due_on
    save_change(pledge, before, act="edit pledge", by=by, at=at)


@transaction.atomic
def add_follow_up(*, exchange: Exchange, step: NextStep, by: Viewer, at: datetime) -> FollowUp:
    """What one of us does next, out of the exchange. It is as confidential as the exchange."""
    rules.insist_on_adding(by, exchange)
    insist_on_reader(exchange, step.assignee, field="assignee", at=at)
    row = FollowUp(
        exchange=exchange,
        state_id=exchange.state_id,
        what=step.what.strip(),
        assignee=step.assignee,
        made_on=exchange.held_on,
        due_on=step.due_on,
    )
    _insist_on_order(row.made_on, row.due_on)
    return write_part(row, of=exchange, act="add follow-up", by=by, at=at)


@transaction.atomic
def make_follow_up(
    *,
    campaign: Campaign,
    state: State | None,
    step: NextStep,
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> FollowUp:
    """Something to be done that does not come out of an exchange; about a State, or about none."""
    row = FollowUp(
        state=state, what=step.what.strip(), assignee=step.assignee, made_on=at.date(), due_on=step.due_on
    )
    _insist_on_order(row.made_on, row.due_on)
    written = write_down(
        row, campaign=campaign, confidentiality=confidentiality, act="add follow-up", by=by, at=at
    )
    insist_on_reader(written, step.assignee, field="assignee", at=at)
    return written


@transaction.atomic
def finish_follow_up(*, follow_up: FollowUp, on: date, result: str = "", by: Viewer, at: datetime) -> None:
    """It is done, since that day, and this came of it."""
    rules.insist_on_changing(by, follow_up)
    insist_on_past(on, at=at, field="done_on")
    if on < follow_up.made_on:
        raise ValidationError({"done_on": _("It was done after it was made.")})
    before = audit.values(follow_up)
    follow_up.done_on, follow_up.result = on, result.strip()
    save_change(follow_up, before, act="finish follow-up", by=by, at=at)


@transaction.atomic
def reopen_follow_up(*, follow_up: FollowUp, by: Viewer, at: datetime) -> None:
    """It is to be done after all. What came of it so far stays."""
    rules.insist_on_changing(by, follow_up)
    before = audit.values(follow_up)
    follow_up.done_on = None
    save_change(follow_up, before, act="reopen follow-up", by=by, at=at)


@transaction.atomic
def postpone_follow_up(*, follow_up: FollowUp, due_on: date, by: Viewer, at: datetime) -> None:
    """Another day until when it is due."""
    rules.insist_on_changing(by, follow_up)
    _insist_on_order(follow_up.made_on, due_on)
    before = audit.values(follow_up)
    follow_up.due_on = due_on
    save_change(follow_up, before, act="postpone follow-up", by=by, at=at)


@transaction.atomic
def reassign_follow_up(*, follow_up: FollowUp, assignee: Person, by: Viewer, at: datetime) -> None:
    """Somebody else does it."""
    rules.insist_on_changing(by, follow_up)
    insist_on_reader(follow_up, assignee, field="assignee", at=at)
    before = audit.values(follow_up)
    follow_up.assignee = assignee
    save_change(follow_up, before, act="reassign follow-up", by=by, at=at)


def _insist_on_order(made_on: date, due_on: date | None) -> None:
    if due_on is not None and due_on < made_on:
        raise ValidationError({"due_on": _("It is due after it was made.")})
