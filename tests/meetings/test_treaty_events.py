"""Treaty events: what was announced counts nowhere before the depositary's record confirms it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.factories import events as made
from tests.factories.record import TreatyActionFactory

from accede.access.viewer import PUBLIC
from accede.meetings.actions import treaty_events as acts
from accede.meetings.models import Event, Expected
from accede.meetings.queries import treaty_events as queries
from accede.record.models import Treaty
from accede.record.queries import meetings, status

pytestmark = pytest.mark.django_db

DESK = "/en/desk/ccm"


def rows(meeting, who="coordinator_a"):
    treaty = Treaty.objects.get(pk="ccm")
    return queries.expected(
        meeting, "ccm", treaty, on=timezone.localdate(), viewer=cast.viewer(who), language="en"
    )


def test_what_was_announced_is_no_deposit_until_the_depositary_says_so():
    meeting = made.treaty_event()
    expected = made.expected("KEN", meeting=meeting, announced=True)
    treaty, today = Treaty.objects.get(pk="ccm"), timezone.localdate()
    (row,) = rows(meeting)
    assert row.awaits_the_depositary
    assert status.statuses(treaty, on=today, viewer=PUBLIC)["KEN"] == "signatory"
    earlier = today - timedelta(days=400)  # of another time, and no confirmation
    TreatyActionFactory(
        treaty=treaty, state_id="AGO", kind="ratification", action_date=earlier, date_given=f"{earlier}"
    )
    assert rows(meeting)[0].awaits_the_depositary
    TreatyActionFactory(
        treaty=treaty, state_id="KEN", kind="ratification", action_date=today, date_given=f"{today}"
    )
    (row,) = rows(meeting)
    assert not row.awaits_the_depositary
    assert row.confirmed.kind == "ratification"
    assert expected.announced_on == today


def test_what_makes_no_sense_is_refused():
    meeting = made.treaty_event()
    expected = made.expected(meeting=meeting)
    for on in (timezone.localdate() + timedelta(days=1), timezone.localdate() - timedelta(days=5)):
        with pytest.raises(ValidationError):
            acts.announce(expected=expected, on=on, **made.acting())
    told = acts.Readiness(instrument_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError):
        acts.tell_readiness(expected=expected, told=told, **made.acting())
    with pytest.raises(ValidationError, match="no treaty event"):
        made.expected(meeting=meetings.get_meeting("ccm-12msp", viewer=PUBLIC))
    acts.announce(expected=expected, on=timezone.localdate(), **made.acting())
    with pytest.raises(ValidationError, match="take that back first"):
        acts.expect_no_more(expected=expected, **made.acting())
    acts.announce(expected=expected, on=None, **made.acting())
    acts.expect_no_more(expected=expected, **made.acting())
    assert rows(meeting) == []


def test_who_may_act_is_known_to_those_who_may_see_it():
    meeting = made.treaty_event()
    made.expected(meeting=meeting)
    assert rows(meeting, "cmc_partner") == []
    assert len(rows(meeting, "support_unit_officer")) == 1


def test_the_page_says_what_is_highlighted_what_is_asked_and_what_each_lacks(client):
    coordinator = cast.sign_in(client, cast.coordinator_a())
    meeting = made.treaty_event()
    here = f"{DESK}/meetings/{meeting.pk}/treaty-event/"

    def read():
        return coordinator.get(here).content.decode()

    assert "It is not on record yet which treaties are highlighted." in read()
    assert (
        coordinator.post(
            f"{here}highlights/", {"treaties": ["att"], "others": "High Seas Treaty\n"}
        ).status_code
        == 302
    )
    assert "Ours is not among them." in read()
    assert "High Seas Treaty" in read()
    coordinator.post(f"{here}highlights/", {"treaties": ["att", "ccm"]})
    assert "ours is among them" in read()
    assert "High Seas Treaty" not in read()
    form = coordinator.get(f"{DESK}/events/new/?meeting={meeting.pk}&kind=treaty-event").content.decode()
    assert '<option value="treaty-event" selected>' in form
    made.event("Include the Convention", kind=Event.Kind.TREATY_EVENT, meeting=meeting)
    assert "Include the Convention" in read()
    assert (
        coordinator.post(f"{here}expect/", {"states": ["KEN", "UGA"], "confidentiality": "3"}).status_code
        == 302
    )
    kenya = Expected.objects.unguarded(because="the test takes it").get(state="KEN")
    page = read()
    assert page.count("<strong>lacking</strong>") >= 4
    assert "Still ahead on its road" in page
    has = {
        "act": "consent",
        "powers": "there",
        "instrument_on": f"{timezone.localdate()}",
        "invited": "Note verbale",
    }
    assert coordinator.post(f"{DESK}/events/expected/{kenya.pk}/", has).status_code == 302
    coordinator.post(f"{DESK}/events/expected/{kenya.pk}/announced/", {"on": f"{timezone.localdate()}"})
    assert "1 deposit was announced and is not in the depositary’s record yet." in read()
    assert coordinator.get(f"{DESK}/meetings/ccm-12msp/treaty-event/").status_code == 404


def test_the_list_takes_as_many_queries_for_one_as_for_three():
    meeting = made.treaty_event()

    def number():
        with CaptureQueriesContext(connection) as asked:
            rows(meeting)
        return len(asked)

    made.expected("KEN", meeting=meeting)
    one = number()
    for iso3 in ("UGA", "AGO"):
        made.expected(iso3, meeting=meeting, announced=True)
    assert number() == one
