"""Exchanges: logged at once with all that came of them, read as far as each may, edited and opened as a whole."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.factories.outreach import ContactFactory
from tests.outreach.reading import AT, SECRET, asked, by, campaign, heard, log, state

from accede.access import actions as access
from accede.access import release_rules
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import AuditEntry
from accede.access.roles import Attribution, Confidentiality
from accede.evidence import queries as evidence
from accede.evidence.models import Obstacle
from accede.outreach import actions, queries
from accede.outreach.models import Contact, Exchange, FollowUp, Pledge
from accede.record.meetings.models import Meeting
from accede.record.models import Treaty

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OUTSIDERS = [
    "thematic_coordinator",
    "cmc_partner",
    "icrc_partner",
    "parliamentarians_partner",
    "observer",
    "administrator",
    "nobody",
    "former_coordinator",
    "public",
]


def listed(who="coordinator_a", **chosen):
    page = queries.exchanges(campaign(), queries.Asked(**chosen), **asked(who))
    return list(page.object_list)


def whole(**told):
    """An exchange out of which everything came."""
    return log(
        said=SECRET,
        who="the counsellor",
        place="the lounge",
        assessment="they wait for us",
        obstacles=[heard("RIVAL", own_words=SECRET)],
        pledges=[actions.Promise(side=Pledge.Side.STATE, text=SECRET, due_on=date(2026, 12, 1))],
        follow_ups=[actions.NextStep(what=SECRET, assignee=cast.coordinator_b(), due_on=date(2026, 10, 20))],
        **told,
    )


def parts(exchange):
    because = "the test looks at their class"
    return [
        exchange,
        Pledge.objects.unguarded(because=because).get(exchange=exchange),
        FollowUp.objects.unguarded(because=because).get(exchange=exchange),
        Obstacle.objects.unguarded(because=because).get(heard__exchange=exchange),
    ]


def test_an_exchange_is_logged_with_all_that_came_of_it():
    contact = ContactFactory(owner=cast.mission_a(), name="A. Delegate")
    exchange = whole(contacts=[contact], meeting=Meeting.objects.get(pk="ccm-13msp"))

    (row,) = listed()
    assert (row.pk, row.iso3, row.name, row.level_label) == (exchange.pk, "KEN", "Kenya", "ambassador")
    assert (row.text, row.who, row.place, row.assessment) == (
        SECRET,
        "the counsellor",
        "the lounge",
        "they wait for us",
    )
    assert row.contacts == ((contact.pk, "A. Delegate", "Counsellor"),)
    assert row.our_people == ("Coordinator A",)
    assert row.meeting.pk == "ccm-13msp"
    assert [code.key for _number, code in row.obstacles] == ["RIVAL"]
    assert [(pledge.text, pledge.due_on, pledge.open) for pledge in row.pledges] == [
        (SECRET, date(2026, 12, 1), True)
    ]
    assert [(step.assignee_name, step.text) for step in row.follow_ups] == [("Coordinator B", SECRET)]
    known = evidence.obstacles_of(state(), Treaty.objects.get(pk="ccm"), **asked())
    assert SECRET in [reason.own_words for reason in known if reason.code.key == "RIVAL"]


def test_what_stands_in_it_is_its_owners_and_of_its_class():
    exchange = whole(confidentiality=Confidentiality.COORDINATORS)
    for part in parts(exchange):
        assert part.confidentiality == Confidentiality.COORDINATORS
        assert part.owner_id == cast.mission_a().pk


def test_the_code_of_a_reason_alone_will_do():
    exchange = log(obstacles=[heard("PROC"), heard("CRISIS")])
    (row,) = listed()
    assert row.pk == exchange.pk
    assert {code.key for _number, code in row.obstacles} == {"PROC", "CRISIS"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"said": "  "}, "said"),
        ({"held_on": date(2026, 10, 6)}, "held_on"),
        ({"confidentiality": Confidentiality.PUBLIC}, "confidentiality"),
        ({"level": "king"}, "level"),
        ({"pledges": [actions.Promise(side=Pledge.Side.US, text=" ")]}, "pledges"),
        (
            {"pledges": [actions.Promise(side=Pledge.Side.US, text="x", due_on=date(2026, 9, 1))]},
            "pledges",
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_kept(told, field):
    with pytest.raises(ValidationError) as refused:
        log(**told)
    assert list(refused.value.message_dict) == [field]
    assert not Exchange.objects.unguarded(because="there is none").exists()
    assert not AuditEntry.objects.filter(act__in=["log exchange", "add pledge"]).exists()


def test_a_step_is_for_somebody_who_may_read_it():
    step = actions.NextStep(what=SECRET, assignee=cast.cmc_partner())
    with pytest.raises(ValidationError) as refused:
        log(follow_ups=[step])
    assert "follow_ups" in refused.value.message_dict
    log(follow_ups=[step], confidentiality=Confidentiality.PARTNERS)


def test_a_contact_of_another_state_was_not_met():
    other = ContactFactory(owner=cast.mission_a(), state_id="UGA")
    with pytest.raises(ValidationError):
        log(contacts=[other])


def test_nobody_was_met_whom_one_may_not_know():
    theirs = ContactFactory(owner=cast.mission_a())
    with pytest.raises(NotAllowedError):
        log("cmc_partner", contacts=[theirs], confidentiality=Confidentiality.PARTNERS)


@pytest.mark.parametrize("who", ["icrc_partner", "observer", "administrator", "nobody", "public"])
def test_these_log_no_exchange(who):
    with pytest.raises(NotAllowedError):
        log(who)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_bilateral_notes_are_seen_by_none_of_these(who):
    exchange = whole()
    assert listed(who) == []
    assert queries.pledges(campaign(), when="", **asked(who)) == []
    assert queries.follow_ups(campaign(), when="", **asked(who)) == []
    assert SECRET not in str(queries.timeline(state(), campaign(), **asked(who)).page.object_list)
    with pytest.raises(NotVisibleError):
        queries.exchange(exchange.pk, **asked(who))
    with pytest.raises(NotVisibleError):
        queries.get_exchange(exchange.pk, viewer=cast.viewer(who))


def test_partners_see_what_is_released_to_them_but_neither_names_nor_assessment():
    contact = ContactFactory(owner=cast.mission_a(), name="A. Delegate")
    exchange = whole(contacts=[contact])
    access.release(record=exchange, to=Confidentiality.PARTNERS, reason="asked for", **by())

    (row,) = listed("cmc_partner")
    assert (row.iso3, row.text) == ("KEN", SECRET)
    assert (row.who, row.contacts, row.assessment) == ("", (), "")
    assert row.who_withheld
    assert row.assessment_withheld
    assert row.pledges
    assert row.follow_ups
    assert row.obstacles


def test_the_support_unit_reads_what_was_said_and_not_what_coordinators_make_of_it():
    whole()
    (row,) = listed("support_unit_officer")
    assert (row.text, row.who, row.assessment) == (SECRET, "the counsellor", "")


def test_under_the_chatham_house_rule_neither_state_nor_speaker_is_told():
    contact = ContactFactory(owner=cast.mission_a(), name="A. Delegate")
    exchange = whole(contacts=[contact], attribution=Attribution.CHATHAM_HOUSE)

    (row,) = listed("coordinator_b")
    assert row.text == SECRET
    assert (row.iso3, row.name, row.who, row.place, row.contacts) == ("", "", "", "", ())
    assert row.assessment == ""
    assert [(each.iso3, each.name) for each in (*row.pledges, *row.follow_ups)] == [("", "")] * 2
    assert listed("coordinator_b", states=["KEN"]) == []
    assert queries.pledges(campaign(), states_asked=["KEN"], **asked("coordinator_b")) == []
    timeline = queries.timeline(state(), campaign(), **asked("coordinator_b"))
    assert timeline.counts["exchange"] == 0
    assert SECRET not in str(timeline.page.object_list)

    assert [row.iso3 for row in listed(states=["KEN"])] == ["KEN"]
    assert queries.exchange(exchange.pk, **asked()).contacts[0][1] == "A. Delegate"


def test_what_may_only_be_counted_is_read_by_its_owner_alone():
    log(attribution=Attribution.AGGREGATE_ONLY)
    assert listed("coordinator_b") == []
    assert len(listed("coordinator_a")) == 1


def test_parts_follow_the_exchange_when_it_is_opened_and_closed():
    exchange = whole()
    decision = access.release(record=exchange, to=Confidentiality.PARTNERS, reason="asked for", **by())
    assert {part.confidentiality for part in parts(exchange)} == {Confidentiality.PARTNERS}
    access.revoke_release(decision=decision, record=exchange, **by())
    assert {part.confidentiality for part in parts(exchange)} == {Confidentiality.COORDINATORS_AND_ISU}
    access.classify(record=exchange, confidentiality=Confidentiality.COORDINATORS, **by())
    assert {part.confidentiality for part in parts(exchange)} == {Confidentiality.COORDINATORS}


def test_a_reason_that_was_confined_apart_is_not_opened_with_the_exchange():
    exchange = whole()
    *_others, obstacle = parts(exchange)
    access.classify(record=obstacle, confidentiality=Confidentiality.COORDINATORS, **by())
    access.release(record=exchange, to=Confidentiality.PARTNERS, reason="asked for", **by())
    assert parts(exchange)[-1].confidentiality == Confidentiality.COORDINATORS


def test_no_reason_becomes_public_with_the_exchange():
    exchange = whole()
    access.release(record=exchange, to=Confidentiality.PUBLIC, reason="asked for", **by())
    assert parts(exchange)[-1].confidentiality == Confidentiality.COORDINATORS_AND_ISU


def test_a_part_is_not_opened_by_itself():
    exchange = whole()
    for part in parts(exchange)[1:3]:
        assert not release_rules.may_decide_on(part, cast.viewer("coordinator_a"))
        with pytest.raises(NotAllowedError):
            access.release(record=part, to=Confidentiality.PARTNERS, reason="asked for", **by())


def test_what_is_edited_goes_along_to_its_parts():
    exchange = whole()
    actions.edit_exchange(
        exchange=exchange,
        state=state("UGA"),
        held_on=date(2026, 9, 29),
        attribution=Attribution.CHATHAM_HOUSE,
        said="otherwise",
        **by(),
    )
    assert {part.state_id for part in parts(exchange)} == {"UGA"}
    assert {part.attribution for part in parts(exchange)} == {Attribution.CHATHAM_HOUSE}
    *_others, obstacle = parts(exchange)
    assert (obstacle.day, obstacle.date_given) == (date(2026, 9, 29), "2026-09-29")
    (row,) = listed()
    assert (row.iso3, row.text, row.who) == ("UGA", "otherwise", "the counsellor")


def test_nobody_writes_over_what_they_cannot_read():
    exchange = whole()
    for who in ("support_unit_officer", "thematic_coordinator", "cmc_partner", "observer"):
        with pytest.raises(NotAllowedError):
            actions.edit_exchange(exchange=exchange, said="nothing", **by(who))
    hidden = whole(attribution=Attribution.CHATHAM_HOUSE)
    with pytest.raises(NotAllowedError):
        actions.edit_exchange(exchange=hidden, said="nothing", **by("coordinator_b"))


def test_only_its_owner_lifts_the_chatham_house_rule():
    exchange = whole()
    actions.edit_exchange(exchange=exchange, said="more", **by("coordinator_b"))
    with pytest.raises(NotAllowedError):
        actions.edit_exchange(exchange=exchange, attribution=Attribution.CHATHAM_HOUSE, **by("coordinator_b"))


def test_whom_an_editor_does_not_know_stays_met():
    theirs = ContactFactory(owner=cast.support_unit(), confidentiality=Confidentiality.COORDINATORS)
    exchange = log("support_unit_officer", contacts=[theirs])
    Contact.objects.unguarded(because="the test confines it").filter(pk=theirs.pk).update(
        attribution=Attribution.AGGREGATE_ONLY
    )
    actions.edit_exchange(exchange=exchange, contacts=[], **by("coordinator_a"))
    assert queries.exchange(exchange.pk, **asked("support_unit_officer")).contacts


def test_the_trail_tells_what_was_done_and_no_text():
    exchange = whole()
    actions.edit_exchange(exchange=exchange, said=f"{SECRET}, they say", **by())
    entries = AuditEntry.objects.filter(at=AT)
    assert {"log exchange", "add pledge", "add follow-up", "record obstacle", "edit exchange"} <= set(
        entries.values_list("act", flat=True)
    )
    assert SECRET not in str(list(entries.values_list("changes", flat=True)))


def test_texts_are_not_in_the_database_in_clear():
    whole()
    with connection.cursor() as cursor:
        for table in ("exchange", "pledge", "followup"):
            cursor.execute(f"SELECT * FROM outreach_{table}")  # noqa: S608 -- the three names above
            assert SECRET not in str(cursor.fetchall())


def test_the_list_is_chosen_and_paged():
    for number in range(3):
        log(state=state("UGA"), held_on=date(2026, 9, 1 + number))
    minister = log(level=Exchange.Level.MINISTER, obstacles=[heard("PROC")])

    assert [row.pk for row in listed(level="minister")] == [minister.pk]
    assert [row.pk for row in listed(obstacle="PROC")] == [minister.pk]
    assert [row.day.day for row in listed(states=["UGA"])] == [3, 2, 1]
    assert [row.day.day for row in listed(since=date(2026, 9, 2), until=date(2026, 9, 3))] == [3, 2]
    assert len(listed(person=cast.coordinator_a().pk)) == 4
    assert listed(person=cast.coordinator_b().pk) == []
    early = queries.exchanges(campaign(), queries.Asked(), **asked(on=date(2026, 9, 2)))
    assert early.paginator.count == 2


def test_more_exchanges_are_not_more_queries():
    def count():
        with CaptureQueriesContext(connection) as captured:
            queries.exchanges(campaign(), queries.Asked(), **how)
        return len(captured)

    how = asked()
    whole()
    one = count()
    whole()
    whole()
    assert count() == one
