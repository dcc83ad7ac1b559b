"""The invented year: played whole, labelled everywhere, entered by name, and never taken for a real desk."""

import io
import re

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.web.addresses import PAGES, address
from typer.testing import CliRunner

from accede import invented
from accede.access import audit
from accede.access.models import AuditEntry, Organisation, Person
from accede.cli import commands, demo
from accede.demonstration import cast, play
from accede.outreach.models import Exchange, FollowUp, Pledge
from accede.project.backup import archive
from accede.reporting import making, plain_values
from accede.reporting.blocks import Document
from accede.reporting.models import Version
from accede.reporting.renderers import markdown
from accede.survey.models import Response

pytestmark = pytest.mark.django_db

BECAUSE = "a test"
LABEL = 'class="demonstration"'


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True
    play.play(today=timezone.localdate())


def test_a_year_is_there_and_everybody_in_it_is_plainly_invented(demonstration):
    people = cast.people(on=timezone.localdate())
    assert len(people) == 9
    assert all(person.name.endswith(" Example") for person in people)
    theirs = Organisation.objects.filter(posts__person__in=people)
    assert all(each.name.endswith("(invented)") for each in theirs)
    for model, least in ((Exchange, 20), (FollowUp, 9), (Pledge, 9), (Response, 18)):
        assert model.objects.unguarded(because=BECAUSE).count() >= least
    days = list(Exchange.objects.unguarded(because=BECAUSE).values_list("held_on", flat=True))
    assert (max(days) - min(days)).days > 330
    assert max(days) <= timezone.localdate()
    # It was written down as it happened, by whoever did it.
    entries = AuditEntry.objects.exclude(person=None)
    moments = list(entries.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert audit.first_break() is None


def test_what_is_invented_changes_nothing_that_the_public_sees(client, demonstration):
    page = client.get(address("treaty")).content.decode()
    assert LABEL in page
    words = re.compile(r"invented", re.IGNORECASE)
    # Besides the label itself, no public page tells anything of the year.
    for name in PAGES:
        content = client.get(address(name)).content.decode()
        content = re.sub(r'<aside class="demonstration".*?</aside>', "", content, flags=re.DOTALL)
        if not name.startswith(("guide", "tour")):  # which tell of the demonstration on every desk
            assert not words.search(content), name


def test_one_enters_by_name_and_every_page_bears_the_label(client, demonstration):
    door = reverse("demonstration")
    page = client.get(door).content.decode()
    assert LABEL in page
    amina = Person.objects.get(name="Amina Example")
    assert "Amina Example" in page
    assert client.post(door, {"person": "0"}).status_code == 400
    assert client.post(door, {"person": amina.pk}).status_code == 302
    today = client.get("/en/desk/ccm/today/").content.decode()
    assert "Find a neighbour who speaks in the committee" in today
    rooms = set(re.findall(r'href="(/en/desk/ccm/[a-z-]+/)"', today))
    assert len(rooms) > 15
    for room in rooms:
        answer = client.get(room)
        assert answer.status_code == 200, room
        assert LABEL in answer.content.decode(), room
    # What asks a real desk's people again who they are does not ask here: nobody could answer.
    made = client.post(
        reverse("account-token-make"), {"name": "Figures", "campaign": "ccm", "scope": "read", "days": "30"}
    )
    assert made.status_code != 302
    (iso3, *_others) = cast.asked(on=timezone.localdate(), language="en")
    survey = client.post(door, {"answer": iso3}, follow=True)
    assert survey.status_code == 200
    assert LABEL in survey.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_on_any_other_desk_there_is_no_such_door(client, method):
    answer = getattr(client, method)(reverse("demonstration"), {"person": 1})
    assert answer.status_code == 404
    assert LABEL not in client.get(address("treaty")).content.decode()


def test_its_documents_say_on_every_page_that_they_are_of_one(demonstration):
    versions = list(Version.objects.unguarded(because=BECAUSE))
    assert len(versions) == 2
    for version in versions:
        told = plain_values.from_text(version.content)
        assert markdown.render(told).decode().startswith("*Demonstration. Its people")
    told = making.marked_if_invented(Document(kind="survey-copy", title="A copy", language="en", parts=()))
    assert told.draft
    assert told.words["draft"].startswith("Demonstration.")


def test_what_leaves_it_says_what_it_is_too(client, settings):
    def got(address):
        answer = client.get(address)
        assert answer.status_code == 200
        return answer

    badge, embed = reverse("embed-badge", args=["ccm"]), reverse("embed-map", args=["ccm"])
    feed = "/api/v1/treaties/ccm/changes.atom"
    table = reverse("status-download", args=["ccm", "csv"])
    real = [got(each) for each in (badge, embed, feed, table)]
    assert not any(b"emonstration" in each.content or invented.HEADER in each.headers for each in real)
    settings.DEMONSTRATION = True
    caches["pages"].clear()
    assert "· Demonstration" in got(badge).content.decode()
    assert LABEL in got(embed).content.decode()
    assert "<subtitle>Demonstration. Its people" in got(feed).content.decode()
    for form in ("csv", "json", "xlsx"):
        file = got(reverse("status-download", args=["ccm", form]))
        assert file.headers[invented.HEADER].startswith("people and what is said here are invented")
        assert 'filename="demonstration-ccm-status' in file.headers["Content-Disposition"]
    sheets = load_workbook(io.BytesIO(file.content))
    assert sheets.sheetnames == ["Accede", "Demonstration"]
    assert sheets["Demonstration"]["A1"].value == invented.label()


def test_a_demonstration_is_not_carried_elsewhere(settings, tmp_path):
    settings.DEMONSTRATION = True
    for arguments in (["backup", str(tmp_path / "file")], ["move", "postgres://nobody@localhost/none"]):
        answer = CliRunner().invoke(commands.app, arguments)
        assert answer.exit_code == 1
        assert not list(tmp_path.iterdir())
    with pytest.raises(archive.BackupRefusedError, match="demonstration"):
        archive.insist_on_real()


def test_it_begins_in_a_folder_of_its_own_with_nothing_from_outside(monkeypatch, settings, tmp_path):
    settings.DATA_DIR, went_on = tmp_path, []
    monkeypatch.setenv("ACCEDE_DATABASE_URL", "postgres://desk@localhost/real")
    monkeypatch.setenv("ACCEDE_MAIL", "smtp://mail.example.org")
    monkeypatch.setenv("ACCEDE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(demo.os, "execv", lambda _program, arguments: went_on.append(arguments))
    monkeypatch.setattr(demo.sys, "argv", ["accede", "demo", "--anew", "--port", "8123"])
    old = tmp_path / "demonstration" / "accede.sqlite3"
    old.parent.mkdir()
    old.touch()
    demo.begin_in(old.parent, anew=True)
    assert [each.name for each in old.parent.iterdir()] == ["all-of-this-is-invented"]
    assert went_on[0][3:] == ["demo", "--port", "8123"]
    environment = {name: demo.os.environ.get(name) for name in ("ACCEDE_DATA_DIR", *demo.NOT_ITS_OWN)}
    assert environment == dict.fromkeys(demo.NOT_ITS_OWN) | {"ACCEDE_DATA_DIR": str(old.parent)}
