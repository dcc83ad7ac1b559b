"""Finding a State by any of its names, in any language, with accents or without."""

import re
import unicodedata

# Letters that Arabic writers exchange freely, and marks that they leave out.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": None})
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i", "ё": "е"})
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """`name` reduced to what two spellings of it have in common.

    Case, accents, Arabic vowel marks, apostrophes and punctuation go: Türkiye, TURKIYE and Tu\u0308rkiye
    fold alike, and so do Côte d’Ivoire and cote d'ivoire.
    """
    text = name.translate(_ARABIC).casefold().translate(_LETTERS)
    text = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    return _BETWEEN_WORDS.sub(" ", text.replace("'", "").replace("’", "")).strip()
