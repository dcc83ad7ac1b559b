"""Who was given what: to State, meeting and exchange; who may know; who holds an outdated version; what the plan counts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.outreach.reading import log
from tests.reporting.making import items, make, text
from tests.toolkit.reading import (
    AT,
    COORDINATORS,
    ON,
    PARTNERS,
    PUBLIC,
    SUPPORT_UNIT,
    asked,
    by,
    campaign,
    first,
    give,
    given,
    guide,
    told,
    version,
)

from accede.access.actions import NotAllowedError, classify
from accede.access.confidentiality import NotVisibleError
from accede.access.models import AuditEntry
from accede.access.roles import Attribution
from accede.campaign.measures import MEASURES
from accede.campaign.models import Activity
from accede.campaign.work import LIMITED, READERS, Tied
from accede.outreach import queries as work
from accede.record.measures import Asked
from accede.record.meetings.models import Meeting
from accede.record.models import State, Treaty
from accede.toolkit import actions, checks, queries

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def activity():
    return Activity.objects.get(key="ccm-2023-toolkits")


def figure(key, who="coordinator_a"):
    return MEASURES[key].read(
        Asked(
            treaty=Treaty.objects.get(pk="ccm"),
            campaign="ccm",
            since=date(2026, 9, 1),
            until=ON,
            viewer=cast.viewer(who),
            language="en",
        )
    )


def test_a_hand_out_tells_what_when_where_and_by_whom():
    meeting, exchange = Meeting.objects.get(pk="ccm-12msp"), log()
    (row,) = give(
        first(guide()),
        meeting=meeting,
        exchange=exchange.pk,
        activity=activity(),
        who=" A First Secretary ",
        note="In print",
    )
    (shown,) = given(exchange=exchange.pk)
    assert (shown.iso3, shown.day, shown.title, shown.version.language, shown.version.label) == (
        "KEN",
        date(2026, 9, 30),
        "Guide",
        "en",
        "1",
    )
    assert (shown.meeting, shown.exchange, shown.by_whom, shown.who, shown.text) == (
        meeting,
        exchange.pk,
        "Coordinator A",
        "A First Secretary",
        "In print",
    )
    assert [each.pk for each in given(meeting="ccm-12msp")] == [row.pk]
    entry = AuditEntry.objects.get(kind="toolkit.HandOut", object_key=str(row.pk))
    assert entry.act == "hand out material"
    assert "Secretary" not in str(entry.changes)


def test_several_versions_go_to_several_states_or_none_does():
    one, other = first(guide("One")), first(guide("Other"))
    assert len(give(one, other, state="KEN UGA")) == 4
    for wrong in ({"versions": []}, {"state": "XXX"}, {"handed_on": date(2026, 10, 6)}):
        versions = wrong.pop("versions", [one])
        with pytest.raises(ValidationError):
            give(*versions, **wrong)
    with pytest.raises(ValidationError, match="public from the start"):
        give(one, confidentiality=PUBLIC)
    assert len(given()) == 4


def test_an_exchange_ties_only_what_may_tell_of_it():
    kept, exchange = first(guide()), log()
    with pytest.raises(ValidationError, match="another State"):
        give(kept, exchange=exchange.pk, state="UGA")
    with pytest.raises(ValidationError, match="fewer readers"):
        give(kept, exchange=exchange.pk, confidentiality=PARTNERS)
    with pytest.raises(NotVisibleError):
        give(kept, logged_by="cmc_partner", exchange=exchange.pk, confidentiality=PARTNERS)
    with pytest.raises(NotVisibleError):
        give(kept, exchange=10_000)
    (row,) = give(kept, exchange=exchange.pk)
    strict, wide = log(confidentiality=COORDINATORS), give(kept, note="By itself")
    wide[0].exchange = strict.pk  # as it may have been logged before an exchange was confined by hand
    wide[0].save()
    told = next(each for each in given("support_unit_officer") if each.text == "By itself")
    assert (told.exchange, given("support_unit_officer", exchange=strict.pk)) == (None, [])
    classify(record=exchange, confidentiality=COORDINATORS, **by())  # what tells of it goes along
    assert [each.text for each in given("support_unit_officer")] == ["By itself"]
    assert [each.exchange for each in given(exchange=exchange.pk)] == [exchange.pk]
    assert not list(checks.RULES["exchanges of hand-outs"](ON))
    row.state_id = "UGA"
    row.save()
    assert len(list(checks.RULES["exchanges of hand-outs"](ON))) == 1


@pytest.mark.parametrize("who", ["cmc_partner", "icrc_partner", "thematic_coordinator", "observer"])
def test_whom_it_is_not_for_learns_nothing(who):
    (row,) = give(first(guide()))
    assert given(who) == []
    with pytest.raises(NotVisibleError):
        queries.get_hand_out(row.pk, viewer=cast.viewer(who))
    assert queries.outdated(campaign(), **asked(who)) == []
    assert [hit.kind for hit in queries.search("kenya", campaign(), **asked(who))] == []
    assert work.timeline(State.objects.get(pk="KEN"), campaign(), **asked(who)).counts["handout"] == 0


def test_names_and_what_was_given_go_no_further_than_they_may():
    strict = first(guide("For coordinators", confidentiality=COORDINATORS))
    give(strict, confidentiality=PARTNERS, note="In print")
    (row,) = given("cmc_partner")
    assert (row.title, row.version, row.material, row.iso3, row.text) == ("", None, None, "KEN", "In print")
    give(first(guide()), confidentiality=PARTNERS, attribution=Attribution.CHATHAM_HOUSE)
    nameless = next(each for each in given("cmc_partner") if each.speaker_withheld)
    assert (nameless.iso3, nameless.name, nameless.by_whom, nameless.title) == ("", "", "", "Guide")
    assert [each.iso3 for each in given("cmc_partner", states=["KEN"])] == ["KEN"]


def test_who_holds_an_outdated_version():
    row = guide()
    english = first(row)
    give(english, state="KEN UGA")
    assert queries.outdated(campaign(), **asked()) == []
    french = version(row, "fr", "2026-03")
    assert queries.outdated(campaign(), **asked()) == []  # what is new is in another language
    newer = version(row, "en", "2026-03", label="2")
    give(newer, french, state="UGA", handed_on=date(2026, 10, 1))
    (held,) = queries.outdated(campaign(), **asked())
    assert (held.iso3, held.version.label, held.newer.label) == ("KEN", "1", "2")
    # Of a version that the reader may not see it is not told that there is one.
    version(row, "fr", "2026-09", confidentiality=COORDINATORS)
    give(french, state="UGA", confidentiality=PARTNERS)
    assert [each.iso3 for each in queries.outdated(campaign(), **asked("cmc_partner"))] == []
    actions.withdraw(record=newer, **by())
    assert {each.iso3 for each in queries.outdated(campaign(), **asked())} == {"UGA"}


def test_it_is_said_otherwise_or_taken_back():
    (row,) = give(first(guide()))
    with pytest.raises(NotAllowedError):
        actions.edit_hand_out(row=row, note="Ours", **by("cmc_partner"))
    actions.edit_hand_out(row=row, state=State.objects.get(pk="UGA"), note="Corrected", **by("coordinator_b"))
    assert [(each.iso3, each.text) for each in given()] == [("UGA", "Corrected")]
    actions.take_back_hand_out(row=row, **by())
    with pytest.raises(ValidationError):
        actions.take_back_hand_out(row=row, **by())
    assert (given(), figure("materials-handed-out").value) == ([], 0)
    acts = AuditEntry.objects.filter(kind="toolkit.HandOut").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["hand out material", "edit hand-out", "take back hand-out"]


def test_the_icrc_brings_materials_and_is_asked_for_no_hand_outs():
    row = guide(who="icrc_partner")
    with pytest.raises(NotAllowedError, match="ICRC"):
        give(first(row), logged_by="icrc_partner", confidentiality=PARTNERS)


def test_the_plan_counts_hand_outs_and_tells_partners_no_number():
    kept = first(guide())
    give(kept, state="KEN UGA", activity=activity())
    give(kept, handed_on=date(2026, 8, 1), activity=activity())
    told_all = figure("materials-handed-out")
    assert (told_all.value, told_all.confined) == (2, False)
    assert {(each.iso3, each.about, each.kind) for each in told_all.counted} == {
        ("KEN", "Guide", "guide"),
        ("UGA", "Guide", "guide"),
    }
    assert figure("states-given-materials").value == 2
    assert figure("materials-handed-out", "cmc_partner").limited
    number = activity().pk
    viewer = cast.viewer("coordinator_a")
    assert "materials" in LIMITED
    assert READERS[Activity.Counts.MATERIALS]([number], ON, viewer) == {number: Tied(3, 3)}
    assert READERS["materials"]([number], date(2026, 8, 31), viewer) == {number: Tied(1, 1)}
    give(kept, attribution=Attribution.AGGREGATE_ONLY)
    assert figure("materials-handed-out").confined


@pytest.mark.parametrize("number", [1, 3])
def test_reading_takes_as_many_queries_however_many_there_are(number, django_assert_num_queries):
    for each in range(number):
        row = guide(f"Guide {each}", first=told())
        give(first(row), exchange=log().pk)
        version(row)
    known, here = asked(), campaign()
    with django_assert_num_queries(5):
        queries.hand_outs(here, queries.HandOutsAsked(), **known).object_list  # noqa: B018 -- read there
    with django_assert_num_queries(6):
        assert len(queries.outdated(here, **known)) == number


def test_it_stands_in_the_states_list_and_in_the_search():
    (row,) = give(first(guide()), note="In print")
    shown = work.timeline(State.objects.get(pk="KEN"), campaign(), kinds=["handout"], **asked())
    assert [(each.kind, each.pk, each.title) for each in shown.page.object_list] == [
        ("handout", row.pk, "Guide")
    ]
    hits = queries.search("guide", campaign(), **asked())
    assert {hit.kind for hit in hits} == {"material", "handout"}
    assert SUPPORT_UNIT in {hit.confidentiality for hit in hits}
    assert AT.date() == ON


def test_documents_tell_what_a_state_was_given_to_those_who_may_read_it():
    row = guide()
    give(first(row), meeting=Meeting.objects.get(pk="ccm-12msp"))
    version(row, label="2")
    told = "Guide (English, 1, 2024; there is a newer version)"
    period = {"meeting": "3rc", "since": date(2026, 7, 1), "until": date(2026, 10, 1)}
    for audience, shown in ((COORDINATORS, True), (PARTNERS, False)):
        dossier = make("dossier", state="KEN", audience=audience, on=ON).document
        line = f"30 September 2026, Twelfth Meeting of States Parties: {told}"
        assert items(dossier, "materials") == ([line] if shown else [])
        assert (told in text(make("handover", audience=audience, on=ON).document)) == shown
        report = text(make("progress", audience=audience, on=ON, **period).document)
        assert ("Materials handed out: 1, to States numbering 1." in report) == shown
    draft = make("dossier", state="KEN", audience=PARTNERS, draft=True, on=ON).document
    assert items(draft, "materials") == ["[withheld]"]
