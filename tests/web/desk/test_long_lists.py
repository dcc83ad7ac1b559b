"""Lists on a large desk: they show a page, offer what somebody can look through, and ask as much for many as for few."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.factories.access import PersonFactory, RoleHeldFactory
from tests.factories.outreach import ContactFactory

from accede.access import trail
from accede.access.models import AuditEntry, AuditHead
from accede.outreach.models import Contact
from accede.record.measures import MEASURES, Asked
from accede.record.meetings.models import Attendance, Meeting
from accede.record.models import Treaty
from accede.record.queries import meetings, treaties
from accede.web.desk.views import people

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 11, 24)


@pytest.fixture
def desk(client):
    return cast.sign_in(client, cast.coordinator_a())


def test_people_come_a_page_at_a_time_those_with_a_role_first(desk, monkeypatch):
    monkeypatch.setattr(people, "PAGE", 2)
    for number in range(3):
        RoleHeldFactory(person=PersonFactory(name=f"Zoe {number}"))
    first, last = (desk.get(f"/en/desk/people/?page={page}").content.decode() for page in (1, 2))
    assert "Coordinator A" in first
    assert "Zoe 2" not in first
    assert "Zoe 2" in last
    assert 'rel="prev"' in last


def test_a_form_offers_the_latest_meetings_and_the_one_that_was_chosen(desk, monkeypatch):
    monkeypatch.setattr(meetings, "MOST_TO_CHOOSE", 2)
    oldest = Meeting.objects.order_by("begins").first()
    assert oldest.key not in {each.key for each in meetings.to_choose(viewer=cast.viewer("coordinator_a"))}
    address = "/en/desk/ccm/exchanges/"
    assert f'value="{oldest.key}"' not in desk.get(address).content.decode()
    assert f'value="{oldest.key}" selected' in desk.get(f"{address}?meeting={oldest.key}").content.decode()


def test_the_trail_names_the_kinds_that_are_in_it_and_knows_how_many_entries_it_has(desk):
    desk.post("/en/desk/people/organisations/new/")
    viewer = cast.viewer("coordinator_a")
    kinds = {kind for kind, _name in trail.kinds(viewer=viewer)}
    assert kinds == set(AuditEntry.objects.order_by().values_list("kind", flat=True).distinct())
    assert trail.count(viewer=viewer) == AuditHead.objects.get().entries
    stranger = PersonFactory()
    offered = dict(trail.who_acted(viewer=viewer, also=stranger.pk))
    assert {stranger.pk, cast.coordinator_a().pk} <= offered.keys()
    assert trail.who_acted(viewer=cast.viewer("observer")) == []
    assert trail.kinds(viewer=cast.viewer("observer")) == []


def test_the_list_of_contacts_reads_those_alone_who_are_in_their_posts(desk, monkeypatch):
    of = {"state_id": "ARG", "owner": cast.mission_a()}
    ContactFactory(name="In the post", **of)
    left = ContactFactory(name="In the post", valid_until=ON - timedelta(days=400), **of)
    read = []
    monkeypatch.setattr(
        Contact, "holds_post_on", lambda row, _on: read.append(row.pk) or row.valid_until is None
    )
    assert "In the post" in desk.get("/en/desk/ccm/contacts/").content.decode()
    assert read
    assert left.pk not in read


def test_treaties_come_a_page_at_a_time_and_keep_the_day(client, monkeypatch):
    monkeypatch.setattr(treaties, "PAGE", 3)
    titles = [each.short_title for each in Treaty.objects.all()]
    for address in ("/en/treaties/", "/en/states/ltu/"):
        page = client.get(f"{address}?on=2025-01-01&page=2").content.decode()
        assert f'<a href="/en/treaties/{Treaty.objects.all()[3].key}/">{titles[3]}</a>' in page
        assert 'href="?on=2025-01-01&amp;page=3"' in page
        assert f">{titles[0]}</a></th>" not in page


def test_attendance_is_counted_with_as_many_questions_for_three_meetings_as_for_one():
    numbers = []
    for number in range(3):
        meeting = Meeting.objects.create(
            key=f"m{number}", names={"en": "M"}, begins_given="2026-10-01", begins=date(2026, 10, 1),
            ends=date(2026, 10, 2), kind=Meeting.Kind.OTHER, treaty_id="ccm",
        )  # fmt: skip
        Attendance.objects.create(meeting=meeting, state_id="KEN")
        asked = Asked(
            treaty=Treaty.objects.get(pk="ccm"), campaign="ccm", since=date(2026, 9, 1), until=ON,
            viewer=cast.viewer("coordinator_a"), language="en",
        )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            figure = MEASURES["attendance"].read(asked)
        numbers.append(len(queries))
        assert len(figure.counted) == number + 1
    assert len(set(numbers)) == 1
