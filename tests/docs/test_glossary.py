import re

import pytest
from django.utils import translation
from tests.docs import pages

from accede.targeting.categories import categories
from accede.web import words

PAGE = "docs/glossary.md"
LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")  # in the order of the columns


def told(heading):
    """Key to the words in each language."""
    rows = pages.table_rows(pages.section(PAGE, heading))
    return {key: dict(zip(LANGUAGES, texts, strict=True)) for key, *texts in rows}


def test_glossary_columns_are_the_six_languages():
    names = [words.LANGUAGES[code].own_name for code in LANGUAGES]
    assert pages.text(PAGE).count(f"| key | {' | '.join(names)} |") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_has_the_status_words_of_the_pages(language):
    with translation.override(language):
        of_the_pages = {key: str(word) for key, word in words.STATUSES.items()}
    of_the_glossary = told("The status words in six languages")
    assert {key: texts[language] for key, texts in of_the_glossary.items()} == of_the_pages


def test_glossary_has_the_target_categories():
    assert told("The target categories in six languages") == {
        key: category.names for key, category in categories().items()
    }


@pytest.mark.parametrize("heading", ["The words of treaty law", "The words of the work"])
def test_glossary_terms_stand_in_order_and_take_one_sentence(heading):
    rows = list(pages.table_rows(pages.section(PAGE, heading)))
    terms = [re.sub(r"\W+", " ", term.casefold()) for term, _meaning in rows]
    assert terms == sorted(terms)
    assert [term for term, meaning in rows if not re.fullmatch(r"[^.]*[^. ]\.", meaning)] == []
