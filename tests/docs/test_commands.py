import re

import pytest
import typer
from tests.docs import pages
from typer.testing import CliRunner

from accede.access.viewer import PUBLIC
from accede.cli import commands
from accede.record import tables
from accede.record.queries import treaties
from accede.targeting import tables as targeting_tables
from accede.targeting.categories import categories

PAGE = "docs/commands.md"
COMMANDS = typer.main.get_command(commands.app).commands
EXAMPLES = [(page, example) for page in (PAGE, "docs/targets.md") for example in pages.examples(page)]


def first_cells(command):
    return [row[0] for row in pages.table_rows(pages.section(PAGE, command))]


def test_commands_page_lists_every_command():
    listed = pages.text(PAGE).split("\n## ", 1)[0]
    assert [row[0] for row in pages.table_rows(listed)] == [f"[`{name}`](#{name})" for name in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_page_has_every_option(command):
    options = {name for param in COMMANDS[command].params for name in param.opts if name.startswith("--")} - {
        "--help"
    }
    assert {cell for cell in first_cells(command) if cell.startswith("--")} == options


@pytest.mark.parametrize(
    ("command", "columns"),
    [("status", tables.STATUS), ("targets", targeting_tables.TARGETS), ("votes", tables.VOTES)],
)
def test_commands_page_has_every_column_in_order(command, columns):
    assert [cell for cell in first_cells(command) if not cell.startswith("--")] == list(columns)


@pytest.mark.database
@pytest.mark.django_db
def test_commands_page_names_every_treaty():
    told = pages.section(PAGE, "What holds for all").split("\n- ", 2)[1]
    assert [key for key in told.split("`") if key.isalnum() or "-" in key] == [
        treaty.key for treaty in treaties.treaties(viewer=PUBLIC)
    ]


def test_commands_page_names_every_category():
    assert [key for key in categories() if f"`{key}`" not in pages.section(PAGE, "targets")] == []


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(("page", "example"), EXAMPLES, ids=[" ".join(e.arguments) for _, e in EXAMPLES])
def test_example_prints_what_the_page_shows(page, example):
    result = CliRunner().invoke(commands.app, example.arguments)
    printed = [line.rstrip() for line in result.output.splitlines()]
    assert result.exit_code == example.exit_status
    shown = "\n".join(".*" if line == "..." else re.escape(line) for line in example.lines)
    assert re.fullmatch(shown, "\n".join(printed), re.DOTALL)
