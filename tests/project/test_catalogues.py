"""Everything that is said is said in six languages."""

import re

import pytest
from babel.messages import pofile
from django.utils import translation
from django.utils.translation import ngettext

from accede.project import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)s")


def read(language):
    path = catalogues.LOCALE / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def forms(text):
    return text if isinstance(text, tuple) else (text,)


@pytest.fixture(scope="module")
def said():
    """What the source and the shipped data say: context and message."""
    return {(context, forms(message)[0]) for _file, message, _comments, context in catalogues.messages()}


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_a_catalogue_holds_what_the_source_says_and_nothing_else(language, said):
    held = {(message.context, forms(message.id)[0]) for message in read(language) if message.id}

    assert held == said


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_nothing_is_left_untranslated(language):
    assert [message.id for message in read(language) if message.id and not all(forms(message.string))] == []


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_nothing_is_filled_in_that_the_source_does_not_give(language):
    for message in read(language):
        given = {place for text in forms(message.id or "") for place in PLACEHOLDER.findall(text)}
        for text in forms(message.string or ""):
            used = set(PLACEHOLDER.findall(text))
            # A form for none, one or two may say its number in words.
            assert used == given or (isinstance(message.string, tuple) and given - used == {"%(count)s"}), (
                message.id
            )


@pytest.mark.parametrize("language", catalogues.PLURALS)
def test_plurals_have_as_many_forms_as_the_language(language):
    catalogue = read(language)
    plurals = [message for message in catalogue if isinstance(message.string, tuple)]

    assert {len(message.string) for message in plurals} == {
        {"ar": 6, "zh": 1, "fr": 2, "ru": 3, "es": 2}[language]
    }


@pytest.mark.parametrize(
    ("language", "numbers"),
    [("ar", (0, 1, 2, 3, 11, 100)), ("ru", (1, 2, 5)), ("fr", (1, 2)), ("es", (1, 2))],
)
def test_numbers_of_another_kind_take_another_form(language, numbers):
    with translation.override(language):
        said = [
            ngettext("%(count)s State", "%(count)s States", number).replace("%(count)s", "")
            for number in numbers
        ]

    # In Arabic a hundred counts as eleven does, but for the ending of the noun.
    assert len(set(said)) >= len(numbers) - (language == "ar")
