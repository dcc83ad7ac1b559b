"""The figures of docs/targets.md, counted again."""

import shlex
from datetime import date

import pytest
from tests.docs import pages

from accede.access.viewer import PUBLIC
from accede.record.queries import states, status, treaties, votes
from accede.targeting import queries as targeting
from accede.targeting.categories import categories

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE = "docs/targets.md"
LISTS = "The lists of 1 March 2026"
DAY = date(2026, 3, 1)


def targets(**asked):
    ccm = treaties.get_treaty("ccm", viewer=PUBLIC)
    if symbol := asked.pop("resolution", ""):
        asked["roll_call"] = votes.get_roll_call(ccm, symbol, on=DAY, viewer=PUBLIC)
    return targeting.targets(ccm, on=DAY, viewer=PUBLIC, language="en", **asked)


def test_targets_page_describes_every_category():
    described = [row[0] for row in pages.table_rows(pages.section(PAGE, "The six categories"))]
    assert described == list(categories())


def test_targets_page_counts_every_list():
    told = {
        row[0]: (int(row[1]), int(row[2])) for row in list(pages.table_rows(pages.section(PAGE, LISTS)))[:7]
    }
    counted = {}
    for key in [*categories(), "any of them"]:
        rows = targets(keys=[key] if key in categories() else [])
        counted[key] = (len(rows), sum(row.status == "signatory" for row in rows))
    assert told == counted


def test_targets_page_names_the_signatories():
    names = pages.section(PAGE, LISTS).split("**Signatories (12):**")[1].split(".\n")[0]
    assert [name.strip() for name in names.replace("\n", " ").split(",")] == [
        row.name for row in targets(keys=["signatory"])
    ]


def test_targets_page_counts_the_votes():
    told = [(row[1], int(row[2])) for row in list(pages.table_rows(pages.section(PAGE, LISTS)))[7:]]
    counted = []
    for options, _number in told:
        words = shlex.split(options)
        symbol = words[words.index("--resolution") + 1] if "--resolution" in words else ""
        rows = targets(keys=["voted-yes"], resolution=symbol, always="--always" in words)
        counted.append((options, len(rows)))
    assert told == counted


def test_targets_page_tells_who_moved():
    changes = targeting.compare(
        treaties.get_treaty("ccm", viewer=PUBLIC),
        earlier=date(2025, 1, 1),
        later=DAY,
        viewer=PUBLIC,
        language="en",
    )
    assert [change.name for change in changes.left if change.category == "apmbc-party"] == [
        "Estonia",
        "Finland",
        "Latvia",
        "Poland",
        "Vanuatu",
    ]
    assert sorted(change.category for change in changes.left if change.name == "Vanuatu") == [
        "apmbc-party",
        "declared-support",
        "voted-yes",
    ]
    assert [(change.name, change.category) for change in changes.entered] == [
        ("Marshall Islands", "apmbc-party"),
        ("Tonga", "apmbc-party"),
        ("Lithuania", "ccw-apii-party"),
        ("Lithuania", "ccw-pv-party"),
    ]


def test_targets_page_tells_who_moved_since_the_vote_of_2019():
    first, latest = (
        {row.name for row in targets(keys=["voted-yes"], resolution=symbol)} for symbol in ("A/RES/74/62", "")
    )
    assert latest - first == {
        "Armenia",
        "China",
        "Dominica",
        "Equatorial Guinea",
        "Myanmar",
        "Papua New Guinea",
        "Tonga",
        "Turkmenistan",
    }
    assert first - latest == {"Lithuania", "Sudan", "Uganda"}


def test_targets_page_names_the_states_on_no_list():
    ccm = treaties.get_treaty("ccm", viewer=PUBLIC)
    listed = {row.iso3 for row in targets()}
    standings = status.statuses(ccm, on=DAY, viewer=PUBLIC)
    parties = {iso3 for iso3, token in standings.items() if token.startswith("party")}
    everyone = set(states.state_names("en", viewer=PUBLIC))
    assert everyone - parties - listed == {"BHR", "EGY", "IRN", "NPL", "PRK", "SYR", "UZB", "VNM"}
