"""The tables of docs/law.md say what the treaties' files say, row by row and in the same order."""

from pathlib import Path

import pytest
from tests.law.cases import RULES, TREATIES

from accede.law.periods import Period
from accede.law.rules import DueOnce, LaterFrom, Wait, WaitKind, Window

DOCUMENT = (Path(__file__).parents[2] / "docs/law.md").read_text(encoding="utf-8")
IN_ORDER = sorted(TREATIES, key=lambda key: TREATIES[key]["order"])


def row(*cells):
    return f"| {' | '.join(cells)} |"


def ordinal(n):
    return f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(n, 'th') }"


def day(date):
    return f"{date.day} {date:%B %Y}" if date else "-"


def length(period: Period):
    unit = period.unit.value if period.n > 1 else period.unit.value.removesuffix("s")
    return f"{period.n} {unit}"


def wait(rule: Wait):
    words = {
        WaitKind.NTH_MONTH_FIRST: f"first day of the {ordinal(rule.n)} month after the month of deposit",
        WaitKind.MONTH_AFTER_N_DAYS: f"first day of the month after the {ordinal(rule.n)} day",
        WaitKind.N_DAYS: f"{rule.n} days",
        WaitKind.N_MONTHS_SAME_DAY: f"{rule.n} months to the day",
        WaitKind.ON_DEPOSIT: "on deposit",
    }
    return f"{words[rule.kind]}, art. {rule.article}"


def window(rule: Window):
    if rule.opens is None:
        return f"not open, art. {rule.article}"
    until = f" to {day(rule.closes)}" if rule.closes else " on"
    return f"{day(rule.opens)}{until}, art. {rule.article}"


def entry_into_force_row(key):
    rule = RULES[key].entry_into_force
    states = f"{rule.threshold}, {rule.listed_states}" if rule.listed_states else str(rule.threshold)
    if rule.not_before:
        states += f"; not before {day(rule.not_before)}"
    starts = {LaterFrom.THRESHOLD: "that number is reached", LaterFrom.ENTRY_INTO_FORCE: "it is in force"}
    name = TREATIES[key]["abbreviation"]
    return row(
        name, day(rule.published), states, wait(rule.general), starts[rule.later_from], wait(rule.later)
    )


def joining_and_leaving_row(key):
    rules = RULES[key]
    leaving = f"{length(rules.withdrawal.notice)}, art. {rules.withdrawal.article}"
    conflict = "yes" if rules.withdrawal.conflict_clause else "no"
    return row(
        TREATIES[key]["abbreviation"], window(rules.signature), window(rules.accession), leaving, conflict
    )


def clock_rows(key):
    for clock in RULES[key].clocks:
        if isinstance(clock, DueOnce):
            due = f"{'within' if clock.within else ''} {length(clock.period)}".strip()
            condition = "where it applies" if clock.conditional else "every Party"
        else:
            first = (
                "the first whole calendar year" if clock.full_years_only else clock.follows.replace("_", " ")
            )
            due, condition = f"every year by {clock.month:02}-{clock.day:02}, after {first}", "every Party"
        name = TREATIES[key]["abbreviation"]
        yield row(name, clock.key.replace("_", " "), due, f"art. {clock.article}", condition)


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("Entry into force", [entry_into_force_row(key) for key in IN_ORDER]),
        ("Joining and leaving", [joining_and_leaving_row(key) for key in IN_ORDER]),
        ("Clocks", [line for key in IN_ORDER for line in clock_rows(key)]),
    ],
)
def test_table_says_what_the_files_say(heading, rows):
    _, _, rest = DOCUMENT.partition(f"\n### {heading}\n")
    section = rest.partition("\n#")[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    assert table[2:] == rows
