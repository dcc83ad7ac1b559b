"""The register in docs/privacy.md is the one that the program goes by."""

from pathlib import Path

from django.utils import translation

from accede.access.personal.register import Purpose, SeenBy, Whose, of_people
from accede.access.personal.retention import RULES

DOC = Path(__file__).parents[2] / "docs" / "privacy.md"
BEGIN, END = "<!-- register -->\n", "<!-- end of the register -->\n"


def _register():
    lines = ["| what | fields | whose | what for | who reads it | how long |", "|---|---|---|---|---|---|"]
    for held in sorted(of_people(), key=lambda each: each.model):
        rule = RULES[held.kept]
        days = f"{rule.days} days " if rule.due else ""
        lines.append(
            f"| `{held.model}` | {', '.join(held.personal) or held.of} | {Whose(held.whose).label} "
            f"| {Purpose(held.purpose).label} | {SeenBy(held.seen_by).label} | {days}{rule.label} |"
        )
    return "\n".join(lines) + "\n"


def test_the_register_in_the_docs_is_that_of_the_program():
    with translation.override("en"):
        table = _register()
    before, _begin, rest = DOC.read_text(encoding="utf-8").partition(BEGIN)
    told, _end, _after = rest.partition(END)
    assert before
    assert told == table, f"put this between the marks:\n{table}"


def test_every_rule_with_days_is_told():
    text = DOC.read_text(encoding="utf-8")
    assert [key for key, rule in RULES.items() if rule.due and f"| `{key}` | {rule.days} |" not in text] == []
