"""Draft laws: every choice leads to a whole text in both languages, and a missing choice is refused by name."""

from itertools import product

import pytest
from django.utils import translation

from accede.legislation import checklist, drafting
from accede.legislation.drafting import ClauseSetError, DraftRefusedError

FEDERAL = {
    "tradition": "civil",
    "structure": "monist",
    "form": "federal",
    "stocks": "yes",
    "contamination": "yes",
    "victims": "yes",
    "hosting": "yes",
    "alliance": "yes",
    "retention": "permit",
    "investment": "all",
}
ISLAND = {
    "tradition": "common",
    "structure": "dualist",
    "form": "unitary",
    "stocks": "no",
    "contamination": "no",
    "victims": "no",
    "hosting": "no",
    "alliance": "no",
    "retention": "forgo",
    "investment": "public",
}


def compose(told, language="en", **more):
    return drafting.compose("ccm", told, language=language, state="Tuvalu", **more)


def text_of(draft):
    return "\n".join(text for each in draft.sections for one in each.alternatives for text in one.paragraphs)


def test_every_option_of_every_choice_leads_to_a_whole_draft_in_both_languages():
    known = drafting.choices("ccm")
    for choice, language in product(known.values(), drafting.LANGUAGES):
        assert set(choice.names) == {"ar", "zh", "en", "fr", "ru", "es"}
        for key, option in choice.options.items():
            assert set(option.names) == set(choice.names)
            assert option.whys[language]
            draft = compose(FEDERAL | {choice.key: key}, language)
            assert "{" not in text_of(draft)
            assert all(each.why and each.heading for each in draft.sections)


def test_every_point_of_the_checklist_has_a_clause_of_its_articles():
    points = checklist.points("ccm")
    met = {clause.point: clause for clause in drafting.clauses("ccm") if clause.point}
    assert set(met) == set(points)
    for key, clause in met.items():
        assert {each[0] for each in clause.articles} & {each[0] for each in points[key].articles}, key
    assert compose(FEDERAL).unmet == []
    assert [point.key for point in compose(ISLAND).unmet] == ["joint-operations", "victim-assistance"]


def test_the_situation_shapes_the_draft():
    island, federal = compose(ISLAND), compose(FEDERAL, "fr")
    assert "may be cited as" in text_of(island)
    assert "eight years" not in text_of(island)
    assert "huit ans" in text_of(federal)
    assert "dix ans" in text_of(federal)
    assert "Code pénal" in text_of(federal)
    assert [each.key for each in island.left_out] == ["joint-operations", "victims", "federation"]
    assert [each.number for each in island.sections] == list(range(1, len(island.sections) + 1))
    mixed = compose(FEDERAL | {"tradition": "mixed", "investment": "open"})
    several = {each.clause.key: each.alternatives for each in mixed.sections if len(each.alternatives) > 1}
    assert set(several) == {"title", "investment", "offences", "legal-persons", "reach", "regulations"}
    assert [each.option for each in several["offences"]] == ["common law", "civil law"]


def test_a_missing_or_unknown_choice_is_refused_and_says_what_hangs_on_it():
    for key, choice in drafting.choices("ccm").items():
        with pytest.raises(DraftRefusedError) as refused:
            compose(FEDERAL | {key: ""})
        assert refused.value.choice == key
        assert f"“{choice.name}” (CCM {', '.join(choice.articles)})" in str(refused.value)
        assert "it decides the clauses on" in str(refused.value)
    with translation.override("ar"):  # no clause has a heading in it
        told = {key: drafting.what_hangs_on(each, "ccm") for key, each in drafting.choices("ccm").items()}
        assert checklist.points("ccm")["joint-operations"].name in told["alliance"]
        assert not [each for each in told.values() if "Short title" in each or "Effect of" in each]
    with pytest.raises(DraftRefusedError, match="There is: common, civil, mixed"):
        compose(FEDERAL | {"tradition": "roman"})
    with pytest.raises(DraftRefusedError, match="English and French only"):
        compose(FEDERAL, "ar")
    with pytest.raises(DraftRefusedError, match="no clauses for this treaty"):
        drafting.compose("att", FEDERAL, language="en", state="Tuvalu")


def test_a_clause_set_with_a_gap_is_refused_and_says_where():
    (entry,) = [
        {
            "key": each.key,
            "articles": each.articles,
            "by": each.by,
            "heading": each.headings,
            "text": {"common": each.text["common"], "civil": {"en": each.text["civil"]["en"]}},
            "why": each.whys,
        }
        for each in drafting.clauses("ccm")
        if each.key == "offences"
    ]
    holed = drafting.read_clauses([entry])
    assert compose(FEDERAL, of=holed).sections
    with pytest.raises(ClauseSetError, match="“offences” has no text for tradition = civil, language = fr"):
        compose(FEDERAL, "fr", of=holed)
