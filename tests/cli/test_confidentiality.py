"""What each command may tell. One without a line here fails the first test.

Whoever runs commands has the desk's database and its keys; still no command prints a confidential text that nobody
asked for by naming an audience.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
import typer
from tests.access import cast, planting
from typer.testing import CliRunner

from accede.cli import commands

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@dataclass(frozen=True)
class Told:
    """A command as it is tried: nothing that it prints, or writes into FILE, is of a stricter class than `up_to`."""

    arguments: Sequence[str]
    up_to: int = 1


@dataclass(frozen=True)
class NotTried:
    """A command that cannot be tried here, and why it tells nothing confidential."""

    because: str


REPORT = [
    "report",
    "progress",
    "--meeting",
    "12msp",
    "--output",
    "FILE",
    "--format",
    "md",
    "--from",
    "2026-01-01",
    "--to",
    "2026-12-31",
]
DOSSIER = ["dossier", "KEN", "--output", "FILE", "--format", "md"]
HANDOVER = ["handover", "--output", "FILE", "--format", "md"]
COMMANDS = {
    "run": NotTried("it serves the pages, which tests/web goes through"),
    "status": Told(["status", "ccm"]),
    "targets": Told(["targets", "ccm"]),
    "votes": Told(["votes", "ccm"]),
    "check": Told(["check"]),
    "import": NotTried("it reads a file of the public record, and prints what stands in that"),
    "imports": Told(["imports"]),
    "guide": NotTried("it writes what stands in docs/"),
    "demo": NotTried("it shows an invented desk of its own, to whoever comes"),
    "tick": Told(["tick"]),
    "forecast treaty": NotTried("it stands on the public record alone, by way of panel.py"),
    "forecast backtest": NotTried("it reads a folder of public panels"),
    "forecast train": NotTried("as above"),
    "report": Told(REPORT),
    "dossier": Told(DOSSIER),
    "handover": Told(HANDOVER, up_to=4),  # for coordinators, unless it is said otherwise
    "backup": NotTried(
        "it writes the whole desk, keys and all, for whoever may run it; docs/operations.md says so"
    ),
    "restore": NotTried("it reads such a file, and prints how much was in it"),
    "move": NotTried("it takes the desk into another database whole, and prints how many rows there were"),
    "plan show": Told(["plan", "show"]),
    "plan import": NotTried("it reads a file, and prints what stands in that"),
    "plan export": Told(["plan", "export"]),
    "user add": Told(
        ["user", "add", "ana@example.org", "--name", "Ana", "--organisation", "Mission A", "--post", "Envoy"]
    ),
    "user invite": Told(["user", "invite", "coordinator.a@desk.example"]),
    "user role": Told(["user", "role", "coordinator.a@desk.example", "add", "administrator"]),
    "user list": Told(["user", "list", "--format", "json"]),
    "webhook add": Told(["webhook", "add", "https://hooks.example.org/in", "--event", "status.changed"]),
    "webhook list": Told(["webhook", "list"]),
    "webhook log": NotTried("it prints what tests/webhooks shows to hold nothing confidential"),
    "webhook ping": NotTried("it prints what another program answered; what it sends, tests/webhooks reads"),
    "webhook remove": NotTried("it prints nothing"),
    "token add": Told(["token", "add", "coordinator.a@desk.example", "--name", "Nightly figures"]),
    "token list": Told(["token", "list"]),
    "token revoke": NotTried("it prints whose token it was"),
    "audit verify": Told(["audit", "verify"]),
    "audit head": Told(["audit", "head"]),
    "retention": Told(["retention"]),
    "personal find": Told(["personal", "find", "--name", "Coordinator A"]),
    "personal export": Told(
        ["personal", "export", "--email", "coordinator.a@desk.example", "--output", "FILE"]
    ),
    "personal delete": Told(["personal", "delete", "--email", "nobody@desk.example", "--yes"]),
    "keys rotate": NotTried("it writes every text anew, and prints how many; tests/access turns keys"),
}


def _names(command, *before):
    """The commands below one, each by all its words."""
    below = getattr(command, "commands", None)
    if below is None:
        return [" ".join(before)]
    own = [" ".join(before)] if before and getattr(command, "invoke_without_command", False) else []
    return own + [name for word, each in below.items() for name in _names(each, *before, word)]


def test_every_command_says_what_it_may_tell():
    assert set(_names(typer.main.get_command(commands.app))) == set(COMMANDS)


# What is written for an audience by name, and how much that audience may read.
FOR_AN_AUDIENCE = [
    Told([*arguments, "--audience", audience], up_to)
    for arguments in (REPORT, DOSSIER, HANDOVER)
    for up_to, audience in enumerate(("public", "partners", "coordinators-and-isu", "coordinators"), start=1)
]
TRIED = [told for told in COMMANDS.values() if isinstance(told, Told)] + FOR_AN_AUDIENCE


@pytest.mark.parametrize("told", TRIED, ids=lambda told: " ".join(told.arguments[:2]))
def test_no_command_tells_what_nobody_asked_for(told, tmp_path):
    planting.plant_everything()
    for person in cast.CAST.values():
        person()
    file = tmp_path / "written"
    result = CliRunner().invoke(
        commands.app, [each.replace("FILE", str(file)) for each in told.arguments], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    said = result.output + (_text(file) if file.exists() else "")
    assert [word for word in planting.words_in(said) if word[1] > told.up_to] == []


def test_a_dossier_for_coordinators_tells_what_is_planted(tmp_path):
    """Or the test above would prove nothing."""
    planting.plant_everything()
    file = tmp_path / "written"
    arguments = [each.replace("FILE", str(file)) for each in DOSSIER]
    assert CliRunner().invoke(commands.app, [*arguments, "--audience", "coordinators"]).exit_code == 0
    assert ("exchange", 4) in planting.words_in(_text(file))


def _text(file):
    if not zipfile.is_zipfile(file):
        return file.read_bytes().decode("utf-8", errors="replace")
    with zipfile.ZipFile(file) as book:
        return "\n".join(book.read(name).decode("utf-8", errors="replace") for name in book.namelist())
