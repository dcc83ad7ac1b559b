"""The draft law as a document: it says that it is an aid, explains its choices, and holds them against the record."""

import pytest
from tests.legislation.test_drafting import FEDERAL, ISLAND
from tests.reporting.making import items, make, table, text

from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers import render

pytestmark = pytest.mark.django_db


def test_a_small_island_state_under_common_law():
    draft = make("draft-law", state="TUV", details=ISLAND).document
    told = text(draft)
    assert draft.title == "Draft law on cluster munitions: Tuvalu"
    assert "A drafting aid, not legal advice." in told
    assert "1. Short title and commencement" in told
    assert table(draft, "choices")[0][:3] == ("Legal tradition", "common law", "9")
    transit = next(row for row in table(draft, "sections") if "Transit" in row[0])
    assert transit[2] == "an interpretation that many States share"
    assert items(draft, "record") == [
        "Stocks of cluster munitions: nothing is on record. The choice is of whoever drafted.",
        "Contaminated areas: nothing is on record. The choice is of whoever drafted.",
    ]
    assert items(draft, "unmet") == ["Joint operations", "Victim assistance"]
    assert any("New Zealand" in each for each in items(draft, "others"))


def test_a_french_draft_with_alternatives_and_what_the_record_contradicts():
    mixed = FEDERAL | {"tradition": "mixed", "stocks": "no"}
    draft = make("draft-law", "fr", state="KHM", details=mixed).document
    told = text(draft)
    assert "[Variante A : common law]" in told
    assert "[Variante B : droit civil (romano-germanique)]" in told
    assert "le registre dit autre chose (oui, 2021)" in told
    assert "pour le Royaume du Cambodge" in told
    assert draft.cited
    for form in ("docx", "pdf", "html", "md"):
        assert render(draft, form)


def test_refused_where_a_choice_is_missing():
    with pytest.raises(ReportRefusedError, match="Choose “Legal tradition”"):
        make("draft-law", state="TUV", details=ISLAND | {"tradition": ""})
