"""Finding a State by any of its names, in any language, with accents or without."""

import re
import unicodedata
from itertools import filterfalse

# Letters that Unicode does not take apart, and those that Arabic writers exchange freely or leave out.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i"})
_ARABIC = str.maketrans({"ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": None})
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """`name` reduced to what two spellings of it have in common.

    Case, accents, Arabic vowel marks, apostrophes and punctuation go: Türkiye, TURKIYE and Tu\u0308rkiye
    fold alike, and so do Côte d’Ivoire and cote d'ivoire.
    """
    return _BETWEEN_WORDS.sub(" ", bare(name)).strip()


def bare(name: str) -> str:
    """The same, before what stands between words becomes a blank: who only looks for words needs no more."""
    if name.isascii():  # most texts, and nothing of what follows concerns them
        return name.lower().replace("'", "")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    text = "".join(filterfalse(unicodedata.combining, text))
    text = text.translate(_LETTERS).translate(_ARABIC)
    return text.replace("'", "").replace("’", "")
