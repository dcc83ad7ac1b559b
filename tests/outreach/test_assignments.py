"""Who looks after which State, and what is passed on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.outreach.reading import AT, ON, asked, by, campaign, log, state
from tests.outreach.test_planner import meeting, plan

from accede.access import actions as access
from accede.access.actions import NotAllowedError
from accede.access.confidentiality import NotVisibleError
from accede.access.models import AuditEntry
from accede.access.roles import Attribution, Confidentiality
from accede.campaign.models import Activity
from accede.outreach import actions
from accede.outreach.models import FollowUp, Handover, Pledge
from accede.outreach.queries import assignments as queries

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def assign(*iso3s, to="coordinator_a", by_whom="coordinator_a"):
    actions.assign_states(
        campaign=campaign(), states=map(state, iso3s), person=cast.CAST[to](), **by(by_whom)
    )


def hand_over(*iso3s, to="coordinator_b", by_whom="coordinator_a", **more):
    return actions.hand_over(
        campaign=campaign(),
        from_person=cast.coordinator_a(),
        to_person=cast.CAST[to](),
        states=list(map(state, iso3s)),
        **more,
        **by(by_whom),
    )


def after(who="coordinator_a", on=ON):
    return {
        iso3: name
        for iso3, (_number, name) in queries.looked_after(campaign(), on=on, viewer=cast.viewer(who)).items()
    }


def step(assignee=None, what="Send the model law."):
    return actions.NextStep(what=what, assignee=assignee or cast.coordinator_a())


def test_a_state_is_looked_after_by_one():
    assign("KEN", "UGA")
    assign("KEN", to="coordinator_b")
    assert after() == {"KEN": "Coordinator B", "UGA": "Coordinator A"}
    assert after("observer") == after()
    assert queries.looked_after(campaign(), on=ON, viewer=cast.viewer("public")) == {}
    actions.end_assignment(campaign=campaign(), state=state("UGA"), **by())
    assert after() == {"KEN": "Coordinator B"}


def test_whoever_looks_after_a_state_runs_the_campaign():
    with pytest.raises(ValidationError, match="Campaigner does not run this campaign"):
        assign("KEN", to="cmc_partner")
    with pytest.raises(NotAllowedError):
        assign("KEN", by_whom="thematic_coordinator")
    assert after() == {}


def test_what_somebody_left_behind_comes_first():
    assign("KEN", to="coordinator_b")
    assign("UGA", to="coordinator_a")
    held = cast.coordinator_b().roles_held.get()
    access.end_role(held=held, on=AT.date(), **by("administrator"))
    first, second = queries.shares(campaign(), **asked())
    assert (first.name, first.runs, [name for _iso3, name, _since in first.states]) == (
        "Coordinator B",
        False,
        ["Kenya"],
    )
    assert (second.name, second.runs) == ("Coordinator A", True)


def test_a_post_that_lets_nobody_coordinate_leaves_states_behind_too():
    assign("KEN", to="coordinator_b")
    access.take_post(
        person=cast.coordinator_b(),
        organisation=cast.cmc(),
        title="Campaigner",
        on=AT.date(),
        **by("administrator"),
    )
    assert [share.runs for share in queries.shares(campaign(), **asked())] == [False]


def test_a_handover_moves_states_and_what_is_open_about_them():
    assign("KEN", "UGA")
    log(
        said="Later.",
        pledges=[actions.Promise(side=Pledge.Side.STATE, text="An answer in June.")],
        follow_ups=[step(), step(what="Call the capital.", assignee=cast.support_unit_officer())],
    )
    log(said="No.", state=state("UGA"), follow_ups=[step(what="Ask Uganda.")])
    plan(meeting("KEN"))
    made = hand_over("KEN", note="Be patient.")
    assert after() == {"KEN": "Coordinator B", "UGA": "Coordinator A"}
    row = queries.handover(made.pk, **asked("coordinator_b"))
    assert (row.from_name, row.to_name, row.text) == ("Coordinator A", "Coordinator B", "Be patient.")
    assert row.states == [("KEN", "Kenya")]
    assert {(each.text, each.assignee_name) for each in row.matters.follow_ups} == {
        ("Send the model law.", "Coordinator B"),
        ("Call the capital.", "Support Unit Officer"),
    }
    assert [each.text for each in row.matters.pledges] == ["An answer in June."]
    assert [each.person_name for each in row.matters.planned] == ["Coordinator B"]
    assert [(row.from_name, row.matters) for row in queries.handovers(campaign(), **asked())] == [
        ("Coordinator A", None)
    ]
    acts = list(AuditEntry.objects.values_list("act", flat=True))
    assert {"hand over", "assign State", "end assignment", "reassign follow-up"} <= set(acts)
    assert "Be patient" not in str(list(AuditEntry.objects.values_list("changes")))


def test_what_is_about_no_state_goes_along_with_all_states():
    assign("KEN", "UGA")
    actions.make_follow_up(
        campaign=campaign(),
        state=None,
        step=step(what="Write the report."),
        confidentiality=Confidentiality.COORDINATORS_AND_ISU,
        **by(),
    )
    assert queries.handover(hand_over("KEN").pk, **asked()).matters.follow_ups == []
    (kept,) = queries.handover(hand_over("UGA").pk, **asked()).matters.follow_ups
    assert (kept.text, kept.assignee_name) == ("Write the report.", "Coordinator B")


def test_each_reader_sees_of_it_what_they_may_and_as_it_stands():
    assign("KEN")
    exchange = log(said="Later.", confidentiality=Confidentiality.COORDINATORS, follow_ups=[step()])
    made = hand_over("KEN", confidentiality=Confidentiality.COORDINATORS_AND_ISU)
    assert not queries.handover(made.pk, **asked("support_unit_officer")).matters
    (seen,) = queries.handover(made.pk, **asked("coordinator_b")).matters.follow_ups
    assert seen.open
    row = FollowUp.objects.unguarded(because="the test takes it").get()
    actions.finish_follow_up(follow_up=row, on=date(2026, 10, 5), result="They have it.", **by())
    access.release(record=exchange, to=Confidentiality.COORDINATORS_AND_ISU, reason="the unit helps", **by())
    (seen,) = queries.handover(made.pk, **asked("support_unit_officer")).matters.follow_ups
    assert (seen.done_on, seen.result) == (date(2026, 10, 5), "They have it.")
    for who in ("cmc_partner", "icrc_partner", "observer", "administrator", "thematic_coordinator"):
        with pytest.raises(NotVisibleError):
            queries.handover(made.pk, **asked(who))
        assert queries.handovers(campaign(), **asked(who)) == []


def test_no_text_of_what_is_open_is_copied():
    assign("KEN")
    log(said="Later.", follow_ups=[step(what="Whisper to the zebra.")])
    made = hand_over("KEN")
    raw = Handover.objects.unguarded(because="the test looks into the row").values().get(pk=made.pk)
    assert "zebra" not in str(raw)
    assert set(raw["matters"]) == {
        "followup",
        "pledge",
        "plannedmeeting",
        "approach",
        "activity",
        "actionitem",
    }


def activity(key="survey", owner="coordinator_a"):
    row = Activity.objects.get(key=f"ccm-2023-{key}")
    row.owner = cast.CAST[owner]() if owner else None
    row.save()
    return row


def test_the_plan_goes_along_with_its_activities_though_no_state_does():
    mine, nobodys = activity(), activity("pga", owner=None)
    made = hand_over(activities=[mine, nobodys])
    assert {Activity.objects.get(pk=each.pk).owner.name for each in (mine, nobodys)} == {"Coordinator B"}
    told = queries.handover(made.pk, **asked("coordinator_b")).matters
    assert [(row.activity.key, str(row.state)) for row in told.activities] == [
        ("ccm-2023-survey", "overdue"),
        ("ccm-2023-pga", "overdue"),
    ]
    assert AuditEntry.objects.filter(act="reassign activity").count() == 2
    (received,) = queries.received(campaign(), since=AT.date(), **asked("coordinator_b"))
    assert received.from_name == "Coordinator A"
    assert queries.received(campaign(), since=AT.date(), **asked("coordinator_a")) == []


def test_nobody_hands_over_what_another_owns():
    theirs = activity(owner="support_unit_officer")
    with pytest.raises(ValidationError, match="does not own all of these"):
        hand_over(activities=[theirs])
    assert Activity.objects.get(pk=theirs.pk).owner == cast.support_unit_officer()
    assert not Handover.objects.unguarded(because="the test looks for it").exists()


def test_who_owns_an_activity_and_left_is_told_and_who_contributes_is_not():
    activity(owner="thematic_coordinator")
    activity("pga", owner="coordinator_b")
    access.end_role(held=cast.coordinator_b().roles_held.get(), on=AT.date(), **by("administrator"))
    first, second = queries.shares(campaign(), **asked())
    assert (first.name, first.runs, [row.activity.key for row in first.activities]) == (
        "Coordinator B",
        False,
        ["ccm-2023-pga"],
    )
    assert (second.name, second.runs, second.states) == ("Thematic Coordinator", True, [])


def test_what_the_next_may_not_read_stays_where_it_is():
    assign("KEN")
    log(said="Later.", confidentiality=Confidentiality.COORDINATORS, follow_ups=[step()])
    hand_over("KEN", to="support_unit_officer")
    row = FollowUp.objects.unguarded(because="the test takes it").get()
    assert row.assignee == cast.coordinator_a()


def test_a_handover_does_not_give_away_who_spoke_under_the_chatham_house_rule():
    assign("KEN")
    log(said="Later.", attribution=Attribution.CHATHAM_HOUSE, follow_ups=[step()])
    made = hand_over("KEN")
    assert queries.handover(made.pk, **asked("coordinator_a")).matters.follow_ups
    assert not queries.handover(made.pk, **asked("coordinator_b")).matters


@pytest.mark.parametrize(
    ("iso3s", "more", "complaint"),
    [
        (["KEN"], {"to": "coordinator_a"}, "somebody else"),
        (["KEN"], {"to": "observer"}, "Observer does not run this campaign"),
        ([], {}, "at least one State"),
        (["KEN", "JAM"], {}, "does not look after all of these States"),
    ],
)
def test_a_handover_that_makes_no_sense_changes_nothing(iso3s, more, complaint):
    assign("KEN")
    with pytest.raises(ValidationError, match=complaint):
        hand_over(*iso3s, **more)
    assert after() == {"KEN": "Coordinator A"}


def test_who_does_not_run_the_campaign_hands_nothing_over():
    assign("KEN")
    for who in ("thematic_coordinator", "cmc_partner", "observer", "administrator"):
        with pytest.raises(NotAllowedError):
            hand_over("KEN", by_whom=who)


@pytest.mark.parametrize("steps", [1, 3])
def test_reading_a_handover_takes_as_many_queries_however_much_is_open(steps, django_assert_num_queries):
    assign("KEN")
    log(
        said="Later.",
        follow_ups=[step() for _ in range(steps)],
        pledges=[actions.Promise(side=Pledge.Side.US, text="A visit.") for _ in range(steps)],
    )
    made = hand_over("KEN")
    viewer = cast.viewer("coordinator_b")
    with django_assert_num_queries(4):
        queries.handover(made.pk, on=ON, viewer=viewer, language="en")
