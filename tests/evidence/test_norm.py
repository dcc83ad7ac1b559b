"""The norm: votes and movers, statements, incidents, condemnations, readings, contradictions."""

from datetime import date

import pytest
from tests.access import cast
from tests.evidence.reading import asked, state
from tests.factories.evidence import (
    AssessmentFactory,
    IncidentFactory,
    InterpretivePositionFactory,
    PositionFactory,
    StatementFactory,
)
from tests.factories.record import RollCallFactory, TreatyFactory, VoteFactory
from tests.reading import treaty

from accede.access.roles import Attribution, Confidentiality
from accede.evidence import queries
from accede.evidence.models import Assessment, Position, Statement
from accede.record.models import RollCall, Vote
from accede.record.queries import votes

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Grade, Stance = Assessment.Grade, Statement.Stance


def norm(towards=None, **how):
    return queries.norm(towards or treaty(), **asked(**how))


def counts(figures):
    return {figure.key: figure.count for figure in figures if figure.count}


def in_confidence(**more):
    return {
        "campaign_id": "ccm",
        "owner": cast.mission_a(),
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU,
    } | more


def test_every_figure_has_its_rows():
    found = norm(on="2026-03-01")
    assert counts(found.statements).keys() == set(Stance.values)
    assert counts(found.incidents).keys() == set(Grade.values)
    assert all(row.source for figure in found.statements for row in figure.rows)
    assert all(row.assessments for row in found.all_incidents)


def test_movers_are_those_of_the_votes():
    """Russian Federation abstained in 2018, after two votes against; Uganda moved to yes in 2019."""
    by_symbol = {each.roll_call.resolution_id: each for each in norm().votes if each.movers}
    assert "RUS" in {mover.iso3 for mover in by_symbol["A/RES/73/54"].towards}
    assert "UGA" in {mover.iso3 for mover in by_symbol["A/RES/74/62"].towards}
    for each in by_symbol.values():
        assert each.movers == votes.movers(
            each.before, each.roll_call, viewer=cast.viewer("public"), language="en"
        )
        assert len(each.movers) == len(each.towards) + len(each.away)


def test_votes_of_the_two_bodies_are_not_compared():
    towards = TreatyFactory()
    for day, body, choice in (
        (date(2019, 11, 1), RollCall.Body.FIRST_COMMITTEE, Vote.Choice.ABSTAIN),
        (date(2019, 12, 12), RollCall.Body.PLENARY, Vote.Choice.YES),
        (date(2020, 11, 1), RollCall.Body.FIRST_COMMITTEE, Vote.Choice.NO),
    ):
        VoteFactory(
            roll_call=RollCallFactory(treaty=towards, vote_date=day, body=body), state_id="KEN", choice=choice
        )
    moved = [[(mover.before, mover.after) for mover in each.movers] for each in norm(towards).votes]
    assert moved == [[], [], [("abstain", "no")]]
    assert norm(towards).votes[-1].away


def test_an_incident_holds_every_judgement_of_it():
    (sudan,) = [row for row in norm().all_incidents if row.iso3 == "SDN"]
    assert sudan.grades == {"confirmed", "denied", "credible"}
    assert sudan.documented == "confirmed"
    assert sudan.denied_by_its_state
    assert [row.day for row in sudan.assessments] == sorted(row.day for row in sudan.assessments)
    (kenya,) = [row for row in norm().all_incidents if row.iso3 == "KEN"]
    assert (kenya.documented, kenya.denied_by_its_state, kenya.where) == ("", True, "SOM")


def test_incidents_are_asked_for_by_kind_and_grade():
    transfers = queries.incidents(treaty(), **asked(), kind="transfer")
    assert [row.iso3 for row in transfers] == ["USA"]
    admitted = queries.incidents(treaty(), **asked(), grade="admitted")
    assert {row.iso3 for row in admitted} == {"USA", "SAU", "THA"}


def test_condemnations_stand_with_their_incident():
    by_incident = {row.name: said for row, said in norm().condemnations}
    assert {"Marshall Islands", "Tonga", "Tuvalu"} <= {
        said.name for said in by_incident["Syrian Arab Republic"]
    }
    assert [said.speaker for said in by_incident["United States of America"]] == [
        "Cluster Munition Coalition"
    ]
    assert all(said.stance == "condemns" for row in by_incident.values() for said in row)


def test_a_condemnation_is_not_told_where_its_incident_may_not_be_seen():
    towards = TreatyFactory()
    incident = IncidentFactory(treaty=towards, reading="A covert delivery", **in_confidence())
    StatementFactory(treaty=towards, incident=incident, stance=Stance.CONDEMNS, reading="Condemns it.")
    assert len(norm(towards, viewer=cast.viewer("coordinator_b")).condemnations) == 1
    public = norm(towards)
    assert public.condemnations == []
    assert public.all_incidents == []
    assert [row.incident for row in queries.statements(towards, **asked())] == [None]
    assert "covert" not in str(public)


def test_a_judgement_in_confidence_is_told_to_those_cleared_for_it():
    towards = TreatyFactory()
    incident = IncidentFactory(treaty=towards)
    AssessmentFactory(incident=incident, grade=Grade.ALLEGED)
    AssessmentFactory(incident=incident, grade=Grade.CONFIRMED, by_whom="our attaché", **in_confidence())
    assert norm(towards).all_incidents[0].documented == ""
    assert "attaché" not in str(norm(towards, viewer=cast.viewer("cmc_partner")))
    assert (
        norm(towards, viewer=cast.viewer("support_unit_officer")).all_incidents[0].documented == "confirmed"
    )


def test_a_statement_under_the_chatham_house_rule_has_no_speaker():
    towards = TreatyFactory()
    StatementFactory(
        treaty=towards,
        state_id="UGA",
        speaker="Counsellor Okello",
        forum="Call on the mission of Uganda",
        url="https://mission.example/okello",
        reading="The region watches Kenya.",
        **in_confidence(attribution=Attribution.CHATHAM_HOUSE),
    )
    (own,) = queries.statements(towards, **asked(viewer=cast.viewer("coordinator_a")))
    (used,) = queries.statements(towards, **asked(viewer=cast.viewer("coordinator_b")))
    assert (own.iso3, own.speaker) == ("UGA", "Counsellor Okello")
    assert (used.text, used.iso3, used.name, used.speaker, used.forum, used.url, used.source) == (
        *("The region watches Kenya.", "", "", "", "", "", None),
    )
    assert queries.statements_of(state("UGA"), towards, **asked(viewer=cast.viewer("coordinator_b"))) == []


def test_of_a_state_its_latest_reading_counts():
    towards = TreatyFactory()
    issue = next(
        each for each in queries.issues(treaty(), viewer=cast.viewer("public")) if each.key == "transit"
    )
    issue.treaties = ["*"]
    issue.save()
    InterpretivePositionFactory(treaty=towards, view="no", day=date(2012, 1, 1))
    InterpretivePositionFactory(treaty=towards, view="yes", day=date(2020, 1, 1))

    def views(on):
        ((found, rows),) = queries.interpretive_positions(towards, **asked(on))
        assert found.key == "transit"
        return [row.view for row in rows]

    assert (views("2011-12-31"), views("2019-12-31"), views("2020-01-01")) == ([], ["no"], ["yes"])


def raised(kind, towards=None, **how):
    found = queries.contradictions(towards or treaty(), **asked(**how))
    return {each.iso3: each for each in found if each.kind == kind}


def test_who_votes_yes_and_stands_outside():
    found = raised("votes-yes-stands-outside", on="2026-03-01")
    assert {"DZA", "KEN", "AGO", "SLB"} <= found.keys()
    assert not found.keys() & {"CYP", "LTU", "UGA", "FRA", "VUT"}  # Uganda abstains since 2020
    assert found["AGO"].label == "Votes in favour, and stands outside"
    assert not found["DZA"].always_yes  # it abstained in 2015
    assert {choice for _call, choice in found["DZA"].votes} >= {"yes", "abstain"}
    assert found["BRN"].always_yes


def test_who_denies_what_is_documented():
    """Sudan denied what the Monitor confirms. Thailand denied and then admitted; of Kenya it is alleged at most."""
    found = raised("denied-but-documented")
    assert found.keys() == {"SDN", "AZE"}
    assert found["SDN"].rows[0].documented == "confirmed"


def test_who_declares_support_and_does_not_vote_for_it():
    towards = TreatyFactory()
    call = RollCallFactory(treaty=towards)
    for iso3, choice in (("KEN", Vote.Choice.ABSTAIN), ("UGA", Vote.Choice.NO), ("SDN", Vote.Choice.YES)):
        VoteFactory(roll_call=call, state_id=iso3, choice=choice)
        PositionFactory(treaty=towards, state_id=iso3, kind=Position.Kind.SUPPORTS_JOINING)
    PositionFactory(treaty=towards, state_id="UGA", kind=Position.Kind.UNDECIDED, day=date(2021, 1, 1))
    assert raised("supports-but-did-not-vote-yes", towards).keys() == {"KEN"}
    assert raised("supports-but-did-not-vote-yes", towards, on="2020-12-31").keys() == {"KEN", "UGA"}
    assert raised("votes-yes-stands-outside", towards).keys() == {"SDN"}
    assert "CYP" in raised("supports-but-did-not-vote-yes")


def test_a_position_in_confidence_contradicts_nothing_in_public():
    towards = TreatyFactory()
    VoteFactory(roll_call=RollCallFactory(treaty=towards), state_id="KEN", choice=Vote.Choice.ABSTAIN)
    PositionFactory(
        treaty=towards, kind=Position.Kind.SUPPORTS_JOINING, reading="Will join in June", **in_confidence()
    )
    assert raised("supports-but-did-not-vote-yes", towards) == {}
    assert raised("supports-but-did-not-vote-yes", towards, viewer=cast.viewer("coordinator_b")).keys() == {
        "KEN"
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_the_norm_takes_as_many_queries_however_much_there_is(rows, django_assert_num_queries):
    towards = TreatyFactory()
    for incident in IncidentFactory.create_batch(rows, treaty=towards):
        AssessmentFactory.create_batch(rows, incident=incident)
        StatementFactory(treaty=towards, incident=incident, stance=Stance.CONDEMNS)
    with django_assert_num_queries(19):
        norm(towards)
