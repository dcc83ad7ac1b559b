import copy
import json
import re
from datetime import date

import pytest
from tests.law.cases import RULES, TREATIES

from accede.law.rule_table import RuleError
from accede.law.rules import TreatyRules

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]
IN_ORDER = [
    *["ccm", "apmbc", "ccw", "ccw-apii", "ccw-piv", "ccw-pv", "ccw-art1"],
    *["att", "tpnw", "bwc", "cwc", "npt", "ctbt", "rome"],
]


def changed(key, value, *, treaty="ccm"):
    """The treaty's file with one key set, given as a path; None takes it out."""
    content = copy.deepcopy(TREATIES[treaty])
    *tables, last = [int(part) if part.isdigit() else part for part in key.split(".")]
    place = content
    for table in tables:
        place = place[table]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return content


def test_shipped_treaties_are_the_fourteen_in_order():
    assert sorted(TREATIES, key=lambda key: TREATIES[key]["order"]) == IN_ORDER
    assert [TREATIES[key]["order"] for key in IN_ORDER] == list(range(1, 15))


@pytest.mark.parametrize("key", IN_ORDER)
def test_shipped_treaty_says_what_it_is_in_six_languages(key):
    treaty = TREATIES[key]
    assert treaty["key"] == key
    assert sorted(treaty["titles"]) == sorted(treaty["short_titles"]) == LANGUAGES
    assert all(treaty["titles"].values())
    assert treaty["adopted_date"] <= (treaty["signature"].get("opens") or treaty["accession"]["opens"])
    assert treaty.get("parent", "ccw") == "ccw"
    assert ("parent" in treaty) == key.startswith("ccw-")
    for name in ["abbreviation", "adopted_at", "depositary", "source"]:
        assert treaty[name]


@pytest.mark.parametrize("key", IN_ORDER)
def test_shipped_rule_cites_its_article(key):
    rules = RULES[key]
    articles = [
        rules.signature.article,
        rules.accession.article,
        rules.entry_into_force.general.article,
        rules.entry_into_force.later.article,
        rules.withdrawal.article,
        *(clock.article for clock in rules.clocks),
    ]
    assert all(re.match(r"\d|[IVX]", article) for article in articles)


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("ccm", "2010-08-01"),
        ("apmbc", "1999-03-01"),
        ("ccw", "1983-12-02"),
        ("ccw-apii", "1998-12-03"),
        ("ccw-piv", "1998-07-30"),
        ("ccw-pv", "2006-11-12"),
        ("ccw-art1", "2004-05-18"),
        ("att", "2014-12-24"),
        ("tpnw", "2021-01-22"),
        ("bwc", "1975-03-26"),
        ("cwc", "1997-04-29"),
        ("npt", "1970-03-05"),
        ("rome", "2002-07-01"),
    ],
)
def test_shipped_entry_into_force_is_the_published_one(key, published):
    assert RULES[key].entry_into_force.published == date.fromisoformat(published)


@pytest.mark.parametrize("key", IN_ORDER)
def test_rules_survive_json(key):
    assert TreatyRules.from_mapping(json.loads(json.dumps(TREATIES[key], default=str))) == RULES[key]


@pytest.mark.parametrize(
    ("key", "day", "signature", "accession"),
    [
        ("ccm", "2008-12-02", False, False),
        ("ccm", "2010-07-31", True, True),
        ("ccm", "2010-08-01", False, True),
        ("att", "2014-12-23", True, False),
        ("att", "2014-12-24", False, True),
        ("tpnw", "2026-01-01", True, True),
        ("ctbt", "2026-01-01", True, False),
        ("ccw-pv", "2026-01-01", False, True),
        ("rome", "2000-12-31", True, True),
        ("rome", "2001-01-01", False, True),
    ],
)
def test_windows_are_open_from_their_first_day_to_their_last(key, day, signature, accession):
    on = date.fromisoformat(day)
    assert (RULES[key].signature.is_open(on=on), RULES[key].accession.is_open(on=on)) == (
        signature,
        accession,
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (changed("withdrawal", None), "withdrawal is missing. Add it"),
        (changed("withdrawal", "never"), "withdrawal is 'never': it must be a table"),
        (changed("withdrawal.n", 0), "withdrawal.n is 0: it must be a whole number from 1 up"),
        (changed("withdrawal.n", True), "withdrawal.n is True: it must be a whole number"),
        (
            changed("withdrawal.unit", "weeks"),
            "withdrawal.unit is 'weeks': it must be one of days, months, years",
        ),
        (
            changed("withdrawal.conflict_clause", "yes"),
            "withdrawal.conflict_clause is 'yes': it must be true or false",
        ),
        (
            changed("withdrawal.artcle", "20"),
            "withdrawal.artcle is not a rule. Known here: article, conflict_clause",
        ),
        (changed("signature.article", ""), "signature.article is '': it must be a text"),
        (
            changed("signature.opens", "3 Dec 2008"),
            "signature.opens is '3 Dec 2008': it must be a day, such as",
        ),
        (
            changed("entry_into_force.general.kind", "n_moons"),
            "it must be one of nth_month_first, month_after_n_days",
        ),
        (
            changed("entry_into_force.later.n", 7),
            "entry_into_force.later.from is 'threshold': it can be threshold only",
        ),
        (changed("clocks", None), "clocks is missing"),
        (changed("clocks", {}), "write `clocks = []` if there are none"),
        (changed("clocks.0.n", "many"), "clocks[1].n is 'many'"),
        (changed("clocks.1.day", 31), "clocks[2].day is 31: it must be a day of every year's month 4"),
        (
            changed("clocks.1.follows", "first_report"),
            "must hold the clock first_report, which annual_transparency",
        ),
        (
            changed("clocks.1.full_years_only", True),
            "clocks[2].follows is 'initial_transparency_report': it must name",
        ),
        (changed("clocks.2.untl", 2020), "clocks[3].untl is not a rule"),
    ],
)
def test_rules_that_cannot_be_read_are_refused_with_place_and_cure(content, message):
    with pytest.raises(RuleError, match=re.escape(message)):
        TreatyRules.from_mapping(content)
