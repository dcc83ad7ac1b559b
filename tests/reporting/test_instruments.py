import pytest
from tests.reporting import papers
from tests.reporting.making import items, make, paragraph, text

from accede.record.partial_dates import NotADateError
from accede.reporting.refusal import ReportRefusedError
from accede.reporting.renderers import render

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COMPLETE = {
    "act": "ratification",
    "who": "A. Minister, Minister for Foreign Affairs",
    "office": "foreign-minister",
    "place": "Nairobi",
    "signed": "2026-03-01",
}
ACTS = ["ratification", "acceptance", "approval", "accession", "full-powers", "provisional-application"]


def instrument(state="KEN", language="en", **details):
    return make("instrument", language, state=state, details=COMPLETE | details).document


def missing(document):
    return items(document, "missing")


def test_instrument_names_the_treaty_its_date_the_signature_and_the_act():
    document = instrument()
    assert "Convention on Cluster Munitions was adopted at Dublin on 30 May 2008" in paragraph(
        document, "whereas"
    )
    assert "signed on behalf of the Republic of Kenya on 3 December 2008" in paragraph(document, "signed")
    assert "the Government of the Republic of Kenya" in paragraph(document, "declares")
    assert "ratifies the same and undertakes faithfully" in paragraph(document, "declares")
    assert paragraph(document, "witness").endswith("at Nairobi on 1 March 2026.")
    assert paragraph(document, "missing") == "Nothing that the checklist asks for is missing."
    assert paragraph(document, "no-advice").startswith("This checklist is no legal advice.")


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"who": ""}, "name and title"),
        ({"place": ""}, "place of signature"),
        ({"signed": ""}, "date of signature"),
        ({"office": "other"}, "attach full powers issued by one of the three. (VCLT 7(2)(a)"),
        ({"office": ""}, "attach full powers"),
        ({"act": "accession"}, "Kenya signed: it joins by ratification"),
        ({"act": "full-powers"}, "person who is authorized"),
        ({"act": "full-powers", "whom": "B", "office": "other"}, "Full powers are issued by a Head of State"),
    ],
)
def test_what_is_missing_is_named_with_its_rule(details, said):
    (found,) = missing(instrument(**details))
    assert said in found
    assert found.endswith(")")


def test_full_powers_attached_do_for_somebody_else():
    assert paragraph(instrument(office="other", powers="yes"), "missing").startswith("Nothing")


def test_a_state_that_did_not_sign_accedes_and_a_party_does_nothing():
    assert "Tuvalu did not sign: it joins by accession" in missing(instrument("TUV"))[0]
    assert paragraph(instrument("TUV", act="accession"), "missing").startswith("Nothing")
    assert "France is a Party already" in missing(instrument("FRA"))[0]


@pytest.mark.parametrize(
    ("deposit", "in_force"),
    [("2025-09-05", "1 March 2026"), ("2026-08-31", "1 February 2027"), ("2026-12-31", "1 June 2027")],
)
def test_a_deposit_on_a_day_brings_the_entry_into_force_that_the_law_says(deposit, in_force):
    told = items(instrument(deposit=deposit), "consequences")
    assert f"enters into force for Kenya on {in_force}. (CCM 17(2))" in told[0]


def test_the_clocks_that_a_deposit_starts_are_those_of_vanuatu():
    told = items(instrument("TUV", act="accession", deposit="2025-09-05"), "consequences")
    assert "article 7(1), 28 August 2026" in " ".join(told)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
@pytest.mark.parametrize("act", ACTS)
def test_every_instrument_stands_in_every_language(act, language):
    document = instrument("KEN", language, act=act, whom="B")
    assert "{" not in text(document)
    assert len(papers.pdf(render(document, "pdf")).pages) == 2
    asked_to_translate = len(items(document, "to-do")) - (act != "full-powers")
    assert asked_to_translate == (language not in ("en", "fr"))


@pytest.mark.parametrize(
    ("details", "error"),
    [
        ({"act": "treason"}, ReportRefusedError),
        ({"offce": "x"}, ReportRefusedError),
        ({"office": "king"}, ReportRefusedError),
        ({"signed": "tomorrow"}, NotADateError),
        ({"deposit": "2026-02-30"}, NotADateError),
    ],
)
def test_what_makes_no_instrument_is_refused(details, error):
    with pytest.raises(error):
        instrument(**details)


@pytest.mark.parametrize(
    ("treaty", "language", "said"),
    [
        ("ccm", "en", "article 18 of the Convention on Cluster Munitions that"),
        ("ccm", "en", "apply provisionally article 1 of the Convention pending"),
        ("att", "en", "apply provisionally articles 6 and 7 of the Treaty pending"),
        ("att", "fr", "les articles 6 et 7 dudit Traité"),
        ("att", "es", "del Tratado sobre el Comercio de Armas"),
        ("apmbc", "ar", "من الاتفاقية المذكورة"),
    ],
)
def test_provisional_application_calls_each_treaty_what_it_is(treaty, language, said):
    document = instrument("KEN", language, treaty=treaty, act="provisional-application")
    assert said in paragraph(document, "provisional")


def test_a_minister_with_a_long_name_and_control_characters_is_no_harm():
    document = instrument(who="M\x00\u202e" + "inister " * 40)
    assert all(render(document, form) for form in ("docx", "pdf", "html", "md"))
