"""Pledges and follow-ups: due, done, open again; and who may say so."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.outreach.reading import asked, by, campaign, log, state

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.outreach import actions, queries
from accede.outreach.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def step(due_on=None, assignee=None, what="Send the model law."):
    return actions.NextStep(what=what, assignee=assignee or cast.coordinator_a(), due_on=due_on)


def follow_up(due_on=None, **more):
    return actions.add_follow_up(exchange=log(), step=step(due_on, **more), **by())


def pledge(due_on=None, side=Pledge.Side.STATE):
    promise = actions.Promise(side=side, text="To put the bill forward.", due_on=due_on)
    return actions.add_pledge(exchange=log(), promise=promise, **by())


def test_open_ones_come_by_their_day_and_those_without_one_last():
    late, never, soon = follow_up(date(2026, 11, 1)), follow_up(), follow_up(date(2026, 10, 1))
    rows = queries.follow_ups(campaign(), **asked())
    assert [row.pk for row in rows] == [soon.pk, late.pk, never.pk]
    assert [row.overdue for row in rows] == [True, False, False]
    overdue = queries.follow_ups(campaign(), when="overdue", **asked())
    assert [row.pk for row in overdue] == [soon.pk]
    due = queries.follow_ups(campaign(), due_until=date(2026, 11, 1), **asked())
    assert [row.pk for row in due] == [soon.pk, late.pk]


def test_they_are_listed_by_whom_and_by_state():
    mine, theirs = follow_up(), follow_up(assignee=cast.coordinator_b())
    assert [row.pk for row in queries.follow_ups(campaign(), person=mine.assignee_id, **asked())] == [mine.pk]
    assert len(queries.follow_ups(campaign(), states_asked=["KEN"], **asked())) == 2
    assert queries.follow_ups(campaign(), states_asked=["UGA"], **asked()) == []
    actions.reassign_follow_up(follow_up=theirs, assignee=cast.coordinator_a(), **by())
    assert len(queries.follow_ups(campaign(), person=mine.assignee_id, **asked())) == 2


def test_done_open_again_postponed():
    row = follow_up(date(2026, 10, 1))
    actions.finish_follow_up(follow_up=row, on=date(2026, 10, 2), result="They have it.", **by())
    assert queries.follow_ups(campaign(), **asked()) == []
    (done,) = queries.follow_ups(campaign(), when="done", **asked())
    assert (done.done_on, done.result, done.overdue) == (date(2026, 10, 2), "They have it.", False)
    actions.reopen_follow_up(follow_up=row, **by())
    actions.postpone_follow_up(follow_up=row, due_on=date(2026, 12, 1), **by())
    (again,) = queries.follow_ups(campaign(), **asked())
    assert (again.due_on, again.overdue, again.result) == (date(2026, 12, 1), False, "They have it.")
    acts = AuditEntry.objects.filter(kind="outreach.FollowUp").values_list("act", flat=True)
    assert list(acts) == ["postpone follow-up", "reopen follow-up", "finish follow-up", "add follow-up"]


@pytest.mark.parametrize("on", [date(2026, 9, 29), date(2026, 10, 6)])
def test_it_is_done_neither_before_it_was_made_nor_tomorrow(on):
    with pytest.raises(ValidationError) as refused:
        actions.finish_follow_up(follow_up=follow_up(), on=on, **by())
    assert list(refused.value.message_dict) == ["done_on"]


def test_it_is_given_to_nobody_who_may_not_read_it():
    with pytest.raises(ValidationError) as refused:
        actions.reassign_follow_up(follow_up=follow_up(), assignee=cast.icrc_partner(), **by())
    assert list(refused.value.message_dict) == ["assignee"]


def test_whoever_is_to_do_it_may_say_that_it_is_done():
    exchange = log(confidentiality=Confidentiality.PARTNERS)
    row = actions.add_follow_up(exchange=exchange, step=step(assignee=cast.cmc_partner()), **by())
    with pytest.raises(NotAllowedError):
        actions.finish_follow_up(follow_up=row, on=date(2026, 10, 1), **by("icrc_partner"))
    actions.finish_follow_up(follow_up=row, on=date(2026, 10, 1), **by("cmc_partner"))


def test_one_may_stand_on_its_own():
    row = actions.make_follow_up(
        campaign=campaign(), state=None, step=step(), confidentiality=Confidentiality.COORDINATORS, **by()
    )
    assert row.part_of() is None
    (shown,) = queries.follow_ups(campaign(), **asked())
    assert (shown.iso3, shown.exchange) == ("", None)
    assert queries.follow_ups(campaign(), **asked("support_unit_officer")) == []
    with pytest.raises(ValidationError):
        actions.make_follow_up(
            campaign=campaign(),
            state=state(),
            step=step(assignee=cast.support_unit_officer()),
            confidentiality=Confidentiality.COORDINATORS,
            **by(),
        )


def test_a_pledge_is_kept_broken_or_open_again():
    row = pledge(date(2026, 10, 1))
    assert [each.overdue for each in queries.pledges(campaign(), **asked())] == [True]
    actions.settle_pledge(
        pledge=row, standing=Pledge.Standing.KEPT, on=date(2026, 10, 3), outcome="The bill is in.", **by()
    )
    (kept,) = queries.pledges(campaign(), when="done", **asked())
    assert (kept.label, kept.settled_on, kept.outcome, kept.open) == (
        "kept",
        date(2026, 10, 3),
        "The bill is in.",
        False,
    )
    actions.settle_pledge(pledge=row, standing=Pledge.Standing.OPEN, on=date(2026, 10, 4), **by())
    (again,) = queries.pledges(campaign(), **asked())
    assert (again.open, again.settled_on) == (True, None)
    with pytest.raises(ValidationError):
        actions.settle_pledge(pledge=row, standing=Pledge.Standing.BROKEN, on=date(2026, 9, 1), **by())


def test_pledges_of_either_side_are_told_apart():
    theirs, ours = pledge(), pledge(side=Pledge.Side.US)
    assert [row.pk for row in queries.pledges(campaign(), side="us", **asked())] == [ours.pk]
    assert [row.pk for row in queries.pledges(campaign(), side="state", **asked())] == [theirs.pk]


def test_partners_add_to_no_exchange_of_others():
    exchange = log(confidentiality=Confidentiality.PARTNERS)
    for who in ("cmc_partner", "icrc_partner", "thematic_coordinator", "observer"):
        with pytest.raises(NotAllowedError):
            actions.add_follow_up(exchange=exchange, step=step(), **by(who))
    actions.add_follow_up(exchange=exchange, step=step(), **by("support_unit_officer"))


def test_a_promise_made_elsewhere_stands_on_its_own():
    row = actions.make_pledge(
        campaign=campaign(),
        state=state("UGA"),
        promise=actions.Promise(side=Pledge.Side.STATE, text="To ratify."),
        made_on=date(2026, 9, 1),
        confidentiality=Confidentiality.PARTNERS,
        **by("cmc_partner"),
    )
    assert [each.pk for each in queries.pledges(campaign(), **asked("icrc_partner"))] == [row.pk]
