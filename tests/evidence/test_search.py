"""Finding words: all of them, in any language, accents or not, and only in what the viewer may see."""

import pytest
from tests.access import cast
from tests.evidence.reading import AT, state, told
from tests.reading import treaty

from accede.access.roles import Attribution, Confidentiality
from accede.evidence import actions, queries
from accede.evidence.models import Incident, ObstacleCode

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def found(words, who="public", language="en"):
    return queries.search(words, viewer=cast.viewer(who), language=language)


@pytest.mark.parametrize(
    "words",
    [
        "cyprus security",
        "CHYPRE  sécurité",
        "chypre securite",
        "塞浦路斯 安全",
        "قبرص الأمني",
        "Кипр безопасности",
        "Chipre seguridad",
        "Turkiye 1974",
    ],
)
def test_a_reason_is_found_in_any_language(words):
    hits = found(words)
    assert hits
    assert {hit.row.iso3 for hit in hits} == {"CYP"}
    assert {hit.treaty for hit in hits} == {"ccm"}


def test_all_words_must_occur():
    assert found("cyprus")
    assert found("cyprus monetary fund")
    assert found("cyprus monetary fund submarine") == []


@pytest.mark.parametrize("words", ["", "  ", "?!"])
def test_no_words_find_nothing(words):
    assert found(words) == []


def test_a_word_begins_a_word():
    """Not every State with "us" in its name, or in a word of the text."""
    assert not {hit.row.iso3 for hit in found("yprus")}


def test_every_kind_is_found():
    kinds = {
        hit.row.kind
        for word in ("cluster", "weapon", "voluntary", "ireland", "ratification")
        for hit in found(word)
    }
    assert kinds == {
        "obstacle", "position", "statement", "incident", "interpretiveposition", "interimstep",
    }  # fmt: skip


def test_what_was_said_of_an_incident_leads_to_it():
    (hit,) = [hit for hit in found("twelve places") if hit.row.kind == "incident"]
    assert hit.row.iso3 == "THA"


def secret(**more):
    return actions.record_obstacle(
        state=state("UGA"),
        treaty=treaty(),
        code=ObstacleCode.objects.get(pk="ALLIANCE"),
        own_words="le zèbre franchit le fleuve",
        language="fr",
        reading="斑马 crosses",
        by=cast.viewer("coordinator_a"),
        at=AT,
        **told(**more),
    )


@pytest.mark.parametrize("words", ["zebre", "ZÈBRE fleuve", "斑马", "uganda zebre", "乌干达 zebre"])
def test_confidential_words_are_found_by_those_who_may_read_them(words):
    row = secret()
    finders = {who for who in (*cast.CAST, "public") if found(words, who)}
    assert finders == {"coordinator_a", "coordinator_b", "support_unit_officer"}
    assert [hit.row.pk for hit in found(words, "coordinator_b")] == [row.pk]


def test_only_the_owner_finds_what_may_only_be_counted():
    secret(attribution=Attribution.AGGREGATE_ONLY)
    assert {who for who in cast.CAST if found("zebre", who)} == {"coordinator_a"}


def test_nobody_finds_out_who_spoke_under_the_chatham_house_rule():
    secret(attribution=Attribution.CHATHAM_HOUSE, origin="lunch at the residence")
    (hit,) = found("zebre", "coordinator_b")
    assert (hit.row.iso3, hit.row.name, hit.row.origin) == ("", "", "")
    assert found("zebre uganda", "coordinator_b") == []
    assert found("zebre residence", "coordinator_b") == []
    assert len(found("zebre uganda residence", "coordinator_a")) == 1


def test_a_judgement_is_not_found_where_its_incident_may_not_be_seen():
    coordinator = {"by": cast.viewer("coordinator_a"), "at": AT}
    incident = actions.record_incident(
        treaty=treaty(), kind=Incident.Kind.USE, state=state("UGA"), reading="A raid", **coordinator, **told()
    )
    actions.assess_incident(
        incident=incident,
        grade="alleged",
        by_whom="the zebra society",
        **coordinator,
        **told(Confidentiality.PUBLIC, source=treaty().source),
    )
    assert len(found("zebra society", "coordinator_b")) == 1
    assert found("zebra society") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_searching_takes_as_many_queries_however_much_there_is(rows, django_assert_num_queries):
    for _ in range(rows):
        secret()
    coordinator = cast.viewer("coordinator_b")
    with django_assert_num_queries(9):
        queries.search("zebre", viewer=coordinator, language="en")
