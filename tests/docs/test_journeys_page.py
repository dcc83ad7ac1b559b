"""The table of journeys tells the bounds that the tests hold."""

import re
from collections import defaultdict

from tests.docs.pages import ROOT

ROW = re.compile(r"^\| [^|]+ \| (?P<clicks>\d+) \| [^|]+ \| `(?P<test>\w+\.py)` \| \d+ \|$", re.MULTILINE)
BOUND = re.compile(r"(?:takes\(|counted\(page,)\s*(\d+)")


def test_each_number_of_clicks_is_that_of_its_test():
    told = defaultdict(list)
    for row in ROW.finditer((ROOT / "docs" / "journeys.md").read_text(encoding="utf-8")):
        told[row["test"]].append(int(row["clicks"]))
    held = {
        name: BOUND.findall((ROOT / "tests" / "browser" / name).read_text(encoding="utf-8")) for name in told
    }
    assert {name: sorted(map(int, found)) for name, found in held.items()} == {
        name: sorted(numbers) for name, numbers in told.items()
    }
    assert len(told) >= 6
