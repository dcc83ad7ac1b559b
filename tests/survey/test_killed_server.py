"""A real server, killed while many answer."""

import pytest
from tests import respondents


@pytest.mark.database
def test_no_acknowledged_answer_is_lost_and_none_is_doubled(desk):
    everybody = respondents.prepared(desk, 6)
    before = respondents.answer_at_once(desk, everybody, times=4, seconds=60)
    assert 0 < before < 12 * 4
    assert sum(each.failures for each in everybody) > 0, "nobody noticed that the server was killed"
    assert [each.acknowledged for each in everybody if each.acknowledged < 4] == []
    assert respondents.lost_or_doubled(desk, everybody) == []
