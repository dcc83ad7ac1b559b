"""What the database itself refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.record import RollCallFactory, TreatyActionFactory, TreatyFactory, VoteFactory

from accede.record.models import Group, Membership, RollCall, StateName, StatusSpan, TreatyAction

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def treaty():
    return TreatyFactory()


def span(treaty, **changes):
    facts = {"status": "party", "in_force": True, "former_party": False, "from_date": date(2020, 1, 1)}
    return StatusSpan(treaty=treaty, state_id="NIU", **facts | changes)


def refuses(constraint, save):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        save()
    # PostgreSQL names the constraint; SQLite names it, or the columns of a unique one.
    return constraint in str(refusal.value) or "UNIQUE constraint failed" in str(refusal.value)


def test_action_is_recorded_once(treaty):
    act = {"treaty": treaty, "state_id": "NIU", "kind": "accession", "action_date": date(2020, 8, 6)}
    TreatyActionFactory(**act)
    assert refuses("an_action_is_recorded_once", lambda: TreatyActionFactory(**act))


def test_action_is_corrected_once(treaty):
    wrong = TreatyActionFactory(treaty=treaty, state_id="NIU", kind="accession", action_date=date(2020, 8, 6))
    right = {"treaty": treaty, "state_id": "NIU", "kind": "accession", "corrects": wrong}
    TreatyActionFactory(**right, action_date=date(2020, 8, 7))
    assert refuses("corrects_id", lambda: TreatyActionFactory(**right, action_date=date(2020, 8, 8)))
    assert TreatyAction.objects.filter(treaty=treaty).count() == 2


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("a_span_ends_after_it_began", {"until_date": date(2019, 12, 31)}),
        ("a_span_ends_after_it_began", {"until_date": date(2020, 1, 1)}),
        ("in_force_only_for_a_party", {"status": "signatory"}),
        ("former_party_only_outside", {"former_party": True}),
    ],
)
def test_span_says_what_can_be(treaty, constraint, changes):
    assert refuses(constraint, span(treaty, **changes).save)


def test_span_begins_once_on_a_day(treaty):
    span(treaty).save()
    assert refuses("one_span_begins_on_a_day", span(treaty).save)


def test_state_votes_once(treaty):
    call = RollCallFactory(treaty=treaty)
    VoteFactory(roll_call=call, state_id="KEN", choice="yes")
    assert refuses("a_state_votes_once", lambda: VoteFactory(roll_call=call, state_id="KEN", choice="no"))


def test_body_votes_once_on_a_resolution(treaty):
    call = RollCallFactory(treaty=treaty)
    again = RollCall(resolution=call.resolution, body=call.body, year=2020, source=call.source)
    again.yes_total = again.no_total = again.abstain_total = 0
    assert refuses("a_body_votes_once_on_a_resolution", again.save)


def test_state_has_one_short_name_in_a_language():
    second = StateName(state_id="NIU", kind="short", language="en", text="Savage Island", folded="x")
    assert refuses("one_short_name_in_each_language", second.save)


def test_membership_ends_after_it_began():
    group = Group.objects.get(pk="eu")
    backwards = Membership(
        group=group, state_id="NIU", from_date=date(2020, 2, 1), until_date=date(2020, 1, 31)
    )
    assert refuses("a_membership_ends_after_it_began", backwards.save)
