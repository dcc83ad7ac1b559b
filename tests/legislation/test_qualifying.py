"""Who the small-State model law is for: on evidence with its age, and unknown where something is missing."""

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.evidence.reading import AT, asked, state, told
from tests.reading import treaty

from accede.access.viewer import PUBLIC
from accede.legislation import actions
from accede.legislation.models import QualifyingFact
from accede.legislation.queries import qualifying

pytestmark = pytest.mark.django_db
Question = QualifyingFact.Question


def coordinator():
    return cast.viewer("coordinator_a")


def fact(iso3, question, answer, **more):
    given = {"reading": "Says so in its statement.", "date_given": "2026-03"} | more
    return actions.record_qualifying_fact(
        state=state(iso3),
        treaty=treaty(),
        question=question,
        answer=answer,
        by=coordinator(),
        at=AT,
        **(told() | given),
    )


def of(iso3, viewer=None, **when):
    found = qualifying.qualified(treaty(), state=state(iso3), **asked(viewer=viewer or coordinator(), **when))
    return found[0]


def test_nothing_is_guessed():
    """A small island State of which no more is known, and a large State of which nothing is."""
    tuvalu, brazil = of("TUV"), of("BRA")
    assert tuvalu.standing == brazil.standing == "unknown"
    assert [ground.question for ground in tuvalu.missing] == ["possession", "contamination"]
    assert [ground.question for ground in brazil.missing] == ["possession", "contamination", "small"]
    assert next(ground.group.pk for ground in tuvalu.grounds if ground.question == "small") == "sids"
    everyone = qualifying.qualified(treaty(), **asked())
    assert len(everyone) == 197
    assert not [each for each in everyone if each.standing == "qualifies"]


def test_what_speaks_against_it_is_enough_and_is_sourced():
    cambodia, ukraine, vietnam = of("KHM"), of("UKR"), of("VNM")
    assert cambodia.standing == ukraine.standing == vietnam.standing == "not"
    assert cambodia.grounds[0].fact.source.publisher == "Landmine and Cluster Munition Monitor"
    assert ukraine.grounds[1].incident.where == "UKR"  # where they were used, remnants lie
    argentina = of("ARG")
    assert (argentina.standing, argentina.grounds[0].answer, argentina.grounds[0].years) == (
        "unknown",
        False,
        4,
    )
    assert of("ARG", on="2020-12-31").grounds[0].answer is None


def test_people_complete_the_facts_and_their_age_is_told():
    fact("TUV", Question.POSSESSION, False, date_given="2015")
    assert of("TUV").standing == "unknown"
    clean = fact("TUV", Question.CONTAMINATION, False)
    tuvalu = of("TUV")
    assert tuvalu.standing == "qualifies"
    assert [(ground.question, ground.years) for ground in tuvalu.to_confirm] == [("possession", 10)]
    assert of("TUV", PUBLIC).standing == "unknown"  # who may not see a fact does not build upon it
    fact("TUV", Question.SMALL, False, reading="A source counts it otherwise.")
    assert of("TUV").standing == "not"
    later = fact("TUV", Question.SMALL, True)
    assert of("TUV").standing == "qualifies"
    actions.withdraw_qualifying_fact(fact=clean, date_given="2026-10", by=coordinator(), at=AT)
    assert of("TUV").standing == "unknown"
    assert of("TUV", on="2026-09-30").standing == "qualifies"
    assert later.pk in [
        row.pk for row in qualifying.facts_of(state("TUV"), treaty(), **asked(viewer=coordinator()))
    ]


def test_clearance_after_a_use_is_believed():
    assert of("THA").grounds[1].answer is None
    fact("KHM", Question.CONTAMINATION, False, date_given="2026-01")
    assert of("KHM").grounds[1].answer is False
    assert of("KHM", on="2025-12-31").grounds[1].answer is True


def test_refused_with_a_reason():
    with pytest.raises(ValidationError, match="Say of when"):
        fact("TUV", Question.POSSESSION, False, date_given="")
    with pytest.raises(ValidationError, match="in a sentence"):
        fact("TUV", Question.POSSESSION, False, reading=" ")
