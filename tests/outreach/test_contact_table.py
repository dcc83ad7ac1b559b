"""Contacts from a table: what is wrong stops its row or the file, and nothing is written before it is asked for."""

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.outreach.reading import by, campaign

from accede.access.actions import NotAllowedError
from accede.access.encryption import UnreadableTextError, seal, unseal
from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.outreach import actions
from accede.outreach.contact_table import ContactLine, look_at
from accede.outreach.models import Contact
from accede.record.readers.reading import FileRefusedError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

GOOD = "State,Place,Name,Post,From\nKenya,Geneva,Amina Odhiambo,Counsellor,2025-03-06\n"


@pytest.fixture
def look(tmp_path):
    def looked(content, who="coordinator_a"):
        path = tmp_path / "contacts.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return look_at(path, campaign=campaign(), viewer=cast.viewer(who))

    return looked


def written():
    return Contact.objects.unguarded(because="the test counts them").count()


def bring(lines, who="coordinator_a"):
    return actions.add_contacts(
        campaign=campaign(), lines=lines, confidentiality=Confidentiality.COORDINATORS, **by(who)
    )


def test_a_table_is_brought_in_once(look):
    preview = look(GOOD)
    assert (len(preview.new), preview.refused, written()) == (1, [], 0)
    entries = AuditEntry.objects.count()
    (contact,) = bring(preview.new)
    assert (contact.state_id, contact.place, contact.name) == ("KEN", "geneva", "Amina Odhiambo")
    assert AuditEntry.objects.count() == entries + 1
    again = look(GOOD)
    assert (len(again.new), len(again.unchanged)) == (0, 1)


def test_a_contact_that_may_not_be_seen_is_not_betrayed(look):
    bring(look(GOOD).new)
    assert len(look(GOOD, "support_unit_officer").new) == 1


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Kenia land,geneva,A,,", "not a name on record"),
        ("Kenya,moon,A,,", "place"),
        ("Kenya,geneva,A,,2025-02-31", "2025-02-31"),
        ("Kenya,geneva,=cmd(),,", "formula"),
        ("Kenya,geneva,,,", "who it is"),
    ],
)
def test_a_wrong_row_stops_alone(look, row, why):
    preview = look(f"{GOOD}{row}\n")
    assert len(preview.new) == 1
    (refused,) = preview.refused
    assert refused.line == 3
    assert why in refused.why
    assert written() == 0


@pytest.mark.parametrize(
    "content",
    [
        "State,Place,Name,name\nKenya,geneva,A,B\n",
        "State,Place,Shoe size\nKenya,geneva,44\n",
        "State,Name\nKenya,A\n",
        b"State,Place,Name\nKenya,geneva,A\0B\n",
        "State,Place,Name\nKenya,geneva,Ren\u00e9\n".encode("latin-1"),
        "State,Place,Name\n" + "Kenya,geneva,A\n" * 5_001,
    ],
    ids=["doubled", "unknown", "no-place", "nul", "encoding", "rows"],
)
def test_a_file_that_is_no_such_table_is_refused(look, content):
    with pytest.raises(FileRefusedError):
        look(content)
    assert written() == 0


def test_one_refusal_writes_nothing(look):
    (good,) = look(GOOD).new
    with pytest.raises(ValidationError):
        bring([good, ContactLine(3, "KEN", good.told | {"email": "nowhere"})])
    assert written() == 0


@pytest.mark.parametrize("who", ["observer", "administrator", "nobody", "public"])
def test_these_bring_nobody_in(look, who):
    with pytest.raises(NotAllowedError):
        bring(look(GOOD).new, who)


def test_what_was_sealed_opens_for_its_purpose_alone():
    sealed = seal("a name", purpose="contacts")
    assert "a name" not in sealed
    assert unseal(sealed, purpose="contacts", seconds=60) == "a name"
    for wrong, purpose in [(sealed, "other"), (sealed[:-4] + "AAA=", "contacts"), ("é", "contacts")]:
        with pytest.raises(UnreadableTextError):
            unseal(wrong, purpose=purpose, seconds=60)
