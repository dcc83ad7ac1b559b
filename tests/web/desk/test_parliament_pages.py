"""Parliaments on the desk's pages: what is entered, what is before them, which step is missing, who consented."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.legislation.making import bill, champion, entry, pledge, source
from tests.reporting.making import make, text
from tests.web.desk.test_evidence_pages import text_of

from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.legislation.models import (
    Champion,
    EnteredElection,
    Office,
    ParliamentaryPledge,
    Period,
    Proceeding,
    ProceedingStep,
)
from accede.outreach.models import Move

pytestmark = [pytest.mark.django_db, pytest.mark.database]

DESK = "/en/desk/ccm"
BILL = {
    "name": "Cluster Munitions (Ratification) Bill",
    "stage": "bill",
    "date_given": "2026-03-02",
    "evidence": "Told by the ministry",
    "confidentiality": "3",
}


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


def _told(client, path):
    answer = client.get(f"{DESK}/{path}")
    assert answer.status_code == 200
    return text_of(answer)


def _refused(answer):
    assert answer.status_code == 400
    return text_of(answer)


def test_what_parliament_approved_is_no_deposit_and_the_page_says_what_is_missing(coordinator):
    """The Democratic Republic of the Congo: Assembly 2011, Senate 2013, president, court, and nothing deposited."""
    for path in ("parliaments/cod/", "states/cod/", "pathways/cod/", "states/cod/approach/"):
        told = _told(coordinator, path)
        assert "Parliament approved: that is no deposit" in told, path
        assert "Published in the gazette, Instrument signed, Deposit" in told, path
    row = _told(coordinator, "parliaments/?show=approved")
    assert "Democratic Republic of the Congo" in row
    assert "South Sudan" not in row  # which deposited


def test_a_bill_goes_from_stage_to_stage_and_takes_the_road_along(coordinator):
    made = coordinator.post(f"{DESK}/parliaments/uga/proceedings/new/", BILL | {"cast": "on"})
    assert made.status_code == 302
    row = Proceeding.objects.unguarded(because="a test").get()
    step = f"{DESK}/parliaments/proceedings/{row.pk}/step/"
    passed = {"stage": "chamber-1", "date_given": "2026-05", "evidence": "Press", "cast": "on"}
    assert coordinator.post(step, passed).status_code == 302

    told = _told(coordinator, f"parliaments/proceedings/{row.pk}/")
    assert "Passed by the first or only chamber" in told
    assert "that is no deposit" in told
    moves = Move.objects.unguarded(because="a test").filter(state="UGA").order_by("pk")
    assert [(move.stage, move.date_given) for move in moves] == [
        ("bill", "2026-03-02"),
        ("chamber-1", "2026-05"),
    ]

    # A later stage dated before an earlier one: neither the step nor the move is written.
    wrong = _refused(coordinator.post(step, passed | {"stage": "gazette", "date_given": "2026-04-01"}))
    assert "comes before this stage: one of the two dates is wrong" in wrong
    assert ProceedingStep.objects.unguarded(because="a test").count() == 2
    # Back to a committee is no error.
    back = passed | {"stage": "committee", "date_given": "2026-06-01"}
    assert coordinator.post(step, back).status_code == 302
    last = ProceedingStep.objects.unguarded(because="a test").latest("pk")
    assert coordinator.post(f"{DESK}/parliaments/steps/{last.pk}/take-back/").status_code == 302
    assert "In committee" not in _told(coordinator, "parliaments/uga/")


def test_what_is_entered_cites_a_source_and_is_changed_and_taken_out(coordinator):
    enter = f"{DESK}/parliaments/tuv/enter"
    period = {"kind": "recess", "begins": "2026-11-01", "ends": "2026-10-01", "chamber": ""}
    assert "cites a source" in _refused(coordinator.post(f"{enter}/period/", period))
    period["source"] = source().pk
    assert "Its last day lies before its first." in _refused(coordinator.post(f"{enter}/period/", period))
    far = period | {"begins": "0202-11-01", "ends": ""}
    assert "is too far off" in _refused(coordinator.post(f"{enter}/period/", far))
    assert not Period.objects.exists()
    house = {"chamber": "unicameral", "name": "Parliament of Tuvalu", "members": "16", "source": source().pk}
    assert coordinator.post(f"{enter}/chamber/", house).status_code == 302
    assert "has one here already" in _refused(coordinator.post(f"{enter}/chamber/", house))
    speaker = {
        "chamber": "unicameral",
        "post": "Speaker of Parliament",
        "form": "speaker",
        "publisher": "Parliament of Tuvalu",
        "title": "Members",
        "source_rank": "3",
    }
    assert coordinator.post(f"{enter}/officer/", speaker).status_code == 302
    office = Office.objects.get()
    assert (office.post, office.source.publisher) == ("Speaker of Parliament", "Parliament of Tuvalu")
    told = _told(coordinator, "parliaments/tuv/")
    assert "Parliament of Tuvalu" in told
    assert "16 members" in told

    change = f"{DESK}/parliaments/entries/officer/{office.pk}/"
    holder = speaker | {"publisher": "", "title": "", "source": office.source.pk, "holder": "A. Person"}
    assert coordinator.post(change, holder).status_code == 302
    assert "A. Person" in _told(coordinator, "states/tuv/")
    assert coordinator.post(f"{change}take-out/").status_code == 302
    assert "Speaker of Parliament" not in _told(coordinator, "parliaments/tuv/")
    assert AuditEntry.objects.filter(act="take out of parliament").exists()


def test_a_champion_is_kept_with_consent_only_and_deleted_when_it_is_withdrawn(coordinator):
    new = f"{DESK}/parliaments/uga/champions/new/"
    person = {"name": "Grace Achan", "confidentiality": "4"}
    told = _refused(coordinator.post(new, person))
    assert "Nobody is kept here without consent: say on which day it was given." in told
    assert "Grace Achan" in str(coordinator.post(new, person).content.decode())  # nothing typed is lost
    consent = {"consented_on": "2026-03-01", "consented_to": "To speak at a hearing"}
    late = person | consent | {"consented_on": "2999-01-01"}
    assert "still to come" in _refused(coordinator.post(new, late))
    assert coordinator.post(new, person | consent).status_code == 302
    kept = Champion.objects.unguarded(because="a test").get()
    made = pledge(champion=kept, confidentiality=4)

    page = _told(coordinator, "parliaments/uga/")
    assert "consented on 1 March 2026: To speak at a hearing" in page
    assert page.count("Grace Achan") >= 2  # the champion, and who promised
    assert "for good" in _told(coordinator, f"parliaments/champions/{kept.pk}/remove/")
    assert coordinator.post(f"{DESK}/parliaments/champions/{kept.pk}/remove/").status_code == 302
    assert not Champion.objects.unguarded(because="a test").exists()
    assert "Grace Achan" not in _told(coordinator, "parliaments/uga/")
    assert ParliamentaryPledge.objects.unguarded(because="a test").get(pk=made.pk).champion_id is None
    assert "Grace" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_who_may_not_see_a_champion_is_told_of_none(client):
    champion()
    pledge()
    cast.sign_in(client, cast.CAST["parliamentarians_partner"]())
    told = _told(client, "parliaments/uga/")
    assert "Grace Achan" not in told
    assert "To put the bill on the agenda" not in told


def test_an_election_or_a_recess_that_is_near_is_said_on_the_approach(coordinator):
    soon = timezone.localdate() + timedelta(days=30)
    entry(EnteredElection, chamber="unicameral", date_given=soon.isoformat())
    entry(Period, kind="recess", begins=soon)
    entry(Period, iso3="KEN", chamber="lower", kind="dissolved", begins=soon - timedelta(days=60))
    told = _told(coordinator, "states/uga/approach/")
    assert "an election is expected" in told
    assert "in recess, from" in told
    assert "Lower chamber: dissolved, since" in _told(coordinator, "states/ken/approach/")
    assert "Uganda" in _told(coordinator, "parliaments/?show=elections&who=all")
    assert "Kenya" in _told(coordinator, "parliaments/?show=away&who=all")


def test_what_is_before_parliament_stands_wherever_the_work_of_the_state_does(coordinator):
    soon = timezone.localdate() + timedelta(days=7)
    bill(next_on=soon, next_what="Second reading", mover="Ministry of Defence")
    champion()
    pledge()
    entry(EnteredElection, chamber="unicameral", date_given=(soon + timedelta(days=30)).isoformat())
    told = _told(coordinator, "states/uga/?kind=proceedingstep&kind=parliamentarypledge")
    assert "Ratification Bill : Introduced" in told
    assert "To put the bill on the agenda" in told
    today = _told(coordinator, "today/")
    assert "Second reading" in today
    assert "an election is expected" in today
    assert today.count("Grace") == 0  # what came in says that there is a champion, and no name
    assert "champion: Uganda" in today
    for words in ("ministry+of+defence", "grace", "agenda"):
        assert "Uganda" in _told(coordinator, f"search/?q={words}"), words
    asked = {"author": cast.viewer("coordinator_a"), "on": timezone.localdate()}
    coordinators, partners = Confidentiality.COORDINATORS, Confidentiality.PARTNERS
    dossier = text(make("dossier", state="UGA", audience=coordinators, **asked).document)
    assert "Ratification Bill: Introduced (2 March 2026)" in dossier
    shared = text(make("dossier", state="UGA", audience=partners, draft=True, **asked).document)
    assert "Ratification Bill" not in shared
    assert "[withheld]" in shared
    handover = text(make("handover", audience=coordinators, **asked).document)
    assert "Uganda: Ratification Bill: Introduced" in handover
    assert "That is no deposit; still missing" in text(make("dossier", state="COD").document)


@pytest.mark.parametrize("path", ["parliaments/?who=all", "parliaments/uga/"])
def test_more_rows_take_no_more_queries(coordinator, path):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert coordinator.get(f"{DESK}/{path}").status_code == 200
        return len(caught)

    def more(iso3):
        bill(iso3)
        champion(iso3)
        pledge(iso3)
        entry(iso3=iso3)
        entry(Period, iso3, kind="recess", begins=timezone.localdate())

    more("UGA")
    asked()
    before = asked()
    for iso3 in ("UGA", "KEN", "JAM"):
        more(iso3)
    assert asked() == before
