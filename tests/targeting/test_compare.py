"""Who came onto a list and who left it between two days, and why."""

import pytest
from tests.reading import day, treaty

from accede.access.viewer import PUBLIC
from accede.targeting import queries as targeting

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def compare(earlier, later, *keys):
    found = targeting.compare(
        treaty(), earlier=day(earlier), later=day(later), viewer=PUBLIC, language="en", keys=keys
    )
    return [
        [(item.iso3, item.category, item.why.words, item.why.date_given) for item in side]
        for side in (found.entered, found.left)
    ]


def test_lithuania_enters_when_its_withdrawal_takes_effect():
    entered, left = compare("2025-03-01", "2025-03-10")
    assert entered == [
        ("LTU", key, "Convention on Cluster Munitions: withdrawal", "2025-03-06")
        for key in ("apmbc-party", "ccw-apii-party", "ccw-pv-party")
    ]
    assert left == []


def test_vanuatu_leaves_when_it_accedes():
    entered, left = compare("2025-09-01", "2025-09-10")
    assert entered == []
    assert left == [
        ("VUT", key, "Convention on Cluster Munitions: accession", "2025-09-05")
        for key in ("apmbc-party", "voted-yes", "declared-support")
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "iso3", "out_on"),
    [
        ("2026-01-09", "2026-01-10", "FIN", "2026-01-10"),
        ("2026-02-19", "2026-02-20", "POL", "2026-02-20"),
    ],
)
def test_state_leaves_when_it_is_no_longer_party_to_the_other_treaty(earlier, later, iso3, out_on):
    entered, left = compare(earlier, later)
    assert entered == []
    assert left == [(iso3, "apmbc-party", "Anti-Personnel Mine Ban Convention: withdrawal", out_on)]


def test_signatory_leaves_when_it_ratifies():
    _entered, left = compare("2023-02-27", "2023-02-28", "signatory")
    assert left == [("NGA", "signatory", "Convention on Cluster Munitions: ratification", "2023-02-28")]


def test_uganda_enters_by_its_vote():
    entered, _left = compare("2019-12-11", "2019-12-12", "voted-yes")
    assert ("UGA", "voted-yes", "A/RES/74/62: Yes", "2019-12-12") in entered


def test_state_leaves_by_its_vote():
    _entered, left = compare("2020-12-06", "2026-03-01", "voted-yes")
    by_vote = [item for item in left if item[2].startswith("A/RES/")]
    assert by_vote
    assert all(why.endswith((": No", ": Abstained")) and given for _iso3, _key, why, given in by_vote)


def test_same_day_changes_nothing():
    assert compare("2026-03-01", "2026-03-01") == [[], []]


def test_backwards_the_two_sides_change_places():
    there, back = compare("2025-09-01", "2025-09-10"), compare("2025-09-10", "2025-09-01")
    assert [item[:2] for item in back[0]] == [item[:2] for item in there[1]]
