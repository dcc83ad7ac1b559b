"""Finding words in the work with States: each kind, in any language, and only for those who may read it."""

from datetime import date

import pytest
from tests.access import cast
from tests.outreach.reading import ON, by, campaign, log, state
from tests.outreach.test_planner import meeting, plan

from accede.access.roles import Attribution, Confidentiality
from accede.outreach import actions
from accede.outreach.actions.approaches import edit_approach
from accede.outreach.actions.pathways import move
from accede.outreach.models import Contact, Exchange, Pledge
from accede.outreach.queries.search import find_meetings, find_people, search_work

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COORDINATION = {"coordinator_a", "coordinator_b", "support_unit_officer"}
CLASS = {"confidentiality": Confidentiality.COORDINATORS_AND_ISU}


def found(words, who="coordinator_a", language="en"):
    return search_work(words, campaign(), viewer=cast.viewer(who), language=language)


def finders(words):
    return {who for who in ("public", *cast.CAST) if found(words, who)}


def step(what):
    return actions.NextStep(what=what, assignee=cast.coordinator_a())


def contact(**more):
    how = {"place": Contact.Place.GENEVA, "campaign": campaign(), "state": state()}
    return actions.add_contact(**(how | CLASS | more), **by())


def an_exchange():
    log(said="le zèbre franchit le fleuve 斑马 حمار")


def a_promise():
    log(said="Later.", pledges=[actions.Promise(side=Pledge.Side.US, text="le zèbre 斑马 حمار")])


def a_step():
    log(said="Later.", follow_ups=[step("le zèbre 斑马 حمار")])


def a_contact():
    contact(name="Zèbre 斑马", post="حمار")


def an_approach():
    edit_approach(campaign=campaign(), state=state(), text="le zèbre 斑马 حمار", **CLASS, **by())


def a_planned_meeting():
    plan(meeting("KEN"), note="le zèbre 斑马 حمار")


def a_handover():
    actions.assign_states(campaign=campaign(), states=[state()], person=cast.coordinator_a(), **by())
    actions.hand_over(
        campaign=campaign(),
        from_person=cast.coordinator_a(),
        to_person=cast.coordinator_b(),
        states=[state()],
        note="le zèbre 斑马 حمار",
        **by(),
    )


def a_move():
    move(
        campaign=campaign(),
        state=state(),
        stage="cabinet",
        date_given="2026-09",
        evidence="le zèbre 斑马 حمار",
        **CLASS,
        **by(),
    )


KINDS = {
    "exchange": an_exchange,
    "pledge": a_promise,
    "followup": a_step,
    "contact": a_contact,
    "approach": an_approach,
    "plannedmeeting": a_planned_meeting,
    "handover": a_handover,
    "move": a_move,
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_found_by_those_who_may_read_it_and_by_nobody_else(kind):
    KINDS[kind]()
    for words in ("zebre", "ZÈBRE", "斑马", "حمار", "الحمار"):
        assert [hit.kind for hit in found(words, "coordinator_b")] == [kind]
        assert finders(words) == COORDINATION
    assert found("zebre giraffe") == []


def test_every_confidential_model_of_the_work_is_searched():
    """A pathway holds no text: its moves do."""
    from accede.access.confidentiality import confidential_models  # noqa: PLC0415 -- only this test asks

    own = {name for name, model in confidential_models().items() if model._meta.app_label == "outreach"}  # noqa: SLF001
    assert own - set(KINDS) == {"pathway"}


@pytest.mark.parametrize("words", ["kenya zebre", "肯尼亚 斑马", "كينيا حمار", "Кения zebre", "kenia zebre"])
def test_a_state_is_named_in_any_language(words):
    an_exchange()
    assert [(hit.iso3, hit.name) for hit in found(words, language="fr")] == [("KEN", "Kenya")]


def test_each_part_of_an_exchange_is_found_by_those_who_may_read_that_part():
    log(
        said="The committee meets.",
        who="Ambassador Aardvark",
        assessment="He bluffs.",
        place="Cafe Okapi",
        confidentiality=Confidentiality.PARTNERS,
    )
    partners = COORDINATION | {
        "thematic_coordinator",
        "cmc_partner",
        "icrc_partner",
        "parliamentarians_partner",
    }
    assert finders("committee") == partners
    assert finders("okapi") == partners
    assert finders("aardvark") == COORDINATION
    assert finders("bluffs") == {"coordinator_a", "coordinator_b"}


def test_nobody_finds_out_who_spoke_under_the_chatham_house_rule():
    log(
        said="The zebra crosses.",
        who="Ambassador Aardvark",
        place="Cafe Okapi",
        attribution=Attribution.CHATHAM_HOUSE,
        follow_ups=[step("Count the stripes.")],
    )
    for words in ("zebra", "stripes"):
        (hit,) = found(words, "coordinator_b")
        assert (hit.iso3, hit.name) == ("", "")
    for words in ("zebra kenya", "aardvark", "okapi", "stripes kenya"):
        assert found(words, "coordinator_b") == []
        assert found(words, "coordinator_a")


def test_only_the_owner_finds_what_may_only_be_counted():
    log(said="The zebra crosses.", attribution=Attribution.AGGREGATE_ONLY)
    assert finders("zebra") == {"coordinator_a"}


def test_what_is_of_another_day_or_merged_is_found_once():
    first = contact(name="Zebra")
    second = contact(name="Zebra")
    actions.merge_contacts(keep=first, duplicate=second, **by())
    assert [hit.pk for hit in found("zebra")] == [first.pk]


def test_meetings_are_found_by_everybody_in_any_language():
    meeting("KEN")

    def names(words):
        return [each.name for each in find_meetings(words, on=ON, viewer=cast.viewer("observer"))]

    assert names("first committee") == ["First Committee week"]
    assert names("Conférence d’examen") == names("review conference") != []
    assert names("zebra") == names("") == []


def test_people_are_found_by_those_who_hold_a_role():
    for person in cast.CAST.values():
        person()

    def names(words, who="observer"):
        return [each.name for each in find_people(words, on=date(2026, 10, 5), viewer=cast.viewer(who))]

    assert names("campaigner") == ["Campaigner"]
    assert names("coalition") == ["Campaigner"]
    assert names("campaigner", "nobody") == names("campaigner", "public") == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Siobhán O'Quagga-Zebra", ["oquagga", "o’quagga", "siobhan", "ZEBRA", "zebra siobhán coalition", "zeb"]),
        ("Zoë_Okapi 100%", ["okapi", "zoe", "100"]),
        ("AARDVARK & Sons\\", ["aardvark sons"]),
        ("D'Okapi", ["dokapi", "D’OKAPI"]),
        ("السفير محمد", ["سفير", "السفير", "محمد"]),
        ("王大使", ["大使", "王"]),
    ],
)  # fmt: skip
def test_what_the_database_leaves_out_holds_no_word_in_any_spelling(name, words):
    kenyan, campaigner = meeting("KEN"), cast.cmc_partner()
    type(campaigner).objects.filter(pk=campaigner.pk).update(name=name)
    kenyan.place, kenyan.names = name[:120], {"en": name, "fr": "Réunion"}
    kenyan.save()
    for sought in words:
        assert [each.name for each in find_people(sought, on=ON, viewer=cast.viewer("observer"))] == [name]
        if "coalition" not in sought:
            assert kenyan in find_meetings(sought, on=ON, viewer=cast.viewer("observer"))
    for sought in ("quagg a", "xzebra", "eaardvark"):
        assert find_people(sought, on=ON, viewer=cast.viewer("observer")) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_searching_takes_as_many_queries_however_much_there_is(rows, django_assert_num_queries):
    for _ in range(rows):
        an_exchange()
        contact(name="Zebra")
    in_campaign, viewer = campaign(), cast.viewer("coordinator_b")
    assert Exchange.objects.visible_to(viewer).count() == rows
    with django_assert_num_queries(11):
        search_work("zebre", in_campaign, viewer=viewer, language="en")
