import re

import pytest
from django.utils import translation
from tests.docs import pages

from accede.guide import chapters
from accede.project import catalogues
from accede.targeting.categories import categories
from accede.web import words

PAGE = "docs/glossary.md"
LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")  # in the order of the columns


@pytest.fixture(scope="module", autouse=True)
def words_of_the_interface():
    catalogues.compile_stale()


def terms(page):
    """Of the first two parts: each term, and what it means."""
    parts = pages.text(page).split("\n## ")[1:3]
    return [row for part in parts for row in pages.table_rows(part)]


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


@pytest.mark.parametrize("language", chapters.TRANSLATED)
def test_a_glossary_in_another_language_has_the_words_of_the_pages_in_it(language):
    page = f"docs/{language}/glossary.md"
    of_six_languages = [line for line in pages.text(PAGE).splitlines() if line.startswith("| `")]
    assert [line for line in pages.text(page).splitlines() if line.startswith("| `")] == of_six_languages
    assert [term for term, meaning in terms(page) if not re.fullmatch(r"[^.。]+[.。]", meaning)] == []
    written = {plain(part) for term, _meaning in terms(page) for part in (term, *re.split("[,،、] ?", term))}
    with translation.override(language):
        for english in (part for term, _meaning in terms(PAGE) for part in term.split(", ")):
            forms = (english, english[0].upper() + english[1:])
            of_the_pages = {plain(word) for word in map(translation.gettext, forms) if word not in forms}
            assert not of_the_pages or of_the_pages & written, english


def plain(word):
    """Without capitals, and without the Arabic article, which a heading has and a sentence may not."""
    return word.casefold().removeprefix("ال")
