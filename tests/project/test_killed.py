"""A few of the kills that `./run test --long` does by the hundred: one of each kind, in every run."""

import subprocess
import sys

from tests.desk import SOURCE


def test_what_was_acknowledged_survives_a_kill_of_each_kind_and_nothing_is_there_twice():
    arguments = ["--only", "killed", "--kills", "5", "--seed", "7", "--forget"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.long", *arguments],
        cwd=SOURCE.parent,
        env={"PYTHONPATH": f"{SOURCE}:{SOURCE.parent}", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All held." in done.stdout
