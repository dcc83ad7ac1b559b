"""The approach to a State: proposed by rules that show their grounds, edited by people."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast

from accede.access.actions import NotAllowedError, classify
from accede.access.models import AuditEntry, Campaign
from accede.access.queries import audit_of
from accede.access.roles import Attribution, Confidentiality
from accede.access.viewer import PUBLIC
from accede.evidence.actions import record_obstacle
from accede.evidence.models import Obstacle, ObstacleCode
from accede.outreach import approach_rules, stages
from accede.outreach.actions import approaches as actions
from accede.outreach.actions import pathways as pathway_actions
from accede.outreach.models import Approach
from accede.outreach.queries import approaches as queries
from accede.record.meetings import actions as meeting_actions
from accede.record.meetings.models import Meeting
from accede.record.models import Group, State, Treaty
from accede.targeting.categories import categories

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ON = AT.date()
LANGUAGES = {"ar", "zh", "en", "fr", "ru", "es"}
SECRET = "Start with the harvest; the minister is tired of the file"
HEARD = "The army will not let go of its rockets"


def ccm():
    return Campaign.objects.get(pk="ccm")


def state(iso3):
    return State.objects.get(pk=iso3)


def proposal(iso3, viewer=PUBLIC, on=ON):
    return queries.proposal(state(iso3), campaign=ccm(), on=on, viewer=viewer, language="en")


def edit(iso3="AGO", who="coordinator_a", **more):
    asked = {"text": SECRET, "confidentiality": Confidentiality.COORDINATORS_AND_ISU} | more
    return actions.edit_approach(campaign=ccm(), state=state(iso3), by=cast.viewer(who), at=AT, **asked)


def hear(iso3, code, *, to=Confidentiality.COORDINATORS_AND_ISU, who="coordinator_a", **more):
    return record_obstacle(
        state=state(iso3),
        treaty=Treaty.objects.get(pk="ccm"),
        code=ObstacleCode.objects.get(pk=code),
        reading=HEARD,
        campaign=ccm(),
        confidentiality=to,
        origin="bilateral meeting",
        by=cast.viewer(who),
        at=AT,
        **more,
    )


def add_meeting(begins, *attending, name="Regional workshop"):
    by = {"campaign": ccm(), "by": cast.viewer("coordinator_a"), "at": AT}
    meeting = meeting_actions.add_meeting(
        name=name, language="en", kind=Meeting.Kind.WORKSHOP, begins=begins, **by
    )
    meeting_actions.set_attendance(meeting=meeting, states=State.objects.filter(pk__in=attending), **by)
    return meeting


def keys(suggestions):
    return [suggestion.key for suggestion in suggestions]


def rules_of(found):
    return {because.rule for suggestion in found.offers for because in suggestion.because}


# --- the rules as data


def test_rules_and_options_speak_six_languages():
    for option in [*approach_rules.offers().values(), *approach_rules.speakers().values()]:
        assert set(option.names) == LANGUAGES, option.key
    for rule in approach_rules.rules():
        assert set(rule.whys) == LANGUAGES, rule.key
        assert all(rule.whys.values()), rule.key


def test_rules_name_only_what_there_is():
    codes = set(ObstacleCode.objects.values_list("pk", flat=True))
    groups = set(Group.objects.values_list("pk", flat=True))
    for rule in approach_rules.rules():
        assert set(rule.obstacles) <= codes, rule.key
        assert set(rule.groups) <= groups, rule.key
        assert set(rule.stages) <= set(stages.stages()), rule.key
        assert set(rule.categories) <= set(categories()), rule.key
        assert set(rule.offers) <= set(approach_rules.offers()), rule.key
        assert set(rule.speakers) <= set(approach_rules.speakers()), rule.key
        assert rule.status in ("", "signatory", "neither"), rule.key
        conditions = [rule.obstacles, rule.groups, rule.stages, rule.categories, rule.status, rule.unknown]
        assert any(conditions), rule.key


def test_a_rule_answers_every_reason_of_the_code_book():
    answered = {code for rule in approach_rules.rules() for code in rule.obstacles}
    assert set(ObstacleCode.objects.filter(shipped=True).values_list("pk", flat=True)) == answered


def test_every_option_is_proposed_by_some_rule():
    rules = approach_rules.rules()
    assert {key for rule in rules for key in rule.offers} == set(approach_rules.offers())
    assert {key for rule in rules for key in rule.speakers} == set(approach_rules.speakers())


# --- the proposal


def test_signatory_before_its_court_is_offered_help_with_the_deposit():
    congo = proposal("COD")
    assert congo.status == "signatory"
    assert {"signed", "near-deposit"} <= rules_of(congo)
    (instrument,) = [offer for offer in congo.offers if offer.key == "model-instrument"]
    grounds = {ground.words: ground for because in instrument.because for ground in because.grounds}
    assert grounds["Constitutional review"].date_given == "2015-06"
    assert grounds["Constitutional review"].source.pk == "monitor-congo-dr-2017"


def test_each_suggestion_shows_its_rule_and_the_evidence_for_it():
    cyprus = proposal("CYP")
    (step,) = [offer for offer in cyprus.offers if offer.key == "interim-step"]
    (because,) = [each for each in step.because if each.rule == "security-situation"]
    assert because.why
    assert all(ground.source for ground in because.grounds)
    assert {ground.pk for ground in because.grounds} <= set(
        Obstacle.objects.visible_to(PUBLIC).filter(state="CYP").values_list("pk", flat=True)
    )
    for suggestion in [*cyprus.offers, *cyprus.speakers]:
        assert all(because.grounds for because in suggestion.because)


def test_reason_that_was_withdrawn_or_replaced_proposes_nothing():
    then = {row.code.pk for row in proposal("CYP", on=date(2014, 12, 31)).obstacles}
    now = {row.code.pk for row in proposal("CYP").obstacles}
    assert "COST-DEST" in then
    assert "COST-DEST" not in now
    assert "stocks" in rules_of(proposal("CYP", on=date(2014, 12, 31)))
    assert "stocks" not in rules_of(proposal("CYP"))


def test_small_island_is_offered_the_model_law_and_a_large_state_is_not():
    assert "model-law" in keys(proposal("TUV").offers)
    assert "model-law" not in keys(proposal("VNM").offers)


def test_party_is_offered_nothing():
    malawi = proposal("MWI")
    assert (malawi.status, malawi.offers, malawi.speakers) == ("party", [], [])


def test_peers_have_joined_and_say_what_ties_them_the_latest_first():
    tuvalu = proposal("TUV")
    days = [peer.joined for peer in tuvalu.peers]
    assert days == sorted(days, reverse=True)
    assert {peer.iso3 for peer in tuvalu.peers} >= {"WSM", "COK", "NIU"}  # Polynesia
    assert "TON" not in {peer.iso3 for peer in tuvalu.peers}  # Polynesia, and outside
    assert all(peer.ties for peer in tuvalu.peers)


def test_party_that_gave_the_same_reason_before_it_joined_is_a_peer():
    hear("ZMB", "CLEAR-10Y", to=Confidentiality.COORDINATORS_AND_ISU)
    vietnam = proposal("VNM", viewer=cast.viewer("coordinator_a"))
    (zambia,) = [peer for peer in vietnam.peers if peer.iso3 == "ZMB"]
    assert any("same reason" in tie for tie in zambia.ties)
    assert "ZMB" not in {peer.iso3 for peer in proposal("VNM").peers}


def test_what_peers_did_is_told_by_group_with_days():
    groups = {group.key: group for group in proposal("COD").groups}
    africa = groups["african"]
    assert africa.size == 54
    assert "SSD" in {peer.iso3 for peer in africa.joined}
    assert africa.joined[0].joined == max(peer.joined for peer in africa.joined)
    assert len(africa.joined) < africa.size
    then = {group.key: group for group in proposal("COD", on=date(2023, 8, 2)).groups}["african"]
    assert "SSD" not in {peer.iso3 for peer in then.joined}


def test_where_next_tells_what_it_attends_and_what_is_not_known():
    attends = add_meeting("2027-03", "AGO", "KEN")
    add_meeting("2027-01", "KEN", name="Without Angola")
    unknown = add_meeting("2027-02", name="Nobody knows who comes")
    add_meeting("2026-03", "AGO", name="Past")
    venues = [(venue.meeting, venue.attends) for venue in proposal("AGO").venues]
    assert venues == [(attends, True), (unknown, None)]


def test_where_no_reason_is_known_the_first_thing_is_to_learn_it():
    assert "reason-unknown" in rules_of(proposal("AGO"))
    hear("AGO", "PROC")
    assert "reason-unknown" not in rules_of(proposal("AGO", viewer=cast.viewer("coordinator_a")))


# --- what people make of it


def test_people_write_their_own_and_the_trail_has_its_history_without_the_text():
    first = edit(offers=["drafting-help"], speakers=["icrc", "icrc"])
    second = edit(who="support_unit_officer", text="Another way", offers=["workshop"])
    assert first.pk == second.pk
    officer = cast.viewer("support_unit_officer")
    row = proposal("AGO", viewer=officer).approach
    assert (row.text, row.edited_by, keys(row.offers), keys(row.speakers)) == (
        "Another way",
        "Support Unit Officer",
        ["workshop"],
        [],
    )
    latest, oldest = audit_of(second, viewer=officer)
    assert latest.changes["offers"] == [["drafting-help"], ["workshop"]]
    assert latest.changes["text"] == ["[text]", "[text]"]
    assert oldest.changes["speakers"][1] == ["icrc"]
    assert SECRET not in repr(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_text_is_in_no_column_in_clear():
    row = edit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM outreach_approach WHERE id = %s", [row.pk])
        assert SECRET not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"offers": ["tea"]}, "offers"),
        ({"speakers": ["model-law"]}, "speakers"),
        ({"confidentiality": 9}, "confidentiality"),
    ],
)
def test_approach_that_makes_no_sense_is_refused(more, field):
    with pytest.raises(ValidationError) as refused:
        edit(**more)
    assert list(refused.value.message_dict) == [field]
    assert not Approach.objects.unguarded(because="counted").exists()


@pytest.mark.parametrize(
    "who",
    ["cmc_partner", "icrc_partner", "thematic_coordinator", "observer", "administrator", "nobody", "public"],
)
def test_only_those_who_run_the_campaign_edit_and_others_see_nothing(who):
    with pytest.raises(NotAllowedError):
        edit(who=who)
    edit()
    hear("AGO", "SEC-MIL")
    seen = proposal("AGO", viewer=cast.viewer(who))
    assert (seen.approach, seen.obstacles) == (None, [])
    assert "military-utility" not in rules_of(seen)
    assert SECRET not in repr(seen)
    assert HEARD not in repr(seen)


def test_what_coordinators_keep_to_themselves_the_support_unit_neither_sees_nor_overwrites():
    secret = edit()
    classify(
        record=secret, confidentiality=Confidentiality.COORDINATORS, by=cast.viewer("coordinator_a"), at=AT
    )
    assert proposal("AGO", viewer=cast.viewer("support_unit_officer")).approach is None
    with pytest.raises(NotAllowedError):
        edit(who="support_unit_officer", text="Overwritten")
    assert proposal("AGO", viewer=cast.viewer("coordinator_b")).approach.text == SECRET


@pytest.mark.parametrize("attribution", [Attribution.CHATHAM_HOUSE, Attribution.AGGREGATE_ONLY])
def test_reason_without_its_speaker_is_ground_for_no_proposal_about_its_speaker(attribution):
    hear("AGO", "SEC-MIL", attribution=attribution)
    seen = proposal("AGO", viewer=cast.viewer("coordinator_b"))
    assert seen.obstacles == []
    assert "military-utility" not in rules_of(seen)
    assert "military-utility" in rules_of(proposal("AGO", viewer=cast.viewer("coordinator_a")))


def test_stage_that_the_viewer_may_not_know_proposes_nothing():
    pathway_actions.move(
        campaign=ccm(),
        state=state("AGO"),
        stage="instrument",
        date_given="2026-10",
        evidence=HEARD,
        confidentiality=Confidentiality.COORDINATORS,
        by=cast.viewer("coordinator_a"),
        at=AT,
    )
    assert "near-deposit" in rules_of(proposal("AGO", viewer=cast.viewer("coordinator_b")))
    assert "near-deposit" not in rules_of(proposal("AGO", viewer=cast.viewer("support_unit_officer")))


def test_queries_do_not_grow_with_reasons_meetings_or_groups():
    viewer = cast.viewer("coordinator_a")

    def number():
        with CaptureQueriesContext(connection) as counted:
            proposal("AGO", viewer=viewer)
        return len(counted)

    hear("AGO", "PROC")
    hear("ZMB", "PROC")
    add_meeting("2027-03", "AGO", "KEN")
    edit()
    one = number()
    for code, iso3 in (("SEC-MIL", "MWI"), ("CAPACITY", "GHA")):
        hear("AGO", code)
        hear(iso3, code)
        add_meeting("2027-04", "AGO", name=code)
    assert number() == one
