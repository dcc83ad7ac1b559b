"""Everything that is said is said in six languages."""

import re

import pytest
from babel.messages import pofile
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from accede import languages
from accede.project import catalogues
from accede.reporting import wording

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


# A half-width mark beside a Chinese character, at the end of what is said, or around Chinese.
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff][,:;?!(]|[,:;?!)][\u4e00-\u9fff]|[,:;?!]\s*$|\([^)]*[\u4e00-\u9fff]|[\u4e00-\u9fff]\.(\s|$)"
)


def test_chinese_has_the_marks_of_chinese():
    said = [text for message in read("zh") if message.id for text in forms(message.string)]
    said += [texts["zh"] for name in wording.kinds() for texts in wording.shipped(name).values()]

    assert [text for text in said if HALF_WIDTH.search(text)] == []


@pytest.mark.parametrize("language", ["en", *catalogues.PLURALS])
def test_pages_and_documents_put_the_same_marks_between_a_name_and_what_is_said_of_it(language):
    with translation.override(language):
        assert (
            languages.named("A", "b", language)
            == f"A{pgettext('between a name and what is said of it', ': ')}b"
        )
        before, after = (
            pgettext("before what is in brackets", " ("),
            pgettext("after what is in brackets", ")"),
        )
        assert languages.bracketed("A", "b", language) == f"A{before}b{after}"


def test_no_line_of_french_ends_before_a_mark_or_within_quotation_marks():
    assert (
        languages.typeset("« Loi » : qui ? Lui ; nul", "fr")
        == "«\u00a0Loi\u00a0»\u00a0: qui\u00a0? Lui\u00a0; nul"
    )
    with translation.override("fr"):
        assert "\u00a0:" in gettext("Invitation: %(workshop)s")
    phrases = [texts["fr"] for name in wording.kinds() for texts in wording.shipped(name).values()]

    assert [text for text in phrases if re.search(r" [:;?!»]|« ", text)] == []


@pytest.mark.parametrize(
    ("language", "typed", "set_so"),
    [
        ("zh", "有 %(count)s 个 CSV 文件，最多 {most} 项 2 次", "有%(count)s个 CSV 文件，最多{most}项2次"),
        ("ru", "Ещё всё, всём и Объединённых", "Еще всё, всем и Объединенных"),
        ("es", "a : b", "a : b"),
    ],
)
def test_chinese_and_russian_are_set_as_the_united_nations_set_them(language, typed, set_so):
    assert languages.typeset(typed, language) == set_so


# What a template puts between two things itself has the marks of English on every page.
JOINED = re.compile(
    r"(?:\}\}|%\}|</(?:a|bdi|span)>)(?:: | \(|, )(?=\{[{%]|<(?:a|bdi|span)\b)|last %\}[,;] \{%"
)
OURS = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}|\{#.*?#\}|<code.*?</code>", re.DOTALL)


def test_templates_leave_what_stands_between_two_things_to_the_language():
    templates = sorted((catalogues.PACKAGE / "web/templates").rglob("*.html"))

    assert [
        (path.name, found[0])
        for path in templates
        if (found := JOINED.search(OURS.sub("", path.read_text(encoding="utf-8"))))
    ] == []
