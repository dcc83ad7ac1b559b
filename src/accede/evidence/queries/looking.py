"""Looking for words in texts that lie encrypted: in memory, a part of the records of each kind at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext

from accede.access.encryption import EncryptedTextField
from accede.access.viewer import PUBLIC
from accede.record.names import fold
from accede.record.queries import states

# For a first answer so many records are opened in all, so that nobody waits for what is seldom wanted: as many of each kind
# as are opened at once, those first that are asked first, and of none fewer than the least. An ordinary desk is looked
# through whole.
AT_FIRST = 1600
LEAST = 40
KINDS = 29
# Of each kind so many for each answer that is asked for after it.
AT_ONCE = 500
# Nobody goes on so far; a number beyond is no place in any list.
MOST_PARTS = 100_000
# Below U+0530 stand the scripts that part words with blanks and begin them with what matters: Latin, Greek, Cyrillic.
_BLANKS_PART_WORDS = "\u0530"
_ARABIC_ARTICLE = "ال"

Told = Mapping[str, Mapping[Any, str]]  # column to what each of its values stands for
Also = Iterable[tuple[Any, ...]]  # numbers of records, each with texts


class Sought:
    """Words, and in which records of each kind they are looked for: the newest so many, or a part of those before them.

    `has_older` becomes true where some kind holds records that were made before those of this part. From `before` on, and
    until `until`, each kind was looked through then; of some a first answer tells more.
    """

    def __init__(self, words: str, *, part: int = 1) -> None:
        self.words = fold(words).split()
        self.part = min(max(part, 1), MOST_PARTS)
        self.before = LEAST + (self.part - 2) * AT_ONCE if self.part > 1 else 0
        self.until = self.before + (AT_ONCE if self.part > 1 else AT_FIRST)
        self.has_older = False
        self._left, self._kinds = AT_FIRST, KINDS
        self.names = states.folded_names(viewer=PUBLIC) if self.words else {}
        self._folded: dict[str, str] = {}

    def some(
        self,
        rows: Any,
        *columns: str,
        told: Told | None = None,
        also: Callable[[list[int]], Also] | None = None,
    ) -> list[Any]:
        """Of these records those of this part in which the words may occur, the newest first.

        Of the others no more is read than `columns`: those in which what is shown of a record to anybody stands, a
        column of a record that it leads to among them. `told` says what a value stands for, `also` what else stands
        with which record. A State counts with all its names, a choice with its label, what ships in both languages.

        That a word occurs is for `occur` to say, in what the viewer is shown. Without columns all are returned.
        """
        if not self.words:
            return []
        model, newest = rows.model, rows.order_by("-pk")
        if not columns:
            return self._part_of(newest)
        ships, of_state = (_holds(model, each) for each in ("shipped_key", "state"))
        beside = ["shipped_key"] * ships + ["state_id"] * of_state
        known = [_Column(model, each, (told or {}).get(each)) for each in columns]
        read = self._part_of(newest.values_list("pk", *beside, *columns))
        more = _together(also([row[0] for row in read])) if also else {}
        always = self._fold_once(str(model._meta.verbose_name))  # noqa: SLF001 -- Django's documented name for it
        likely = []
        for number, *values in read:
            shipped = values.pop(0) if ships else None
            names = self.names.get(values.pop(0) or "", "") if of_state else ""
            text = self._all_told(known, values, shipped=shipped is not None)
            if number in more:
                text += f" {fold(' '.join(more[number]))}"
            if all_occur(self.words, f"{text} {names} {always}"):
                likely.append(number)
        return list(newest.filter(pk__in=likely)) if likely else []

    def _part_of(self, newest: Any) -> list[Any]:
        for_others = LEAST * (self._kinds - 1)
        most = AT_ONCE if self.part > 1 else max(LEAST, min(AT_ONCE, self._left - for_others))
        found = list(newest[self.before : self.before + most + 1])
        if len(found) > most:
            self.has_older, self.until = True, min(self.until, self.before + most)
        self._left, self._kinds = max(self._left - len(found[:most]), 0), self._kinds - 1
        return found[:most]

    def _all_told(self, known: "Iterable[_Column]", values: Iterable[Any], *, shipped: bool) -> str:
        """Folded: what was written for this record alone, and beside it what many share, which is folded once."""
        own, shared = [], []
        for column, value in zip(known, values, strict=True):
            if not value:
                continue
            if column.is_own:
                own += [value, gettext(value)] if shipped else [value]
            else:
                shared.append(self._fold_once(column.words_of(value)))
        return " ".join([fold(" ".join(own)), *shared])

    def _fold_once(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]

    def occur(self, texts: Iterable[str], *, iso3: str = "") -> bool:
        """Whether all the words occur in these texts, or in the names of a State."""
        text = fold(" ".join(texts))
        return all_occur(self.words, f"{text} {self.names.get(iso3, '')}" if iso3 else text)


class _Column:
    """A column that is looked through, of the model or of one that it leads to."""

    def __init__(self, model: Any, path: str, told: Mapping[Any, str] | None) -> None:
        *ways, name = path.split("__")
        for way in ways:
            model = model._meta.get_field(way).related_model  # noqa: SLF001
        field = model._meta.get_field(name)  # noqa: SLF001
        self.is_own = isinstance(field, EncryptedTextField) and not ways
        choices = {key: str(label) for key, label in field.flatchoices} if field.choices else None
        self._told = told or choices

    def words_of(self, value: Any) -> str:
        if isinstance(value, dict):
            return " ".join(value.values())
        if self._told is None:
            return str(value)
        return " ".join(self._told.get(each, "") for each in (value if isinstance(value, list) else [value]))


def _holds(model: Any, name: str) -> bool:
    return any(each.name == name for each in model._meta.concrete_fields)  # noqa: SLF001


def _together(also: Also) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, *texts in also:
        found[number] += [each for each in texts if each]
    return found


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
