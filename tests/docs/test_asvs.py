"""The standard's table: every requirement once, and whatever is named as its proof is there."""

import re
from collections import Counter

from tests.docs import pages

NAMED = re.compile(r"`([\w./-]+?)(?:::(\w+))?`")
# Where another reads on, not one of the program's.
STATES = {"met", "not", "you", "n/a"}


def _rows():
    return [row for row in pages.table_rows(pages.text("docs/asvs.md")) if re.fullmatch(r"[\d.]+", row[0])]


def test_every_requirement_is_told_of_once_with_how_it_stands():
    rows = _rows()
    assert [number for number, times in Counter(row[0] for row in rows).items() if times > 1] == []
    assert {row[2] for row in rows} == STATES
    assert [row[0] for row in rows] == sorted(
        (row[0] for row in rows), key=lambda no: list(map(int, no.split(".")))
    )


def test_whatever_is_named_as_proof_is_there():
    missing, without = [], []
    for page in ("docs/asvs.md", "docs/threat-model.md"):
        for path, function in NAMED.findall(pages.prose(page)):
            if "/" not in path and not (pages.ROOT / path).exists():
                continue
            found = pages.ROOT / path
            if not found.exists() or (
                function and f"def {function}(" not in found.read_text(encoding="utf-8")
            ):
                missing.append((path, function))
    for number, _about, state, shown, *_rest in _rows():
        if state == "met" and not any((pages.ROOT / path.split("::")[0]).exists() for path in _paths(shown)):
            without.append(number)
    assert missing == []
    assert without == []


def _paths(shown):
    """The marks of code at the ends of a cell are taken off by the reader of tables."""
    return re.findall(r"[\w./-]+/[\w./-]+(?:::\w+)?|\b(?:run|[A-Z]+\.md|pyproject\.toml)\b", shown)
