"""What is too old to tell of a day says so, beside the rows and never among them."""

import pytest

pytestmark = pytest.mark.database


@pytest.mark.parametrize("command", ["status", "targets"])
@pytest.mark.parametrize(("day", "told"), [("2026-11-20", False), ("2040-01-01", True)])
def test_a_record_that_is_too_old_for_the_day_says_so(desk, command, day, told):
    answer = desk.accede(command, "ccm", "--on", day, "--format", "csv")
    assert answer.returncode == 0
    assert ("may be out of date" in answer.stderr) is told
    assert "may be out of date" not in answer.stdout
