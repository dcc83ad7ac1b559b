"""The trail: inside the transaction, sealed, and silent about what is confidential."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from accede.access import actions, audit, invitations
from accede.access.models import AuditEntry, AuditHead, Organisation, Person
from accede.access.roles import OrganisationKind, Role
from accede.access.viewer import Viewer

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = Viewer(name="command line", roles={"ccm": frozenset({Role.ADMINISTRATOR})})
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_an_entry_says_who_did_what_when_from_what_to_what(counsellor):
    actions.set_active(person=counsellor, active=False, by=BY, at=AT)
    entry = AuditEntry.objects.first()
    assert (entry.by_name, entry.act, entry.at, entry.object_key) == (
        "command line",
        "keep out",
        AT,
        str(counsellor.pk),
    )
    assert entry.changes == {"is_active": [True, False]}


def test_what_is_rolled_back_was_never_done():
    before = AuditEntry.objects.count()
    with transaction.atomic():
        actions.add_organisation(name="Mission of Malawi", kind=OrganisationKind.STATE, by=BY, at=AT)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == before
    assert audit.first_break() is None


def test_a_password_is_in_no_entry(counsellor):
    token = actions.invite(person=counsellor, by=BY, at=AT)
    invitation = invitations.find_invitation(token, at=AT, viewer=BY)
    actions.accept_invitation(
        invitation=invitation, password="a long secret phrase", name="A", language="fr", at=AT
    )
    told = " ".join(str(entry.changes) for entry in AuditEntry.objects.all())
    assert "secret" not in told
    assert counsellor.password not in told
    assert token not in told
    assert "'language': ['en', 'fr']" in told


def test_an_untouched_chain_holds(counsellor):
    assert audit.first_break() is None
    assert AuditHead.objects.get().entries == AuditEntry.objects.count()


@pytest.mark.parametrize(
    "tampering",
    [
        {"by_name": "somebody else"},
        {"at": datetime(2025, 1, 1, tzinfo=UTC)},
        {"changes": {}},
        {"act": "give role"},
        {"object_key": "999"},
    ],
)
def test_a_changed_entry_is_named(tampering, counsellor):
    second = AuditEntry.objects.order_by("pk")[1]
    AuditEntry.objects.filter(pk=second.pk).update(**tampering)
    found = audit.first_break()
    assert found.entry == second.pk
    assert "changed" in found.why


def test_a_removed_entry_is_noticed_at_the_next_one(counsellor):
    first, second, *_rest = AuditEntry.objects.order_by("pk")
    first.delete()
    assert audit.first_break().entry == second.pk


def test_a_cut_tail_is_noticed(counsellor):
    AuditEntry.objects.first().delete()
    assert "cut" in audit.first_break().why


def test_an_entry_sealed_anew_breaks_the_next_one(counsellor):
    first, second, *_rest = AuditEntry.objects.order_by("pk")
    first.by_name = "somebody else"
    first.hash = audit.seal(first)
    first.save()
    assert audit.first_break().entry == second.pk


def test_names_in_the_trail_are_those_of_the_moment(counsellor):
    Person.objects.filter(pk=counsellor.pk).update(name="Another Name")
    assert AuditEntry.objects.filter(kind="access.Person").first().changes["name"] == [None, "A Counsellor"]


def test_a_name_stands_once():
    actions.add_organisation(name="CMC", kind=OrganisationKind.CIVIL_SOCIETY, by=BY, at=AT)
    count = AuditEntry.objects.count()
    with pytest.raises(Exception, match="already exists"):
        actions.add_organisation(name="CMC", kind=OrganisationKind.CIVIL_SOCIETY, by=BY, at=AT)
    assert AuditEntry.objects.count() == count
    assert Organisation.objects.filter(name="CMC").count() == 1
