"""Whom to talk to: names of individuals are for coordinators, those who left stay, duplicates are merged without loss."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.factories.outreach import ContactFactory
from tests.outreach.reading import asked, by, campaign, log, state

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.outreach import actions, queries
from accede.outreach.models import Contact

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def add(added_by="coordinator_a", /, **told):
    how = {"campaign": campaign(), "state": state(), "place": Contact.Place.GENEVA, "name": "Amina Odhiambo"}
    return actions.add_contact(**(how | told), **by(added_by))


def known(who="coordinator_a", *iso3s):
    return queries.contacts(campaign(), iso3s, **asked(who))


def test_the_three_contact_points_say_where_nobody_is_known():
    add(post="Counsellor", email="amina@mission.example", language="fr")
    add(place=Contact.Place.CAPITAL, valid_until=date(2026, 1, 1))
    (points,) = queries.contact_points(campaign(), ["KEN"], **asked())
    assert [point.place for point in points.points] == ["geneva", "capital", "new-york"]
    assert [point.place for point in points.missing] == ["capital", "new-york"]
    assert [row.person for row in points.points[1].past] == ["Amina Odhiambo"]
    (geneva,) = points.points[0].now
    assert (geneva.post, geneva.email, geneva.language) == ("Counsellor", "amina@mission.example", "fr")
    assert queries.missing_in(
        campaign(), Contact.Place.GENEVA, ["KEN", "UGA"], on=asked()["on"], viewer=asked()["viewer"]
    ) == ["UGA"]


@pytest.mark.parametrize(
    "who",
    ["support_unit_officer", "thematic_coordinator", "cmc_partner", "icrc_partner", "observer", "public"],
)
def test_names_of_individuals_are_for_coordinators(who):
    add()
    assert known(who) == []
    assert len(known("coordinator_b")) == 1


@pytest.mark.parametrize("who", ["observer", "administrator", "nobody", "public"])
def test_these_add_nobody(who):
    with pytest.raises(NotAllowedError):
        add(who)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"place": "moon"}, "place"),
        ({"confidentiality": Confidentiality.PUBLIC}, "confidentiality"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(told, field):
    with pytest.raises(ValidationError) as refused:
        add(**told)
    assert list(refused.value.message_dict) == [field]


def test_somebody_who_left_stays_with_who_came_after():
    before, after = add(valid_from=date(2024, 1, 1)), add(name="B. Wanjiru")
    actions.leave_contact_post(contact=before, on=date(2026, 9, 1), successor=after, **by())
    left = queries.contact(before.pk, **asked())
    assert (left.current, left.successor, left.valid_until) == (False, after.pk, date(2026, 9, 1))
    assert queries.contact(before.pk, **asked(on=date(2026, 8, 1))).current
    with pytest.raises(ValidationError):
        actions.leave_contact_post(contact=before, on=date(2023, 1, 1), **by())
    elsewhere = add(place=Contact.Place.CAPITAL)
    with pytest.raises(ValidationError):
        actions.leave_contact_post(contact=before, on=date(2026, 9, 1), successor=elsewhere, **by())


def test_duplicates_are_found_by_name_or_address_and_only_among_what_one_sees():
    one = add(name="Aminá ODHIAMBO")
    two = add(name="amina odhiambo", place=Contact.Place.CAPITAL)
    three = add(name="A.O.", email="a@mission.example")
    four = add(name="Miss O.", email="A@mission.example")
    add(name="Amina Odhiambo", state=state("UGA"))
    found = queries.duplicates(campaign(), **asked())
    assert {(first.pk, second.pk) for first, second in found} == {(one.pk, two.pk), (three.pk, four.pk)}
    assert queries.duplicates(campaign(), **asked("support_unit_officer")) == []


def test_merging_moves_whom_was_met_and_keeps_the_trail():
    keep, duplicate = add(), add(phone="+41 22", confidentiality=Confidentiality.COORDINATORS)
    exchange, both = log(contacts=[duplicate]), log(contacts=[keep, duplicate])
    actions.merge_contacts(keep=keep, duplicate=duplicate, **by())

    assert [row.pk for row in known()] == [keep.pk]
    assert known()[0].phone == "+41 22"
    for each in (exchange, both):
        assert [number for number, *_rest in queries.exchange(each.pk, **asked()).contacts] == [keep.pk]
    assert AuditEntry.objects.filter(act="merge contacts").count() == 2
    assert AuditEntry.objects.filter(act="add contact", object_key=str(duplicate.pk)).exists()
    with pytest.raises(ValidationError):
        actions.merge_contacts(keep=keep, duplicate=duplicate, **by())


def test_merging_tells_nobody_more_than_they_knew():
    theirs = add("cmc_partner", confidentiality=Confidentiality.PARTNERS)
    ours = add(phone="+41 22")
    actions.merge_contacts(keep=theirs, duplicate=ours, **by())
    (row,) = known("cmc_partner")
    assert (row.pk, row.phone) == (theirs.pk, "")


def test_merging_takes_nothing_from_whose_it_was():
    theirs = add("cmc_partner", confidentiality=Confidentiality.PARTNERS)
    with pytest.raises(ValidationError):
        actions.merge_contacts(keep=add(), duplicate=theirs, **by())
    assert [row.pk for row in known("cmc_partner")] == [theirs.pk]


def test_one_fills_the_gaps_of_the_other_at_the_stricter_class():
    wide = add(confidentiality=Confidentiality.PARTNERS)
    strict = add(phone="+41 22")
    actions.merge_contacts(keep=wide, duplicate=strict, **by())
    assert known("cmc_partner") == []


def test_people_of_two_states_are_not_merged():
    with pytest.raises(ValidationError):
        actions.merge_contacts(keep=add(), duplicate=add(state=state("UGA")), **by())


def test_only_its_owner_and_coordination_edit():
    contact = add(confidentiality=Confidentiality.PARTNERS)
    actions.edit_contact(contact=contact, phone="1", **by("support_unit_officer"))
    for who in ("cmc_partner", "thematic_coordinator", "observer"):
        with pytest.raises(NotAllowedError):
            actions.edit_contact(contact=contact, phone="2", **by(who))
    assert known()[0].phone == "1"


def test_a_merged_contact_is_shown_where_the_other_is_not():
    keep = ContactFactory(owner=cast.mission_a(), confidentiality=Confidentiality.PARTNERS)
    duplicate = ContactFactory(owner=cast.cmc(), confidentiality=Confidentiality.PARTNERS, merged_into=keep)
    assert [row.pk for row in known("cmc_partner")] == [keep.pk]
    Contact.objects.unguarded(because="the test confines it").filter(pk=keep.pk).update(
        confidentiality=Confidentiality.COORDINATORS
    )
    assert [row.pk for row in known("cmc_partner")] == [duplicate.pk]
