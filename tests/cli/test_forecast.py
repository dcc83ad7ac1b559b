import csv
import io
import subprocess
import sys

import pytest
from tests.forecast import panels
from typer.testing import CliRunner

from accede.cli import commands
from accede.cli.forecast import FORECAST


def forecast(*arguments):
    return CliRunner().invoke(commands.app, ["forecast", *arguments])


@pytest.mark.django_db
def test_forecast_of_2014_ranks_the_states_not_party_then():
    result = forecast("ccm", "--on", "2014-12-31", "--horizon", "3", "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert tuple(rows[0]) == FORECAST
    # Parties by the end of 2014 stand in no ranking; who acceded or ratified in 2015 stands there still.
    listed = {row["iso3"] for row in rows}
    assert {"NOR", "IRL", "LAO"} & listed == set()
    assert {"COL", "PRY", "ISL", "CAN", "ZAF", "SVK", "RWA", "SOM", "PSE", "MUS"} <= listed
    # Most of the first ten had ratified three years later.
    assert len({"COL", "PRY", "ISL", "CAN", "MDG", "BEN"} & {row["iso3"] for row in rows[:10]}) >= 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ccm", "--on", "1990-01-01"], "there is none"),
        (["ccm", "--on", "2007-01-01"], "could not yet be signed"),
        (["ccm", "--on", "2008-12-31"], "A forecast needs at least 5"),
        (["cmm"], "Nearest known: ccm"),
    ],
)
def test_forecast_is_refused_with_its_reason(arguments, reason):
    result = forecast(*arguments)
    assert result.exit_code == 1
    assert reason in result.stderr


@pytest.mark.django_db
def test_horizon_of_two_years_is_wrong_usage():
    assert forecast("ccm", "--horizon", "2").exit_code == 2


def test_training_refuses_a_panel_of_other_treaties(tmp_path):
    result = forecast("train", "--panel", str(panels.write(tmp_path)), "--to", str(tmp_path / "model.json"))
    assert result.exit_code == 1
    assert "none of the treaties on record" in result.stderr


def test_site_and_commands_load_no_numpy():
    code = (
        "import os, sys, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'tests.settings'); django.setup(); "
        "import accede.cli.commands, accede.project.urls; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
