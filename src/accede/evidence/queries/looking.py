"""Looking for words in texts that lie encrypted: in memory, a part of the records of each kind at once."""

from collections.abc import Iterable
from typing import Any

from accede.access.viewer import PUBLIC
from accede.record.names import fold
from accede.record.queries import states

# Of each kind so many records are opened for one answer: more would keep whoever asks waiting, and the memory full.
AT_ONCE = 500
# Nobody goes on so far; a number beyond is no place in any list.
MOST_PARTS = 100_000
# Below U+0530 stand the scripts that part words with blanks and begin them with what matters: Latin, Greek, Cyrillic.
_BLANKS_PART_WORDS = "\u0530"
_ARABIC_ARTICLE = "ال"


class Sought:
    """Words, and in which records of each kind they are looked for: the newest so many, or a part of those before them.

    `has_older` becomes true where some kind holds records that were made before those of this part.
    """

    def __init__(self, words: str, *, part: int = 1) -> None:
        self.words = fold(words).split()
        self.part = min(max(part, 1), MOST_PARTS)
        self.has_older = False
        self.names = states.folded_names(viewer=PUBLIC) if self.words else {}

    def some(self, rows: Any) -> list[Any]:
        """Of these records those of this part, the newest first. No other is opened."""
        if not self.words:
            return []
        first = (self.part - 1) * AT_ONCE
        found = list(rows.order_by("-pk")[first : first + AT_ONCE + 1])
        self.has_older |= len(found) > AT_ONCE
        return found[:AT_ONCE]

    def occur(self, texts: Iterable[str], *, iso3: str = "") -> bool:
        """Whether all the words occur in these texts, or in the names of a State."""
        text = fold(" ".join(texts))
        return all_occur(self.words, f"{text} {self.names.get(iso3, '')}" if iso3 else text)


def as_sought(words: "str | Sought") -> Sought:
    return words if isinstance(words, Sought) else Sought(words)


def all_occur(sought: Iterable[str], text: str) -> bool:
    """Whether each folded word occurs in a folded text.

    A word of letters begins a word of the text; in scripts that do not part words it may stand anywhere.

    So it may in Arabic, whose article and prepositions are written onto a word; that of the word sought is left away.
    """
    padded = f" {text}"
    return all(
        (f" {word}" if word[0] < _BLANKS_PART_WORDS else _without_article(word)) in padded for word in sought
    )


def _without_article(word: str) -> str:
    bare = word.removeprefix(_ARABIC_ARTICLE)
    return bare if len(bare) > len(_ARABIC_ARTICLE) else word
