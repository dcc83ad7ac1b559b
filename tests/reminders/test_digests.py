"""One mail a day at most, of how much and never of what; none where nothing is new."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.access import cast
from tests.access.planting import plant
from tests.factories.events import event

from accede.access.actions import NotAllowedError
from accede.access.models import Person
from accede.access.roles import Confidentiality
from accede.campaign.models import Report
from accede.legislation.models import HelpRequest
from accede.meetings.models import Participant
from accede.outbox import sending
from accede.outbox.models import Message
from accede.reminders import actions
from accede.reminders.agenda import Kind, agenda, waiting
from accede.reminders.digest import digest
from accede.reminders.links import Links
from accede.reminders.models import Habit
from accede.reporting.models import ReviewRound

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def write(at):
    return lambda days=0: actions.write_digests(
        on=(at + timedelta(days=days)).date(), at=at + timedelta(days=days)
    )


def written(person):
    here = Message.objects.unguarded(because="a test")
    return list(here.filter(person=person, room="reminders").order_by("pk"))


@pytest.fixture
def quiet(at):
    """Coordinators have lines of the plan before them; who keeps them out has a habit that knows of them."""
    for somebody in (cast.coordinator_a(), cast.coordinator_b(), cast.support_unit_officer()):
        found = digest(somebody, on=at.date(), links=Links("en"))
        Habit.objects.create(person=somebody, told=found.keys if found else [])


def test_it_says_how_much_and_never_what(step, promise, at):
    step(-3), step(2), step(30), promise(-1)
    person = cast.coordinator_a()
    found = digest(person, on=at.date(), links=Links("en", "https://desk.example"))
    assert "Next steps: 1 overdue, 1 within a week" in found.text
    assert "Promises of ours: 1 overdue, 0 within a week" in found.text
    assert "https://desk.example/en/desk/ccm/today/" in found.text
    assert not any(word in found.text + found.subject for word in ("zqsecret", "Kenya"))


def test_it_is_in_the_readers_language(step, at):
    step(-3)
    person = cast.coordinator_a()
    person.language = "fr"
    found = digest(person, on=at.date(), links=Links("fr"))
    assert "/fr/desk/ccm/today/" in found.text
    with translation.override("fr"):
        assert translation.gettext("Next steps") in found.text
    assert translation.get_language() == "en"


def test_one_a_day_and_none_where_nothing_is_new(quiet, step, write):
    person = cast.coordinator_a()
    step(2)
    assert (write(), write(), len(written(person))) == (1, 0, 1)
    step(3)
    assert write() == 0  # the same day
    assert (write(1), write(1)) == (1, 0)
    assert write(2) == 0
    assert write(3) == 1  # the first is overdue by now


def test_a_newer_digest_takes_the_place_of_one_that_did_not_leave(quiet, step, write):
    step(2)
    write()
    step(3)
    write(1)
    states = [message.state for message in written(cast.coordinator_a())]
    assert states == [Message.State.WITHHELD, Message.State.APPROVED]


def test_once_a_week_or_never(quiet, step, write, at):
    person = cast.coordinator_a()
    viewer = cast.viewer_of(person)
    step(2)
    write()
    actions.choose_habit(person=person, often=Habit.Often.WEEKLY, by=viewer, at=at)
    step(3)
    assert (write(6), write(7)) == (0, 1)
    actions.choose_habit(person=person, often=Habit.Often.NEVER, by=viewer, at=at)
    assert {message.state for message in written(person)} == {Message.State.WITHHELD}
    step(4)
    assert write(30) == 0
    with pytest.raises(NotAllowedError):
        actions.choose_habit(
            person=person, often=Habit.Often.DAILY, by=cast.viewer_of(cast.coordinator_b()), at=at
        )


def test_whoever_is_kept_out_or_left_gets_none(quiet, step, write):
    person = cast.coordinator_a()
    step(2)
    person.is_active = False
    person.save()
    assert (write(), written(person)) == (0, [])
    step(2, assignee=cast.CAST["former_coordinator"]())
    assert write() == 0


def test_it_arrives(postbox, quiet, step, write, at):
    step(-1)
    write()
    assert sending.send_approved(clock=lambda: at).sent == 1
    (letter,) = postbox.letters
    assert letter["To"].addresses[0].addr_spec == "coordinator.a@desk.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "zqsecret" not in letter.as_string()


def test_a_request_to_be_settled_is_told_to_who_takes_part_and_else_to_who_runs_the_campaign(at):
    day = at.date()
    requests = [
        event(
            "Zqsecret lunch", due_on=day + timedelta(days=days), confidentiality=Confidentiality.COORDINATORS
        )
        for days in (-2, 5, 40)
    ]
    requests[1].our_people.set([cast.coordinator_b()])
    told = {
        person.pk: [
            item for item in agenda(person, on=day, ahead=timedelta(days=7)) if item.kind is Kind.REQUEST
        ]
        for person in (cast.coordinator_a(), cast.coordinator_b(), cast.cmc_partner())
    }
    assert [(each.number, each.overdue) for each in told[cast.coordinator_a().pk]] == [(requests[0].pk, True)]
    assert [each.number for each in told[cast.coordinator_b().pk]] == [requests[0].pk, requests[1].pk]
    assert told[cast.cmc_partner().pk] == []
    found = digest(cast.coordinator_b(), on=day, links=Links("en"))
    assert "Requests for side events and speaking slots: 1 overdue, 1 within a week" in found.text
    assert "secret" not in found.text


def test_what_waits_for_a_decision_is_told_once_to_whom_it_waits_for_and_never_what_it_is(
    postbox, quiet, put, write, at
):
    put(text="Zqsecret letter")
    for model in (HelpRequest, Report, Participant):
        plant(model, Confidentiality.COORDINATORS_AND_ISU)
    reviewer = cast.support_unit_officer()
    round_ = plant(ReviewRound, Confidentiality.COORDINATORS_AND_ISU)
    round_.reviewers.set([reviewer])
    found = digest(cast.coordinator_a(), on=at.date(), links=Links("fr"))
    kinds = {each.kind for each in found.awaited}
    assert kinds == {"letter", "help", "report", "participant"}
    assert "review" in {each.kind for each in digest(reviewer, on=at.date(), links=Links("en")).awaited}
    assert not [each for each in waiting(cast.cmc_partner(), on=at.date()) if each.kind != "returned"]
    Person.objects.filter(pk=reviewer.pk).update(language="fr")
    assert write() == 3  # the two coordinators and the officer
    assert write(1) == 0
    assert sending.send_approved(clock=lambda: at).sent == 3
    (french,) = [each for each in postbox.letters if "en attente de votre décision" in str(each["Subject"])]
    text = french.get_content()
    assert "Documents sur lesquels vos observations sont demandées\u00a0: 1" in text
    assert not any("zqsecret" in each.as_string().casefold() for each in postbox.letters)


def test_what_waits_takes_as_many_queries_with_three_as_with_one(put, at):
    put("one")
    with CaptureQueriesContext(connection) as once:
        assert waiting(cast.coordinator_a(), on=at.date())
    put("two"), put("three")
    with CaptureQueriesContext(connection) as thrice:
        assert waiting(cast.coordinator_a(), on=at.date())
    assert len(thrice) == len(once)
