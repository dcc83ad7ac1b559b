import pytest
from typer.testing import CliRunner

from accede.access.models import AuditEntry
from accede.cli import commands

pytestmark = pytest.mark.django_db

REPORT = ["report", "progress", "--meeting", "12msp", "--from", "2023-07-01", "--to", "2024-06-30"]


def run(*arguments):
    return CliRunner().invoke(commands.app, [str(each) for each in arguments])


@pytest.mark.parametrize(
    ("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype"), ("md", b"CCM/")]
)
def test_report_writes_the_file_in_the_form_that_is_asked_for(tmp_path, form, begins):
    file = tmp_path / f"report.{form}"
    result = run(*REPORT, "--audience", "public", "--language", "en", "--format", form, "--output", file)
    assert result.exit_code == 0
    assert file.read_bytes().startswith(begins)
    assert "sources" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_what_is_refused_leaves_the_file_that_was_there(tmp_path, settings):
    file = tmp_path / "report.docx"
    file.write_text("before")
    assert run(*REPORT[:4], "--from", "2024-07-01", "--to", "2023-07-01", "--output", file).exit_code == 1
    settings.DATA_DIR = tmp_path
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "progress.toml").write_text('[president]\nen = "{nobody}"\n')
    refused = run(*REPORT, "--output", file)
    assert refused.exit_code == 1
    assert "progress.toml, line 2: nothing fills {nobody}" in refused.stderr
    assert file.read_text() == "before"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["report", "day-sheet", "--meeting", "99msp"], "There is no meeting '99msp'"),
        ([*REPORT[:4], "--from", "2050-07-01", "--to", "2051-06-30"], "The period has not begun"),
        ([*REPORT[:4], "--from", "2023-13-01", "--to", "2024-06-30"], "'2023-13-01' is not in the calendar"),
        (["dossier", "K\x01N"], "Nearest known: Kenya"),
        (["dossier", "x" * 300], "There is no State"),
        (["report", "note-verbale", "--state", ""], "Say to whom"),
    ],
)
def test_what_cannot_be_made_is_said_and_leaves_no_file(tmp_path, asked, said):
    result = run(*asked, "--output", tmp_path / "x.docx")
    assert result.exit_code == 1
    assert said in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("asked", [["dossier", "NIU"], ["report", "talking-points", "--state", "NIU"]])
def test_a_state_without_data_gives_a_document_all_the_same(tmp_path, asked):
    assert run(*asked, "--format", "md", "--output", tmp_path / "x.md").exit_code == 0
    assert "Niue" in (tmp_path / "x.md").read_text()


def test_what_is_still_open_is_said_and_what_is_typed_is_cleaned(tmp_path):
    file = tmp_path / "x.md"
    asked = [*REPORT, "--format", "md", "--output", file, "--submitted-by", "P\x01\u202e" + "resident " * 40]
    assert "2 left open as […]" in run(*asked).stderr
    told = file.read_text()
    assert "\x01" not in told
    assert "\u202e" not in told
    closed = run(*asked, "--job-number", "GE.24-12345", "--agenda-item", "8")
    assert "left open" not in closed.stderr
    assert "GE.24-12345 (E)" in file.read_text()


@pytest.mark.parametrize("kind", ["progres", "\u0000", "x" * 300])
def test_an_unknown_kind_is_refused(tmp_path, kind):
    result = run("report", kind, "--output", tmp_path / "x.docx")
    assert result.exit_code == 1
    assert "There is no report" in result.stderr


def test_a_folder_that_is_not_there_is_an_error_that_says_so(tmp_path):
    result = run(*REPORT, "--output", tmp_path / "no" / "such" / "x.md", "--format", "md")
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr


def test_sources_are_listed_by_command(tmp_path):
    result = run("dossier", "CYP", "--output", tmp_path / "d.md", "--format", "md", "--list-sources")
    lines = result.stdout.splitlines()
    assert lines[0] == "number,key,text,url"
    assert lines[1].startswith("1,")
    assert any("monitor-cyprus" in line or "the-monitor" in line for line in lines)


def test_what_is_made_by_command_stands_in_the_trail(tmp_path):
    assert run("dossier", "CYP", "--output", tmp_path / "d.md", "--format", "md").exit_code == 0
    assert run("dossier", "XYZ", "--output", tmp_path / "x.md", "--format", "md").exit_code == 1
    entries = AuditEntry.objects.filter(act__endswith=" by command")
    assert [(each.act, each.by_name) for each in entries] == [("make document by command", "command line")]
    told = {"kind": [None, "dossier"], "language": [None, "en"], "audience": [None, "public"]}
    assert entries[0].changes == told


@pytest.mark.parametrize(
    ("treaty", "language", "said"),
    [
        ("ccm", "fr", "ladite Convention, adhère à celle-ci"),
        ("npt", "fr", "ledit Traité, adhère à celui-ci"),
        ("npt", "en", "having considered the above-mentioned Treaty"),
        ("ccw-pv", "es", "el mencionado Protocolo"),
        ("ccm", "fr", "Secrétaire général de l’Organisation des Nations Unies"),
    ],
)
def test_an_instrument_says_what_its_treaty_is(tmp_path, treaty, language, said):
    file = tmp_path / "i.md"
    asked = ["--treaty", treaty, "--language", language, "--state", "SSD", "--with", "act=accession"]
    assert run("report", "instrument", *asked, "--format", "md", "--output", file).exit_code == 0
    assert said in file.read_text()
