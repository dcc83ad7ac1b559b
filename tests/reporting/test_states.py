"""Documents about States: what is in them for whom."""

from datetime import date

import pytest
from tests.access import cast
from tests.factories.outreach import ContactFactory, ExchangeFactory, FollowUpFactory, PledgeFactory
from tests.reporting import papers
from tests.reporting.making import items, make, paragraph, table, text

from accede.access.roles import Confidentiality
from accede.campaign.models import Activity
from accede.record.models import State
from accede.record.queries.nearest import NotOnRecordError
from accede.reporting.blocks import Picture
from accede.reporting.renderers import FORMS, render

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SAID = "The bill waits for the committee on foreign affairs."


@pytest.fixture
def work():
    """Work with Kenya, in confidence."""
    mission = cast.mission_a()
    person = cast.CAST["coordinator_a"]()
    ExchangeFactory(owner=mission, said=SAID, held_on=date(2026, 2, 1))
    PledgeFactory(owner=mission, made_on=date(2026, 2, 1))
    FollowUpFactory(owner=mission, assignee=person, what="To send the model law.", made_on=date(2026, 2, 1))
    ContactFactory(owner=mission, name="Wanjiru Otieno")


def test_dossier_tells_what_the_record_and_the_work_hold_of_a_state(work):
    made = make("dossier", state="KEN", audience=Confidentiality.COORDINATORS)
    told = text(made.document)
    assert paragraph(made.document, "standing").startswith("Signatory State: signed on 3 December 2008")
    for part in (SAID, "To send the model law.", "Wanjiru Otieno", "To put the bill before the committee."):
        assert part in told
    assert table(made.document, "votes")[0][1:] == ("A/RES/79/58", "Yes")
    assert made.withheld == 0


@pytest.mark.parametrize("kind", ["dossier", "handover", "talking-points"])
def test_the_public_reads_nothing_of_the_work_and_is_told_how_much_that_is(work, kind):
    made = make(kind, state="KEN")
    told = text(made.document)
    for part in (SAID, "model law.", "Wanjiru", "before the committee", "[withheld]"):
        assert part not in told
    assert made.withheld >= 2
    assert paragraph(made.document, "withheld").endswith(f": {made.withheld}.")


def test_a_draft_shows_the_places_of_what_is_withheld(work):
    made = make("dossier", state="KEN", draft=True)
    assert text(made.document).count("[withheld]") == made.withheld == 4
    assert items(made.document, "exchanges") == ["[withheld]"]
    assert made.document.draft


def test_an_author_who_sees_little_learns_nothing_of_the_rest(work):
    """Their own view bounds what is counted: a partner is not told how many notes there are."""
    partner = cast.CAST["cmc_partner"]()
    from accede.access.queries import viewer_of  # noqa: PLC0415 -- beside the one test that asks as a person

    made = make("dossier", state="KEN", author=viewer_of(partner, on=date(2026, 3, 1)))
    assert made.withheld == 0


def test_dossier_of_a_state_of_which_nothing_is_known_is_a_sensible_document():
    told = make("dossier", state="BTN").document
    assert paragraph(told, "reasons").startswith("Nothing is on record")
    assert paragraph(told, "open") == "Nothing is open."
    assert all(len(render(told, form)) > 1000 for form in FORMS)


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_dossier_is_two_pages(work, language):
    made = make("dossier", language, state="KEN", audience=Confidentiality.COORDINATORS)
    assert len(papers.pdf(render(made.document, "pdf")).pages) <= 2


@pytest.mark.parametrize(
    ("asked", "iso3"), [("Kenya", "KEN"), ("肯尼亚", "KEN"), ("tur", "TUR"), ("Tuvalu", "TUV")]
)
def test_a_state_is_found_by_any_of_its_names(asked, iso3):
    document = make("dossier", state=asked).document
    assert State.objects.get(pk=iso3).names.get(kind="short", language="en").text in document.title


@pytest.mark.parametrize("asked", ["Atlantis", "", "x" * 300])
def test_a_state_that_there_is_not_is_refused(asked):
    with pytest.raises(NotOnRecordError):
        make("dossier", state=asked)


def test_a_map_tells_in_words_what_it_shows():
    picture = next(
        block for block in make("dossier", state="CYP").document.blocks if isinstance(block, Picture)
    )
    assert "Parties of its subregion: Iraq, Lebanon, State of Palestine" in picture.alt
    assert picture.svg.startswith("<svg")


def test_talking_points_follow_from_facts():
    said = items(make("talking-points", state="CYP").document, "say")
    assert said[0].startswith("You signed on 23 September 2009")
    assert any("security" in each for each in said)
    thanks = items(make("talking-points", state="KEN").document, "say")[0]
    assert thanks.startswith("We appreciate your vote in favour of resolution A/RES/79/58")


def test_talking_points_do_not_thank_for_a_vote_that_was_not_given():
    assert not any(
        "appreciate" in each for each in items(make("talking-points", state="CYP").document, "say")
    )


def test_day_sheet_lists_the_target_states_where_nobody_knows_who_comes():
    rows = table(make("day-sheet", meeting="3rc").document, "to-meet")
    assert "Kenya" in [row[0] for row in rows]
    assert {row[2] for row in rows} == {"not known"}
    assert not {row[0] for row in rows} & {"France", "Germany"}  # Parties need not be won


def test_handover_holds_what_is_open_the_plan_each_state_and_contacts(work):
    Activity.objects.filter(key="ccm-2023-pga").update(owner=cast.coordinator_a())
    document = make("handover", audience=Confidentiality.COORDINATORS).document
    opened = items(document, "open")
    assert any(each.startswith("Kenya: Next step: To send the model law.") for each in opened)
    assert any("Promised by" in each for each in opened)
    assert ("Kenya", "Signatory State") in [row[:2] for row in table(document, "per-state")]
    assert "Wanjiru Otieno" in items(document, "contacts")[0]
    assert len(table(document, "plan")) > 10
    owned = {row[0]: row[2] for row in table(document, "activities")}
    assert len(owned) == 11
    assert (
        owned["Contact with Parliamentarians for Global Action taken up again"] == cast.coordinator_a().name
    )
    assert set(owned.values()) == {"–", cast.coordinator_a().name}
    told = {row[0]: row[3] for row in table(make("handover").document, "activities")}
    assert (
        told[
            "Bilateral exchanges with missions in Geneva, heads of mission included, and at other disarmament meetings"
        ]
        == "–"
    )
    assert set(told.values()) == {"–", "overdue"}
