"""Meetings ship with a source, and people add others that no edition of the record takes away."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry, Campaign
from accede.access.viewer import PUBLIC
from accede.record import shipped_record
from accede.record.meetings import actions
from accede.record.meetings.models import Attendance, Meeting
from accede.record.models import State, Treaty
from accede.record.queries import meetings as queries
from accede.record.queries.nearest import NotOnRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 24)


def add(name="Briefing in Geneva", begins="2027-03", who="cmc_partner", **more):
    asked = {"language": "en", "kind": Meeting.Kind.CONSULTATION, **more}
    return actions.add_meeting(
        name=name, begins=begins, campaign=Campaign.objects.get(pk="ccm"), by=cast.viewer(who), at=AT, **asked
    )


def attend(meeting, *codes, who="cmc_partner"):
    actions.set_attendance(
        meeting=meeting,
        states=State.objects.filter(pk__in=codes),
        campaign=Campaign.objects.get(pk="ccm"),
        by=cast.viewer(who),
        at=AT,
    )


def test_shipped_meetings_have_sources_and_the_dates_that_these_give():
    meeting = queries.get_meeting("ccm-12msp", viewer=PUBLIC)
    assert (meeting.begins, meeting.ends) == (date(2024, 9, 10), date(2024, 9, 13))
    assert meeting.source.publisher
    conference = queries.get_meeting("ccm-3rc", viewer=PUBLIC)
    assert (conference.begins, conference.ends) == (date(2026, 9, 1), date(2026, 9, 30))
    assert not conference.day_is_known
    assert not Meeting.objects.filter(shipped=True, source=None).exists()


@pytest.mark.parametrize("key", list(shipped_record.table("meetings")))
def test_shipped_meeting_is_named_in_six_languages(key):
    names = shipped_record.table("meetings")[key]["names"]
    assert set(names) == {"ar", "zh", "en", "fr", "ru", "es"}
    assert all(names.values())


def test_attendance_that_ships_names_its_source():
    (vanuatu,) = queries.attendance(
        queries.get_meeting("manila-workshop-2025", viewer=PUBLIC), viewer=PUBLIC
    ).values()
    assert (vanuatu.state_id, vanuatu.source_id) == ("VUT", "isu-2025-manila")


def test_coming_meetings_are_the_next_first_and_past_ones_the_latest_first():
    later, sooner = add(begins="2027-05-04"), add(begins="2027-03")
    assert list(queries.meetings(on=ON, viewer=PUBLIC, when="coming")) == [sooner, later]
    assert queries.next_meeting(on=ON, viewer=PUBLIC) == sooner
    past = [meeting.begins for meeting in queries.meetings(on=ON, viewer=PUBLIC, when="past")]
    assert past == sorted(past, reverse=True)
    assert past


def test_meeting_of_which_only_the_month_is_known_is_coming_until_the_month_is_over():
    in_progress = queries.meetings(on=date(2026, 9, 30), viewer=PUBLIC, when="coming")
    assert [meeting.pk for meeting in in_progress] == ["ccm-3rc"]
    assert not queries.meetings(on=date(2026, 10, 1), viewer=PUBLIC, when="coming").exists()


def test_next_meeting_of_a_treaty_passes_over_those_of_others():
    add(begins="2027-01", treaty=Treaty.objects.get(pk="att"))
    of_none = add(begins="2027-02")
    add(begins="2027-03", treaty=Treaty.objects.get(pk="ccm"))
    ccm = Treaty.objects.get(pk="ccm")
    assert queries.next_meeting(on=ON, viewer=PUBLIC, treaty=ccm) == of_none


def test_meeting_named_in_one_language_is_shown_by_that_name():
    assert add(name="集束弹药讲习班", language="zh").name == "集束弹药讲习班"


def test_attendance_becomes_the_list_that_is_given():
    meeting = add()
    attend(meeting, "KEN", "UGA")
    attend(meeting, "UGA", "AGO")
    assert list(queries.attendance(meeting, viewer=PUBLIC)) == ["AGO", "UGA"]
    acts = list(AuditEntry.objects.order_by("pk").values_list("act", "changes__state__1"))
    assert acts[-4:] == [
        ("put on attendance", "KEN"),
        ("put on attendance", "UGA"),
        ("take off attendance", "KEN"),
        ("put on attendance", "AGO"),
    ]


def test_another_edition_leaves_what_people_added():
    own = add()
    attend(own, "KEN")
    manila = queries.get_meeting("manila-workshop-2025", viewer=PUBLIC)
    attend(manila, "VUT", "KIR")
    Meeting.objects.filter(pk="ccm-12msp").update(place="Elsewhere")
    actions.load_shipped_meetings()
    assert Attendance.objects.filter(meeting=own).count() == 1
    assert set(queries.attendance(manila, viewer=PUBLIC)) == {"VUT", "KIR"}
    assert Meeting.objects.get(pk="ccm-12msp").place == "Geneva"


def test_two_meetings_of_one_name_have_two_keys():
    assert add().pk != add().pk


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": "  "}, "name"),
        ({"begins": "next spring"}, "begins"),
        ({"begins": ""}, "begins"),
        ({"begins": "2027-05-04", "ends": "2027-05-01"}, "ends"),
        ({"begins": "2027-05-04", "ends": "2027-13"}, "ends"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"kind": "tea"}, "kind"),
    ],
)
def test_meeting_that_makes_no_sense_is_refused(more, field):
    before = AuditEntry.objects.count()
    with pytest.raises(ValidationError) as refused:
        add(**more)
    assert list(refused.value.message_dict) == [field]
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("who", ["observer", "administrator", "nobody", "former_coordinator", "public"])
def test_who_contributes_to_nothing_writes_no_meeting(who):
    with pytest.raises(NotAllowedError):
        add(who=who)
    with pytest.raises(NotAllowedError):
        attend(queries.get_meeting("ccm-13msp", viewer=PUBLIC), "KEN", who=who)


def test_unknown_meeting_is_told_with_the_nearest():
    with pytest.raises(NotOnRecordError) as refused:
        queries.get_meeting("ccm-14msp", viewer=PUBLIC)
    assert "ccm-12msp" in refused.value.nearest


def test_meetings_take_as_many_queries_for_one_as_for_three():
    def number():
        with CaptureQueriesContext(connection) as asked:
            for meeting in queries.meetings(on=ON, viewer=PUBLIC, when="coming"):
                assert meeting.attending in (0, 2)
                assert meeting.treaty is None
        return len(asked)

    attend(add(), "KEN", "UGA")
    one = number()
    add(), add()
    assert one == number() == 1


def test_meetings_of_a_state_are_those_to_come():
    meeting = add()
    attend(meeting, "VUT", "KEN")
    (found,) = queries.meetings_of_state("VUT", on=ON, viewer=PUBLIC)
    assert found == meeting
