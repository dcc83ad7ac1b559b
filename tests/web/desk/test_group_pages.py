"""A working group through its forms: convened, minuted, its papers, its action items on Today."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.access import cast
from tests.factories import meetings as make

from accede.meetings.models import ActionItem, Sitting, SittingPaper

pytestmark = pytest.mark.django_db

DESK = "/en/desk/ccm"


def test_a_sitting_is_convened_minuted_and_carried_on(client):
    cast.sign_in(client, cast.coordinator_a())
    member = make.member()
    today = timezone.localdate().isoformat()
    group = f"{DESK}/groups/{make.group().pk}"
    answer = client.post(f"{group}/convene/", {"day": today, "agenda": "Adoption\nReports", "hour": "15:00"})
    sitting = Sitting.objects.visible_to(cast.viewer("coordinator_a")).get()
    here = f"{DESK}/groups/sittings/{sitting.pk}/"
    assert answer["Location"] == here
    assert f'href="{here}"' in client.get(f"{DESK}/meetings/calendar/").content.decode()
    item = sitting.agenda.unguarded(because="the test's own").last()
    file = SimpleUploadedFile("a.pdf", b"MZ")
    answer = client.post(f"{here}papers/new/", {"item": item.pk, "file": file})
    assert (answer.status_code, b"not what the ending of its name says" in answer.content) == (400, True)
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF")
    assert client.post(f"{here}papers/new/", {"item": item.pk, "file": file}).status_code == 302
    paper = SittingPaper.objects.visible_to(cast.viewer("cmc_partner")).get()
    saved = client.get(f"{DESK}/groups/papers/{paper.pk}/")
    assert (saved.content, saved["Content-Disposition"]) == (
        b"%PDF-1.7\n%%EOF",
        'attachment; filename="a.pdf"',
    )

    said = {"item": item.pk, "kind": "decided", "text": "To write to all", "what_1": "Write", "what_2": "Ask"}
    wrong = client.post(f"{here}minutes/new/", said | {"what_1": "", "due_1": today})
    assert wrong.status_code == 400
    who = {"who_1": f"person-{cast.coordinator_a().pk}", "due_1": today, "who_2": f"member-{member.pk}"}
    assert client.post(f"{here}minutes/new/", said | who)["Location"] == here
    page = client.get(here).content.decode()
    assert "To write to all" in page
    steps = {row.what: row for row in ActionItem.objects.visible_to(cast.viewer("coordinator_b"))}
    assert (steps["Write"].person, steps["Ask"].member) == (cast.coordinator_a(), member)
    on_today = client.get(f"{DESK}/today/").content.decode()
    assert on_today.index("Write") < on_today.index(">Ask<")
    done = {"done_on": today, "result": "Written"}
    assert client.post(f"{DESK}/groups/action-items/{steps['Write'].pk}/done/", done).status_code == 302
    assert ">Write<" not in client.get(f"{DESK}/today/").content.decode()
    assert "Written" in client.get(f"{DESK}/groups/action-items/?when=done").content.decode()

    draft = {"sitting": sitting.pk, "language": "en", "audience": "2"}
    made = client.post(f"{DESK}/documents/new/minutes/", draft)
    assert made.status_code == 302
    assert "To write to all" in client.get(made["Location"]).content.decode()
