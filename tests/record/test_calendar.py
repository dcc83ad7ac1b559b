"""What a calendar asks of meetings: hours by the clocks of the place, series without invented days, lists that are read."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast

from accede.access.models import Campaign
from accede.access.viewer import PUBLIC
from accede.record import shipped_record
from accede.record.meetings import actions, lists
from accede.record.meetings import session_actions as sessions
from accede.record.meetings.models import Meeting, Series
from accede.record.meetings.zones import FIRST, SECOND, moment, zone_of
from accede.record.models import Treaty
from accede.record.queries import meetings as queries

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ON = date(2026, 11, 24)
GENEVA = "Europe/Zurich"


def acting():
    return {"campaign": Campaign.objects.get(pk="ccm"), "by": cast.viewer("cmc_partner"), "at": AT}


def add(name="A seminar", begins="2027-03-28", **more):
    asked = {"language": "en", "kind": Meeting.Kind.WORKSHOP, "zone": GENEVA, **more}
    return actions.add_meeting(name=name, begins=begins, **asked, **acting())


def sit(meeting, begins, ends=time(13), day=date(2027, 3, 28), **more):
    return sessions.add_session(meeting=meeting, day=day, begins=begins, ends=ends, **more, **acting())


def test_an_hour_is_one_of_the_clocks_of_the_place():
    assert moment(date(2027, 3, 27), time(10), GENEVA) == datetime(2027, 3, 27, 9, tzinfo=UTC)
    assert moment(date(2027, 3, 29), time(10), GENEVA) == datetime(2027, 3, 29, 8, tzinfo=UTC)
    assert moment(date(2027, 3, 29), time(10), "") == datetime(2027, 3, 29, 10, tzinfo=UTC)
    assert zone_of("../../etc/passwd") is UTC


def test_an_hour_that_the_clocks_skip_is_refused_with_its_place():
    with pytest.raises(ValidationError) as refused:
        moment(date(2027, 3, 28), time(2, 30), GENEVA, field="ends")
    (said,) = refused.value.message_dict["ends"]
    assert "02:30" in said
    assert "2027-03-28" in said


def test_of_an_hour_that_comes_twice_it_is_asked_which():
    day, hour = date(2027, 10, 31), time(2, 30)
    with pytest.raises(ValidationError) as refused:
        moment(day, hour, GENEVA)
    assert list(refused.value.message_dict) == ["which"]
    assert moment(day, hour, GENEVA, which=FIRST) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert moment(day, hour, GENEVA, which=SECOND) == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.database
def test_sessions_stand_by_the_clocks_there_and_hold_the_meeting_to_its_days():
    meeting = add()
    row = sit(meeting, time(10))
    assert [each.strftime("%H:%M") for each in row.there] == ["10:00", "13:00"]
    late = sit(meeting, time(22), time(0, 30))
    assert late.there[1].date() == date(2027, 3, 29)
    for wrong, field in (
        ({"begins": time(2, 30)}, "begins"),
        ({"begins": time(10), "day": date(2027, 3, 30)}, "day"),
        ({"begins": time(13)}, "ends"),
    ):
        with pytest.raises(ValidationError) as refused:
            sit(meeting, **wrong)
        assert list(refused.value.message_dict) == [field]
    told = {
        "name": "A",
        "language": "en",
        "kind": meeting.kind,
        "begins": "2027-04-01",
        "ends": "",
        "place": "",
    }
    told |= {"treaty": None, "url": "", "zone": GENEVA, "organiser": "", "languages": [], "series": None}
    for changed, field in (({}, "begins"), ({"begins": "2027-03-28", "zone": "Asia/Manila"}, "zone")):
        with pytest.raises(ValidationError) as refused:
            actions.change_meeting(meeting=meeting, **(told | changed), **acting())
        assert list(refused.value.message_dict) == [field]
    sessions.remove_session(session=row, **acting())
    assert [each.pk for each in queries.sessions(meeting, viewer=PUBLIC)] == [late.pk]


@pytest.mark.django_db
@pytest.mark.database
def test_what_ships_keeps_what_its_source_gives_and_takes_what_people_add():
    meeting = queries.get_meeting("ccm-12msp", viewer=PUBLIC)
    told = {
        "name": "B",
        "language": "en",
        "kind": "other",
        "begins": "2030",
        "ends": "",
        "place": "Elsewhere",
    }
    told |= {"treaty": None, "url": "https://example.org/", "zone": GENEVA, "organiser": "UNODA"}
    actions.change_meeting(meeting=meeting, languages=["fr", "en"], series=meeting.series, **told, **acting())
    actions.load_shipped_meetings()
    meeting.refresh_from_db()
    assert (meeting.place, meeting.begins, meeting.treaty_id) == ("Geneva", date(2024, 9, 10), "ccm")
    assert (meeting.organiser, meeting.languages) == ("UNODA", ["en", "fr"])


@pytest.mark.django_db
@pytest.mark.database
def test_the_typical_year_ships_without_a_day():
    series = shipped_record.table("series")
    assert all(set(each["names"]) == {"ar", "zh", "en", "fr", "ru", "es"} for each in series.values())
    assert not any({"begins", "ends", "day"} & each.keys() for each in series.values())
    rows = {row.series.pk: row for row in queries.all_series(on=ON, viewer=PUBLIC)}
    assert set(rows) == set(series)
    assert all(row.series.source and row.series.months for row in rows.values())
    assert rows["ccm-msp"].latest.pk == "ccm-3rc"
    assert rows["ccm-msp"].coming is None
    assert next(iter(rows)) in ("att-working-groups", "ccm-coordination-committee", "cd")


@pytest.mark.django_db
def test_a_yearly_meeting_begets_the_next_in_a_month_and_never_on_a_day():
    meeting = add(
        begins="2027-09-14", ends="2027-09-17", comes_again=True, treaty=Treaty.objects.get(pk="ccm")
    )
    series = Series.objects.get(pk=meeting.series_id)
    assert (series.name, series.months, series.zone) == ("A seminar", [9], GENEVA)
    assert queries.usual_next(series, meeting.begins) == "2028-09"
    following = add(begins="2028-09-12", series=series)
    assert queries.before_it(following, viewer=PUBLIC) == meeting
    twice = queries.get_series("ipu-assembly", viewer=PUBLIC)
    assert [queries.usual_next(twice, date(2027, month, 5)) for month in (3, 10, 11)] == [
        "2027-04",
        "2027-11",
        "2028-03",
    ]


@pytest.mark.django_db
def test_meetings_on_the_same_days_are_found_and_those_without_a_day_may_be():
    treaty = Treaty.objects.get(pk="ccm")
    meeting = add(begins="2027-05-10", ends="2027-05-14")
    beside = add("Beside", begins="2027-05-14")
    perhaps = add("Perhaps", begins="2027-05")
    add("Some time in the year", begins="2027")
    add("Of another treaty", begins="2027-05-11", treaty=Treaty.objects.get(pk="att"))
    found = queries.at_the_same_time(meeting, treaty=treaty, viewer=PUBLIC)
    assert {each.pk for each in found} == {beside.pk, perhaps.pk}
    assert queries.at_the_same_time(perhaps, treaty=treaty, viewer=PUBLIC) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Kenya\nCôte d’Ivoire\nuga\n", ["KEN", "CIV", "UGA"]),
        ("State;Attends\nKenya;yes\n\nViet Nam;no\n", ["KEN", "VNM"]),
        ('"Korea, Republic of"\n', ["KOR"]),
        ("", []),
    ],
)
def test_a_list_is_read_by_any_name(text, codes):
    assert lists.read_states(text, viewer=PUBLIC, language="en") == codes


@pytest.mark.django_db
def test_a_list_with_an_unknown_name_or_a_state_twice_is_refused_line_by_line():
    with pytest.raises(ValidationError) as refused:
        lists.read_states("Kenya\nKenia\nAtlantis\nKEN\n", viewer=PUBLIC, language="en")
    said = refused.value.message_dict["listed"]
    assert [each.split(":")[0] for each in said][-1] == "Line 4"
    assert any("Atlantis" in each for each in said)
    with pytest.raises(ValidationError):
        lists.decode(b"\xff\xfe\xff")
    with pytest.raises(ValidationError):
        lists.decode(b"a" * (lists.LARGEST + 1))
    assert lists.decode("\ufeffKenya".encode()) == "Kenya"
