"""The desk's side of a workshop: grounds, decisions, files without formulas, signing in later and twice, what follows."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from tests.access import cast
from tests.factories import workshops as make

from accede.meetings.models import Delegation, SignIn
from accede.meetings.queries.workshops import NoSuchLinkError, opened_by
from accede.outreach.models import Pledge
from accede.survey.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    return cast.sign_in(client, cast.coordinator_a())


@pytest.fixture
def workshop():
    return make.workshop(in_days=0, lasts=1, places=3)


def _at(workshop, path=""):
    return f"/en/desk/ccm/workshops/{workshop.pk}/{path}"


def test_the_list_comes_from_the_targets_with_the_grounds_of_each(coordinator, workshop):
    page = coordinator.get(_at(workshop, "invite/?category=all&group=african")).content.decode()
    offered = re.findall(r'name="state" value="(\w+)"', page)
    assert {"KEN", "EGY"} <= set(offered)
    assert "Signed, not yet ratified" in page
    asked = {"category": "all", "group": "african", "state": ["KEN", "EGY", "FRA"]}
    assert coordinator.post(_at(workshop, "invite/"), asked).status_code == 302
    rows = Delegation.objects.unguarded(because="a test").filter(workshop=workshop)
    assert {each.state_id: "signatory" in each.categories for each in rows} == {"KEN": True, "EGY": False}
    assert "Signed, not yet ratified" in coordinator.get(_at(workshop, "states/ken/")).content.decode()
    answer = coordinator.post(_at(workshop, "letters/"), {"kind": "note-verbale", "form": "docx"})
    told = "\n".join(each.text for each in Document(io.BytesIO(answer.content)).paragraphs)
    assert told.count("/register/") == 2
    assert "/ar/register/" in told  # to Egypt in its language
    links = re.findall(r"/en/register/([\w-]+)/", told)
    assert opened_by(links[0], at=timezone.now()).delegation.state_id == "KEN"
    with pytest.raises(NoSuchLinkError):
        opened_by(links[0], at=timezone.now() + timedelta(days=32))


def test_what_a_delegation_asks_is_decided_and_goes_out_without_formulas(coordinator, workshop):
    kenya, uganda = make.invited(workshop, "KEN", "UGA")
    needs = {"visa": True, "passport": "A1234567", "diet": "=2+3"}
    make.coming(kenya, '=HYPERLINK("x") Amina', "Brian B", approved=False, sponsorship=True, needs=needs)
    make.coming(uganda, "Carol C", "Dan D", approved=False)
    person = make.people_of(kenya)[0].pk
    for what, more in (("approve-all", {}), ("grant", {"person": person})):
        path = _at(workshop, "states/ken/decide/")
        assert coordinator.post(path, {"what": what} | more).status_code == 302, what
    full = coordinator.post(_at(workshop, "states/uga/decide/"), {"what": "places"})
    assert full.status_code == 400
    assert "the delegation needs 2" in full.content.decode()
    book = load_workbook(io.BytesIO(coordinator.get(_at(workshop, "participants.xlsx")).content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}
    csv = coordinator.get(_at(workshop, "participants.csv")).content.decode()
    assert "'=HYPERLINK" in csv
    assert "'=2+3" in csv
    for name in ("badges.pdf", "participants.pdf"):
        assert coordinator.get(_at(workshop, name)).content.startswith(b"%PDF-"), name
    assert "A1234567" not in csv
    letter = coordinator.post(
        _at(workshop, f"participants/{person}/visa/"), {"language": "fr", "form": "docx"}
    )
    told = "\n".join(each.text for each in Document(io.BytesIO(letter.content)).paragraphs)
    assert "A1234567" in told
    assert "pris en charge par les organisateurs" in told


def test_a_telephone_sends_twice_what_it_kept_and_then_the_outcome_is_noted(coordinator, workshop):
    kenya, uganda = make.invited(workshop, "KEN", "UGA")
    make.coming(kenya, "Amina A")
    make.coming(uganda, "Carol C", approved=False)
    amina, carol = make.people_of(kenya)[0].pk, make.people_of(uganda)[0].pk
    entries = [{"person": number, "moment": timezone.now().isoformat()} for number in (amina, carol)]
    for _time in range(2):
        answer = coordinator.post(_at(workshop, "sign-in/"), {"entries": json.dumps(entries)})
        told = answer.json()["told"]
        assert told[str(amina)] == ""
        assert told[str(carol)]  # with the reason
    assert SignIn.objects.count() == 1
    for wrong in ('[{"person": 1}]', '[{"person": 1e999, "moment": "2026-03-01"}]', "[" * 100_000):
        assert coordinator.post(_at(workshop, "sign-in/"), {"entries": wrong}).status_code == 400
    assert coordinator.post(_at(workshop, "sign-in/"), {"undo": amina}).status_code == 302
    assert coordinator.post(_at(workshop, "sign-in/"), {"person": amina}).status_code == 302
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    noted = {"state": "KEN", "text": "Put it before cabinet", "due_on": due}
    assert coordinator.post(_at(workshop, "outcome/"), noted).status_code == 302
    (pledge,) = Pledge.objects.unguarded(because="a test")
    assert (pledge.state_id, pledge.due_on.isoformat()) == ("KEN", due)
    assert "Put it before cabinet" in coordinator.get(_at(workshop, "outcome/")).content.decode()
    assert coordinator.post(_at(workshop, "outcome/"), noted | {"state": "UGA"}).status_code == 400
    asked = {"questionnaire": "shipped", "closes_on": due}
    assert coordinator.post(_at(workshop, "evaluation/"), asked).status_code == 302
    workshop.refresh_from_db()
    assert [
        each.state_id
        for each in Round.objects.get(pk=workshop.evaluation).responses.unguarded(because="a test")
    ] == ["KEN"]
    assert workshop.meeting.name in coordinator.get("/en/desk/ccm/states/ken/").content.decode()
