"""The draft law as a document: it says that it is an aid, explains its choices, and holds them against the record."""

import pytest
from tests.access import cast
from tests.evidence.reading import AT, state, told
from tests.legislation.test_drafting import FEDERAL, ISLAND
from tests.reading import treaty
from tests.reporting.making import items, make, table, text

from accede.access.roles import Confidentiality
from accede.legislation.actions import record_help_request
from accede.legislation.models import HelpRequest
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers import render

pytestmark = pytest.mark.django_db


def test_a_small_island_state_under_common_law():
    draft = make("draft-law", state="TUV", details=ISLAND).document
    whole = text(draft)
    assert draft.title == "Draft law on cluster munitions: Tuvalu"
    assert "A drafting aid, not legal advice." in whole
    assert "1. Short title and commencement" in whole
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
    whole = text(draft)
    assert "[Variante A : common law]" in whole
    assert "[Variante B : droit civil (romano-germanique)]" in whole
    assert "le registre dit autre chose (oui, 2021)" in whole
    assert "pour le Royaume du Cambodge" in whole
    assert draft.cited
    for form in ("docx", "pdf", "html", "md"):
        assert render(draft, form)


def test_refused_where_a_choice_is_missing():
    with pytest.raises(ReportRefusedError, match="Choose “Legal tradition”"):
        make("draft-law", state="TUV", details=ISLAND | {"tradition": ""})


def test_the_dossier_tells_of_the_law_and_the_handover_of_who_asked_for_help():
    dossier = text(make("dossier", state="KEN").document)
    assert "National law: existing law deemed enough (2017)." in dossier
    assert "National law" not in text(make("dossier", state="TUV").document)
    row = record_help_request(
        state=state("TUV"),
        treaty=treaty(),
        need=HelpRequest.Need.DRAFTING,
        by=cast.viewer("coordinator_a"),
        at=AT,
        **told(Confidentiality.PARTNERS),
    )
    assert row.pk
    handover = make("handover", audience=Confidentiality.PARTNERS, on=AT.date()).document
    assert "Tuvalu: Asked for help with national law: drafting a law; who answers: –." in text(handover)
    public = text(make("handover", on=AT.date()).document)
    assert "Asked for help" not in public
