import pytest
from django.urls import reverse
from django.utils import translation
from tests.access import cast

from accede.reporting.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return cast.sign_in(client, cast.coordinator_a())


def address(name, *arguments):
    with translation.override("en"):
        return reverse(name, args=["ccm", *arguments])


def drafted(desk, kind="talking-points", **told):
    told = {"state": "CYP", "language": "en", "audience": 1} | told
    response = desk.post(address("desk-document-new", kind), told)
    assert response.status_code == 302, response.content.decode()
    return Paper.objects.unguarded(because="the test takes its number").get().pk


def test_a_document_is_drafted_read_and_downloaded_in_four_forms(desk):
    number = drafted(desk)
    page = desk.get(address("desk-document", number)).content.decode()
    assert "Talking points: Cyprus" in page
    assert '<article class="paper"' in page
    for form, begins in {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype", "md": b"*DRAFT"}.items():
        response = desk.get(address("desk-document-file", number, form))
        assert response.content.startswith(begins)
        assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("kind", Paper.Kind.values)
def test_every_kind_has_a_form(desk, kind):
    page = desk.get(address("desk-document-new", kind))
    assert page.status_code == 200
    assert 'name="audience"' in page.content.decode()


PERIOD = {
    "meeting": "ccm-12msp",
    "since": "2023-07-01",
    "until": "2024-06-30",
    "language": "en",
    "audience": 1,
}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "2024-07-01", "until": "2023-07-01"}, "The period is empty"),
        ({"since": "2050-07-01", "until": "2051-07-01"}, "The period has not begun"),
        ({"meeting": "ccm-99msp"}, "ccm-99msp"),
        ({"meeting": ""}, "Meeting"),
        ({"symbol": "S" * 1000}, "Symbol"),
    ],
)
def test_what_makes_no_report_is_refused_and_nothing_is_kept(desk, asked, said):
    response = desk.post(address("desk-document-new", "progress"), PERIOD | asked)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Paper.objects.unguarded(because="the test counts").exists()


def test_a_wording_that_does_not_fit_is_said_in_the_form(desk, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "instrument.toml").write_text('[broken\nen = "x"\n')
    told = {"state": "KEN", "treaty": "ccm", "act": "ratification", "language": "en", "audience": 1}
    response = desk.post(address("desk-document-new", "instrument"), told)
    assert response.status_code == 400
    assert "instrument.toml, line 1" in response.content.decode()


def test_what_is_typed_is_cleaned_and_what_is_open_is_told_before_issuing(desk):
    number = drafted(desk, "progress", **PERIOD, submitted_by="A\u202eB" + "b" * 150, job_number="GE.24-1")
    page = desk.get(address("desk-document-issue", number)).content.decode()
    assert "1 place is left open" in page
    assert "\u202e" not in desk.get(address("desk-document", number)).content.decode()


def test_issuing_says_first_who_reads_it_and_then_stands_still(desk):
    number = drafted(desk)
    assert "Its readers: public." in desk.get(address("desk-document-issue", number)).content.decode()
    assert desk.post(address("desk-document-issue", number), {"reason": "For the Meeting"}).status_code == 302
    page = desk.get(address("desk-document", number)).content.decode()
    assert "issued on" in page
    assert "Fill it anew" not in page
    assert desk.post(address("desk-document-refresh", number)).status_code == 400


def test_the_list_takes_as_many_queries_for_three_as_for_one(desk):
    drafted(desk)
    path = address("desk-documents")
    from django.db import connection  # noqa: PLC0415 -- counts what the page asks
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- as above

    desk.get(path)  # what is kept of the record is there then
    with CaptureQueriesContext(connection) as one:
        desk.get(path)
    for _each in range(2):
        desk.post(
            address("desk-document-new", "talking-points"), {"state": "CYP", "language": "en", "audience": 1}
        )
    desk.get(path)  # what is told once is told
    with CaptureQueriesContext(connection) as three:
        desk.get(path)
    assert len(three) == len(one)


def test_a_state_leads_to_its_dossier(desk):
    page = desk.get(address("desk-state", "cyp")).content.decode()
    path = f"{address('desk-document-new', 'dossier')}?state=CYP"
    assert path in page
    assert '<option value="CYP" selected' in desk.get(path).content.decode()
