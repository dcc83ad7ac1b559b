"""What others have published about these treaties: the record must give the same."""

import dataclasses

import pytest
from tests.reading import (
    counts,
    day,
    parties,
    signatories,
    status_rows,
    targets,
    treaty,
    votes_on,
)

from accede.access.viewer import PUBLIC
from accede.record.queries import states, status, votes

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EU_OUTSIDE = {"CYP", "EST", "FIN", "GRC", "LVA", "LTU", "POL", "ROU"}


@pytest.mark.parametrize(
    ("on", "published"),
    [
        ("2010-08-01", {"joined": 38, "in_force": 30}),
        ("2011-08-25", {"joined": 61}),
        ("2017-08-01", {"joined": 102, "signatories": 17}),
        ("2018-08-01", {"joined": 103, "signatories": 17}),
        ("2020-10-31", {"joined": 110}),
        ("2022-08-01", {"joined": 110, "signatories": 13}),
        ("2023-02-28", {"joined": 111}),
        ("2023-08-03", {"joined": 112}),
        ("2025-03-05", {"joined": 112}),
        ("2025-03-06", {"joined": 111}),
        ("2025-09-05", {"joined": 112}),
        ("2026-02-01", {"joined": 112, "in_force": 111}),
        ("2026-03-01", {"joined": 112, "in_force": 112, "signatories": 12, "neither": 73}),
    ],
)
def test_ccm_counts_are_those_published(on, published):
    found = dataclasses.asdict(counts(on=on))
    assert {figure: found[figure] for figure in published} == published
    assert found["joined"] + found["signatories"] + found["neither"] == 197


def test_ccm_parties_on_25_august_2011_are_60_ratified_and_1_acceded():
    means = [
        row.standing.consent_means
        for row in status_rows(on="2011-08-25").values()
        if row.standing.consent_means
    ]
    assert (len(means), means.count("accession")) == (61, 1)


def test_ccm_was_signed_by_108():
    signed = [row for row in status_rows(on="2026-03-01").values() if row.signature]
    assert len(signed) == 108


def test_ccm_entered_into_force_six_months_after_the_thirtieth_deposit():
    ccm = treaty()
    actions = status.current_actions(ccm, viewer=PUBLIC)
    thirtieth = {
        iso3
        for iso3, row in status_rows(on="2010-02-16").items()
        if row.standing.consent_date == day("2010-02-16")
    }
    assert counts(on="2010-02-15").joined == 28
    assert counts(on="2010-02-16").joined == 30
    assert thirtieth == {"BFA", "MDA"}
    assert status.general_entry_into_force(ccm, actions) == day("2010-08-01")


@pytest.mark.parametrize(
    ("iso3", "consent", "entry_into_force", "first_report"),
    [
        ("PHL", "2019-01-03", "2019-07-01", "2019-12-28"),
        ("NGA", "2023-02-28", "2023-08-01", "2024-01-28"),
        ("SSD", "2023-08-03", "2024-02-01", "2024-07-30"),
        ("VUT", "2025-09-05", "2026-03-01", "2026-08-28"),
    ],
)
def test_ccm_dates_of_a_party(iso3, consent, entry_into_force, first_report):
    row = status_rows(on="2026-03-01")[iso3]
    due = {item.key: item.due for item in status.deadlines(treaty(), row, on=day("2026-03-01"))}
    assert row.standing.consent_date == day(consent)
    assert row.standing.entry_into_force_date == day(entry_into_force)
    assert due["initial_transparency_report"] == day(first_report)


def test_ccm_withdrawal_of_lithuania():
    standing = status_rows(on="2025-03-06")["LTU"].standing
    assert (standing.consent_date, standing.entry_into_force_date) == (day("2011-03-24"), day("2011-09-01"))
    assert standing.withdrawal_notice_date == day("2024-09-06")
    assert standing.withdrawal_effective_date == day("2025-03-06")
    assert (standing.status, standing.former_party) == ("neither", True)


@pytest.mark.parametrize(
    ("iso3", "out_on"),
    [("FIN", "2026-01-10"), ("POL", "2026-02-20"), ("LTU", "2025-12-27")],
)
def test_apmbc_withdrawal_takes_effect(iso3, out_on):
    row = status_rows("apmbc", on="2026-03-01")[iso3]
    assert row.standing.withdrawal_effective_date == day(out_on)
    assert row.standing.former_party


def test_ccm_parties_of_asean():
    assert _members("asean") & parties(on="2026-03-01") == {"LAO", "PHL"}


def test_ccm_parties_of_the_european_union():
    union = _members("eu")
    assert (len(union), len(union & parties(on="2026-03-01"))) == (27, 19)
    assert union - parties(on="2026-03-01") == EU_OUTSIDE


def test_non_signatories_that_voted_yes_in_2016():
    outside = set(status_rows(on="2016-12-05")) - parties(on="2016-12-05") - signatories(on="2016-12-05")
    assert len([iso3 for iso3 in outside if votes_on("A/RES/71/45").get(iso3) == "yes"]) == 32


def test_signatories_that_abstained_in_2018():
    cast = votes_on("A/RES/73/54")
    assert {iso3 for iso3 in signatories(on="2018-12-05") if cast[iso3] == "abstain"} == {"CYP", "UGA"}


@pytest.mark.parametrize(
    ("body", "symbol", "totals"),
    [
        ("plenary", "A/RES/70/54", (139, 2, 40)),
        ("plenary", "A/RES/71/45", (141, 2, 39)),
        ("plenary", "A/RES/72/54", (142, 2, 36)),
        ("plenary", "A/RES/73/54", (144, 1, 38)),
        ("plenary", "A/RES/74/62", (144, 1, 38)),
        ("plenary", "A/RES/75/62", (147, 0, 38)),
        ("plenary", "A/RES/76/47", (146, 1, 37)),
        ("plenary", "A/RES/78/32", (148, 1, 36)),
        ("plenary", "A/RES/80/52", (138, 2, 35)),
        ("first-committee", "A/RES/73/54", (139, 1, 39)),
        ("first-committee", "A/RES/74/62", (138, 1, 39)),
        ("first-committee", "A/RES/75/62", (137, 0, 39)),
        ("first-committee", "A/RES/76/47", (140, 1, 39)),
        ("first-committee", "A/RES/78/32", (139, 1, 35)),
    ],
)
def test_vote_totals_are_those_published(body, symbol, totals):
    calls = votes.roll_calls(treaty(), on=day("2026-03-01"), viewer=PUBLIC)
    (call,) = [call for call in calls if (call.body, call.resolution_id) == (body, symbol)]
    assert (call.yes_total, call.no_total, call.abstain_total) == totals


def test_apmbc_parties_outside_the_ccm_on_1_march_2026():
    rows = targets("apmbc-party")
    assert (len(rows), len([row for row in rows.values() if row.status == "signatory"])) == (52, 12)


def _members(group):
    return states.members(group, on=day("2026-03-01"), viewer=PUBLIC)
