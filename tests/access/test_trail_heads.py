"""A history written anew from start to end holds in itself: it is told from the one that was by a head kept outside."""

import hashlib
import json
import secrets
from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from tests.access import cast

from accede.access import actions, audit, trail_heads
from accede.access.models import AuditEntry, AuditHead, TrailCheck
from accede.access.roles import Role
from accede.access.viewer import Viewer
from accede.outbox.models import Message
from accede.project import duties
from accede.reminders import trail

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BY = Viewer(name="command line", roles={"ccm": frozenset({Role.ADMINISTRATOR})})
AT = datetime(2026, 3, 1, 3, tzinfo=UTC)
reseal = import_module("accede.access.migrations.0003_trail")


@pytest.fixture
def person(counsellor):
    return counsellor


def rewrite(pk, **changed):
    """The whole chain anew from an entry on, consistently, as somebody with the database and the source can."""
    AuditEntry.objects.filter(pk=pk).update(**changed)
    before = ""
    for entry in AuditEntry.objects.order_by("pk"):
        entry.previous_hash = before
        entry.hash = before = audit.seal(entry)
        AuditEntry.objects.filter(pk=entry.pk).update(previous_hash=entry.previous_hash, hash=entry.hash)
    AuditHead.objects.update(last_hash=before)


def test_a_rewritten_history_holds_in_itself_and_not_against_a_head_kept_outside(person):
    first = trail_heads.head(at=AT)
    actions.set_active(person=person, active=False, by=BY, at=AT)
    second = trail_heads.head(at=AT + timedelta(days=1))
    kept = trail_heads.read(f"Keep this line.\n\n{first.line}\n{second.line}\n")
    assert kept == [first, second]
    assert trail_heads.difference(kept) is None
    assert trail_heads.difference(trail_heads.read(second.hash)) is None

    rewrite(AuditEntry.objects.latest("pk").pk, changes={"is_active": [True, True]})

    assert audit.first_break() is None
    found = trail_heads.difference(kept)
    assert (found.agreed, found.head) == (first, second)
    assert f"agrees up to entry {first.entries}, kept on 2026-03-01" in found.told
    assert trail_heads.difference(trail_heads.read(second.hash)).agreed is None
    AuditEntry.objects.latest("pk").delete()
    assert "no such seal" in trail_heads.difference(kept).told
    with pytest.raises(trail_heads.NoHeadError):
        trail_heads.read("nothing of the kind")


def test_a_name_is_withdrawn_and_the_chain_holds(person):
    actions.set_active(person=person, active=False, by=cast.viewer("administrator"), at=AT)
    head = trail_heads.head(at=AT)
    added = AuditEntry.objects.get(act="add person", object_key=str(person.pk))
    audit.withdraw(added, ["changes.name", "changes.email"])
    audit.withdraw(AuditEntry.objects.latest("pk"), ["by_name"])
    audit.withdraw(added, ["changes.language"])

    assert audit.first_break() is None
    assert trail_heads.difference([head]) is None
    added.refresh_from_db()
    assert (added.salt, set(added.withdrawn["digests"])) == (
        "",
        {"changes.name", "changes.email", "changes.language"},
    )
    assert "Counsellor" not in json.dumps([added.by_name, added.changes, added.withdrawn])

    added.changes["name"] = [None, "Somebody Else"]  # nothing can be said in its place
    added.save()
    assert audit.first_break().entry == added.pk


def test_seals_of_before_are_made_anew_as_far_as_they_held(person):
    before = ""
    for entry in AuditEntry.objects.order_by("pk"):
        entry.salt, entry.previous_hash = "", before
        entry.hash = before = reseal.old_seal(entry)
        entry.save()
    AuditHead.objects.update(last_hash=before)
    count = AuditEntry.objects.count()
    reseal.seal_anew(apps, None)
    assert audit.first_break() is None
    told = AuditEntry.objects.latest("pk")
    assert (AuditEntry.objects.count(), told.changes["last_hash"][0]) == (count + 1, before)

    for entry in AuditEntry.objects.order_by("pk"):
        entry.previous_hash, entry.salt = "" if entry.previous_hash == "" else before, secrets.token_hex(16)
        entry.hash = before = reseal.old_seal(entry)
        entry.save()
    broken = AuditEntry.objects.order_by("pk")[2]
    AuditEntry.objects.filter(pk=broken.pk).update(act="forged")
    reseal.seal_anew(apps, None)
    assert audit.first_break().entry == broken.pk


def test_a_night_walks_the_trail_once_and_tells_who_administers(person, client, settings):
    settings.TRAIL_HEAD_TO = ["archive@depositary.example"]
    cast.administrator()
    duty = duties.walk_trail
    assert (duty(AT).done, duty(AT + timedelta(hours=2)).done) == (1, 0)
    here = Message.objects.unguarded(because="a test")
    (mail,) = here.filter(room=trail.ROOM)
    assert (mail.to_address, mail.state) == ("archive@depositary.example", Message.State.APPROVED)
    assert trail_heads.read(mail.text) == trail_heads.kept()

    entry = AuditEntry.objects.order_by("pk")[0]
    rewrite(entry.pk, by_name="somebody else")  # whole in itself: the night before knows better
    found = duty(AT + timedelta(days=1))
    assert found.failed
    assert "differs" in found.note
    assert duty(AT + timedelta(days=2)).failed
    told = here.filter(room=trail.ROOM, person=cast.administrator())
    assert {"the trail of what was done" in each.subject for each in told} == {True}
    assert TrailCheck.objects.filter(broken=True).count() == 2

    cast.sign_in(client, cast.administrator())
    assert "does not hold" in client.get(reverse("desk-today", args=["ccm"])).content.decode()
    assert "accede audit verify" in client.get(reverse("desk-audit")).content.decode()
    cast.sign_in(client, cast.coordinator_a())
    assert "does not hold" not in client.get(reverse("desk-today", args=["ccm"])).content.decode()


def test_heads_are_published_where_the_operator_says_so(client, settings):
    TrailCheck.objects.create(
        day=date(2026, 3, 1), checked_at=AT, entries=3, hash=hashlib.sha256().hexdigest()
    )
    assert client.get("/trail.json").status_code == 404
    settings.TRAIL_PUBLIC = True
    answer = client.get("/trail.json")
    assert trail_heads.read(answer.content.decode()) == trail_heads.kept()
    assert set(answer.json()["heads"][0]) == {"day", "entries", "hash"}
