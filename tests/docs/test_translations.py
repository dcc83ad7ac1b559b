"""Chapters in other languages are held to the English ones: whoever changes those looks at these again."""

import hashlib
import re
import tomllib
from collections import Counter

import pytest
from django.utils.translation import gettext, override
from tests.docs import pages

from accede.guide import chapters
from accede.project import catalogues

# What the public and respondents are led to, and what explains where to begin and the words.
EVERYWHERE = {"begin", "concepts", "glossary", "public-site", "answering", "registering"}
LOOKED_AT = "docs/translations.toml"
# A folder above, a picture in the page's language, and the part of a page.
_OF_ITS_OWN = re.compile(r"^(?:\.\./)+|-(?:ar|zh|fr|ru|es)(?=\.png$)|#.*")
# A name of the interface: *Save*.
_NAME = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)")


@pytest.fixture(scope="module", autouse=True)
def words_of_the_interface():
    catalogues.compile_stale()


def shape(page):
    """What a translation has in common with its original, in its order."""
    lines = pages.prose(page).splitlines()
    return {
        "headings": [len(line) - len(line.lstrip("#")) for line in lines if line.startswith("#")],
        "points": sum(line.startswith("- ") for line in lines),
        "rows": [line.count(" | ") for line in lines if line.startswith("|")],
        "bold": pages.prose(page).count("**"),
        "code": Counter(re.findall(r"`[^`]+`", pages.prose(page))),
        "leads": Counter(_OF_ITS_OWN.sub("", link) for link in pages.links(page)),
    }


def names(page):
    return [" ".join(each.split()) for each in _NAME.findall(pages.prose(page))]


def test_the_chapters_that_the_public_is_led_to_are_in_every_language():
    for language in chapters.TRANSLATED:
        assert set(chapters.files(language)) >= EVERYWHERE, language


@pytest.mark.parametrize("language", chapters.TRANSLATED)
def test_a_translation_says_what_its_original_says_in_the_words_of_the_interface(language):
    looked_at = tomllib.loads(pages.text(LOOKED_AT))
    for key in chapters.files(language):
        english, page = f"docs/{key}.md", f"docs/{language}/{key}.md"
        assert shape(page) == shape(english), page
        with override(language):
            assert Counter(names(page)) == Counter(gettext(name) for name in names(english)), page
        now = hashlib.sha256(pages.text(english).encode()).hexdigest()[:16]
        assert looked_at[key][language] == now, (
            f"{english} was changed: look at {page}, then write {now} in {LOOKED_AT}"
        )


@pytest.mark.parametrize("language", chapters.TRANSLATED)
def test_the_list_in_each_language_is_the_english_one(language):
    listed = [[each.key for each in group] for _name, group in chapters.contents(language)]
    assert listed == [[each.key for each in group] for _name, group in chapters.contents()]
    titles = {each.key: each.title for _name, group in chapters.contents(language) for each in group}
    for key in chapters.files(language):
        page = chapters.chapter(key, language, link=lambda key, _part: key, picture=str)
        assert (page.language, page.title) == (language, titles[key])
