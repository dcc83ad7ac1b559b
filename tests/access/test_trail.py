"""The trail as people read it: what is confidential in it is looked up anew, for each reader."""

import pytest
from tests.access import cast
from tests.access.test_confidentiality import SECRET, record

from accede.access import actions, audit, trail
from accede.access.models import AuditEntry
from accede.access.roles import Attribution, Confidentiality

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READERS = {"coordinator_a", "coordinator_b", "administrator"}


def _written(made, at):
    entry = audit.write(act="release", of=made, by=cast.viewer("coordinator_a"), at=at)
    return entry.pk


def _told(name):
    viewer = cast.viewer(name)
    return {each.entry.pk: each for each in trail.told(trail.entries(viewer=viewer), viewer=viewer)}


@pytest.mark.parametrize("name", ["public", *cast.CAST])
def test_coordinators_and_administrators_read_the_trail(name, at):
    pk = _written(record(), at)
    assert (pk in _told(name)) is (name in READERS)


@pytest.mark.parametrize(
    ("more", "shown_to"),
    [
        ({}, {"coordinator_a", "coordinator_b"}),
        ({"confidentiality": Confidentiality.COORDINATORS}, {"coordinator_a", "coordinator_b"}),
        ({"confidentiality": Confidentiality.PUBLIC}, READERS),
        ({"attribution": Attribution.AGGREGATE_ONLY}, {"coordinator_a"}),
    ],
)
def test_an_entry_shows_its_record_to_whoever_may_see_that_now(more, shown_to, at):
    pk = _written(record(**more), at)
    assert {name for name in READERS if _told(name)[pk].shown} == shown_to


def test_a_stricter_class_withholds_what_was_told_before(at):
    made = record(Confidentiality.PUBLIC)
    pk = _written(made, at)
    assert _told("administrator")[pk].shown
    actions.classify(
        record=made, confidentiality=Confidentiality.COORDINATORS, by=cast.viewer("coordinator_a"), at=at
    )
    assert not _told("administrator")[pk].shown
    assert _told("administrator")[pk].record is None


def test_a_record_that_is_gone_is_withheld(at):
    made = record()
    pk = _written(made, at)
    made.delete()
    assert not _told("coordinator_a")[pk].shown


def test_a_kind_that_the_program_no_longer_has_is_withheld(at):
    pk = _written(record(), at)
    AuditEntry.objects.filter(pk=pk).update(kind="evidence.Rumour")
    assert not _told("coordinator_a")[pk].shown
    assert _told("coordinator_a")[pk].kind_name == "evidence.Rumour"


def test_the_trail_as_a_page_withholds_from_an_administrator(client, at):
    made = record(state_id="UGA")
    _written(made, at)
    for name, sees in (("administrator", False), ("coordinator_b", True)):
        page = cast.sign_in(client, cast.CAST[name]()).get("/en/desk/audit/").content.decode()
        assert "released it to more readers" in page
        assert ("UGA" in page) is sees
        assert ("[withheld]" in page) is not sees
        assert SECRET not in page


def test_no_confidential_text_is_in_the_table(at):
    _written(record(own_words=SECRET), at)
    told = " ".join(str(entry.changes) for entry in AuditEntry.objects.all())
    assert "minister" not in told
    assert audit.SEALED in told


def test_pages_from_the_end_hold_what_a_whole_reading_has_there(at):
    made = record()
    for _each in range(7):
        _written(made, at)
    entries = trail.entries(viewer=cast.viewer("administrator"))
    pages = trail.Pages(entries, 3)
    read = [each.pk for number in pages.page_range for each in pages.page(number).object_list]
    assert read == list(entries.values_list("pk", flat=True))


def test_kinds_are_those_of_which_there_are_entries(at):
    _written(record(), at)
    who = cast.viewer("administrator")
    told = [kind for kind, _name in trail.kinds(viewer=who)]
    assert told == sorted(set(trail.entries(viewer=who).values_list("kind", flat=True)))
