"""From the list to the day: places, the waiting list, replacing people, tables, signing in, what is destroyed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.access import cast
from tests.factories import workshops as make

from accede.access.models import AuditEntry, Campaign
from accede.campaign.measures import MEASURES, awaited
from accede.campaign.models import Activity
from accede.campaign.work import READERS, Tied
from accede.meetings.actions import approval, participant_table, registration, workshop_day, workshops
from accede.meetings.actions.registration import Person
from accede.meetings.models import Delegation, Needs, Participant, SignIn
from accede.meetings.queries import held
from accede.meetings.queries import workshops as queries
from accede.project import duties
from accede.record.measures import Asked
from accede.record.models import Treaty

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NEEDS = {"diet": "no nuts", "passport": "A1234567", "visa": True}


def _fresh(delegation):
    return Delegation.objects.unguarded(because="a test").get(pk=delegation.pk)


def _reply(delegation, *people, **more):
    return registration.reply(
        delegation=delegation, people=list(people), replied_by="F. Point", at=timezone.now(), **more
    )


def _refused(call):
    with pytest.raises(ValidationError) as caught:
        call()
    return caught.value


def test_who_comes_when_it_is_full_waits_and_gets_the_places_that_become_free():
    workshop = make.workshop(places=3)
    kenya, uganda, ghana = make.invited(workshop, "KEN", "UGA", "GHA")
    assert make.coming(kenya, "Amina A", "Ben B").reply == "accepted"
    assert make.coming(uganda, "Carol C", "Dan D").reply == "waiting"  # with all who were named
    assert make.coming(ghana, "Esi E").reply == "accepted"
    assert [each.name for each in make.people_of(uganda)] == ["Carol C", "Dan D"]
    assert "0" in str(_refused(lambda: approval.give_places(delegation=uganda, **make.acting())))
    more = [Person(number=make.people_of(ghana)[0].pk, name="Esi E"), Person(name="Kofi K")]
    assert _refused(lambda: _reply(ghana, *more)).code == "full"
    assert len(make.people_of(ghana)) == 1
    registration.decline(delegation=kenya, replied_by="F. Point", at=timezone.now())
    assert {each.standing for each in make.people_of(kenya)} == {"withdrawn"}
    approval.give_places(delegation=uganda, **make.acting())
    assert _fresh(uganda).reply == "accepted"


def test_somebody_approved_stays_until_the_change_is_approved():
    workshop = make.workshop()
    (kenya,) = make.invited(workshop, "KEN")
    make.coming(kenya, "Amina A")
    (amina,) = make.people_of(kenya)
    _reply(kenya, Person(number=amina.pk, name="Brian B", email="brian@example.org", needs=NEEDS))
    (row,) = make.people_of(kenya)
    assert (row.name, row.standing, row.waits) == ("Amina A", "approved", True)
    approval.refuse(participant=row, answer="The list is printed.", **make.acting())
    (row,) = make.people_of(kenya)
    assert (row.name, row.change, row.answer) == ("Amina A", "", "The list is printed.")
    _reply(kenya, Person(number=amina.pk, name="Brian B", email="brian@example.org"))
    approval.approve_all(participants=make.people_of(kenya), **make.acting())
    (row,) = make.people_of(kenya)
    assert (row.name, row.email, row.waits) == ("Brian B", "brian@example.org", False)


def test_nobody_is_registered_twice_and_a_closed_workshop_takes_no_more():
    workshop = make.workshop()
    kenya, uganda = make.invited(workshop, "KEN", "UGA")
    make.coming(kenya, "Amina A")
    same = [Person(name="Dan D"), Person(name="dan  d")]
    assert list(_refused(lambda: _reply(uganda, *same)).error_dict) == ["p1-name"]
    theirs = Person(name="Other", email="AMINA@example.org")
    assert list(_refused(lambda: _reply(uganda, theirs)).error_dict) == ["p0-email"]
    assert "at most" in str(_refused(lambda: _reply(uganda, *[Person(name=f"N{n}") for n in range(3)])))
    workshops.close_registration(workshop=workshop, **make.acting())
    assert _refused(lambda: _reply(uganda, Person(name="Dan D"))).code == "closed"
    assert _fresh(uganda).reply == ""
    (amina,) = make.people_of(kenya)
    _reply(kenya, Person(number=amina.pk, name="Brian B"))  # one for another, still
    assert (
        _refused(lambda: _reply(kenya, Person(number=amina.pk, name="A"), Person(name="B"))).code == "closed"
    )


def test_a_table_with_clashing_delegations_changes_nothing(tmp_path):
    workshop = make.workshop(places=4)
    kenya, uganda, ghana = make.invited(workshop, "KEN", "UGA", "GHA")
    make.coming(kenya, "Amina A")
    registration.decline(delegation=ghana, replied_by="F. Point", at=timezone.now())
    table = tmp_path / "people.csv"
    rows = [
        "state,name,email",
        "Uganda,Carol C,carol@example.org",
        "Kenya,Carol Again,carol@example.org",  # in two delegations of the table
        "Uganda,Other,amina@example.org",  # with another delegation already
        "Ghana,Esi E,",  # declined
        "Togo,Kossi K,",  # not invited
        "Uganda,=1+1,",
        "Uganda,Dan D,",
        "Uganda,Eve E,",  # a third
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    brought = participant_table.bring_in(table, workshop=workshop, **make.acting())
    assert (brought.people, [each.line for each in brought.refused]) == (0, [3, 4, 5, 6, 7, 9])
    assert make.people_of(uganda) == []
    table.write_text("\n".join([*rows[:2], rows[7], "Kenya,Amina A,amina@example.org"]), encoding="utf-8")
    assert participant_table.bring_in(table, workshop=workshop, **make.acting()).people == 2
    assert participant_table.bring_in(table, workshop=workshop, **make.acting()).people == 0  # they are there
    assert _fresh(uganda).reply == "accepted"


def test_signing_in_twice_counts_once_and_tells_what_is_not_taken():
    workshop = make.workshop(in_days=0)
    (kenya,) = make.invited(workshop, "KEN")
    make.coming(kenya, "Amina A")
    (amina,) = make.people_of(kenya)
    now = timezone.localtime()
    pairs = [(amina, now), (amina, now - timedelta(minutes=5)), (amina, now - timedelta(days=3))]
    told = workshop_day.sign_in_many(pairs=pairs[:2], **make.acting())
    assert told == {amina.pk: ""}
    assert SignIn.objects.count() == 1
    assert workshop_day.sign_in_many(pairs=pairs[2:], **make.acting())[amina.pk]
    assert AuditEntry.objects.filter(act="sign in participant").count() == 1
    assert workshop_day.put_attendance_on_record(workshop=workshop, **make.acting()) == 1
    assert [each.state_id for each in workshop.meeting.attendances.all()] == ["KEN"]


def test_needs_are_destroyed_on_their_day_and_nothing_of_them_stands_in_the_trail():
    workshop = make.workshop(in_days=0, lasts=1)
    (kenya,) = make.invited(workshop, "KEN")
    make.coming(kenya, "Amina A", needs=NEEDS)
    held_now = Needs.objects.unguarded(because="a test")
    assert held_now.get().passport == "A1234567"
    at = timezone.now()
    assert duties.shred_needs(at).done == 0
    assert duties.shred_needs(at + timedelta(days=31)).done == 1
    assert held_now.count() == 0
    assert duties.shred_needs(at + timedelta(days=32)).done == 0
    assert not AuditEntry.objects.filter(kind="meetings.Needs").exists()
    workshop.refresh_from_db()
    _reply(kenya, Person(number=make.people_of(kenya)[0].pk, name="Amina A", needs=NEEDS))
    assert held_now.count() == 0  # nor does anything come back


def test_replies_feed_the_plan_and_what_was_held():
    activity = Activity.objects.get(pk=Activity.objects.get(key="ccm-2023-workshops").pk)
    workshop = make.workshop(in_days=0, lasts=1, activity=activity)
    kenya, uganda, _ghana = make.invited(workshop, "KEN", "UGA", "GHA")
    make.coming(kenya, "Amina A")
    registration.decline(delegation=uganda, replied_by="F. Point", at=timezone.now())
    today = timezone.localdate()

    def figure(key, role):
        treaty = Treaty.objects.get(pk="ccm")
        asked = Asked(
            treaty=treaty,
            campaign="ccm",
            since=today,
            until=today,
            viewer=cast.viewer(role),
            language="en",
        )
        return MEASURES[key].read(asked)

    assert figure("invitations-answered", "coordinator_a").value == 2
    assert figure("invitations-answered-share", "support_unit_officer").value == 66.7
    assert figure("invitations-answered", "cmc_partner").limited
    assert "invitations-answered" not in {each.key for each in awaited()}
    assert READERS["invitations"]([activity.pk], today, cast.viewer("coordinator_a")) == {
        activity.pk: Tied(3, 2)
    }
    assert activity.meetings.filter(pk=workshop.meeting_id).exists()
    workshop_day.put_attendance_on_record(workshop=workshop, **make.acting())
    found = held.held("ccm", since=today, until=today, viewer=cast.viewer("observer"))
    assert [(each.name, each.heads) for each in found if each.kind == "workshop"] == [
        (workshop.meeting.name, None)
    ]


def test_what_is_asked_of_the_database_does_not_grow(django_assert_num_queries):
    workshop = make.workshop(places=50, most=5)
    viewer, campaign = cast.viewer("coordinator_a"), Campaign.objects.get(pk="ccm")
    kenya, uganda, _ghana = make.invited(workshop, "KEN", "UGA", "GHA")

    def read():
        found = queries.get_workshop(campaign, workshop.pk, viewer=viewer)
        list(queries.participants_page(found, page=1, viewer=viewer))
        queries.invited(found, viewer=viewer)
        queries.approved(found, viewer=viewer)
        queries.signed_in(found, viewer=viewer)

    make.coming(kenya, "Amina A")
    with django_assert_num_queries(9):
        read()
    make.coming(uganda, "Carol C", "Dan D", "Eve E")
    with django_assert_num_queries(9):
        read()
    assert Participant.objects.unguarded(because="a test").filter(workshop=workshop).count() == 4
