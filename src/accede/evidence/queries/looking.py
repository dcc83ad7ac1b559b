"""Looking for words in texts that lie encrypted: in memory, a part of the records of each kind at once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet, TextField
from django.db.models.base import ModelState
from django.utils.translation import gettext

from accede.access.viewer import PUBLIC, Viewer
from accede.access.written import put
from accede.record.names import bare, fold
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

# Columns of which a record's own row holds what says who may see it, of which State it is, and whether it ships.
_ALWAYS = ("campaign_id", "owner_id", "confidentiality", "attribution", "shipped_key", "state_id")

Told = Mapping[str, Mapping[Any, str]]  # column to what each of its values stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands with records, and is asked for with them.

    `ask` says by `values_list` what, of some records and a viewer: their number first, then what `texts` tells that viewer of.
    """

    model: type[Model]
    ask: Callable[..., QuerySet[Any]]
    texts: Callable[..., Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Records among which words are looked for.

    `seen` says which a viewer may see, of a campaign or whatever else is asked about. `texts` are the columns in which what is
    shown of one to anybody stands, a column of a record that it leads to among them; `shown` are others that a hit tells.
    """

    model: type[Model]
    seen: Callable[..., QuerySet[Any]]
    texts: tuple[str, ...]
    shown: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """A record in which the words may occur. It holds what its kind names, and no more is to be asked of it.

    `called` is what such a record is; `leads` are the values of what it leads to, by their column; `beside` are the texts that stand with it.
    """

    called: str
    record: Any
    leads: Mapping[str, Any]
    beside: list[str]


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

    def some(self, kind: Kind, *about: Hashable, viewer: Viewer, told: Told | None = None) -> list[Likely]:
        """Of these records those of this part in which the words may occur, the newest first.

        `told` says what a value stands for. A State counts with all its names, a choice with its label, what ships in both
        languages. That a word occurs is for `occur` to say, in what the viewer is shown.
        """
        if not self.words:
            return []
        most = self._share()
        rows = put(_newest, kind.model, kind, self.before, most + 1, *about, viewer=viewer)
        self._took(len(rows), most)
        beside: defaultdict[int, list[str]] = defaultdict(list)
        for each in kind.beside:
            asked = (kind, each, self.before, most, *about)
            for number, *values in put(_beside, each.model, *asked, viewer=viewer):
                beside[number] += filter(None, each.texts(viewer, *values))
        layout = _layout(kind)
        known = [layout.column(place, path, told or {}) for place, path in layout.texts]
        called = str(kind.model._meta.verbose_name)  # noqa: SLF001 -- Django's documented name for it
        always = self._fold_once(called)
        likely = []
        for row in rows[:most]:
            names = self.names.get(row[layout.state] or "", "") if layout.state else ""
            shipped = bool(layout.ships) and row[layout.ships] is not None
            own, shared = self._all_told(known, row, beside.get(row[0], ()), shipped=shipped)
            if self._may_occur(own, f"{shared} {names} {always}"):
                likely.append(Likely(called, *layout.read(row), beside.get(row[0], [])))
        return likely

    def _share(self) -> int:
        """How many of the next kind are looked through."""
        for_others = LEAST * (self._kinds - 1)
        return AT_ONCE if self.part > 1 else max(LEAST, min(AT_ONCE, self._left - for_others))

    def _took(self, found: int, most: int) -> None:
        if found > most:
            self.has_older, self.until = True, min(self.until, self.before + most)
        self._left, self._kinds = max(self._left - min(found, most), 0), self._kinds - 1

    def _may_occur(self, own: str, shared: str) -> bool:
        return all(_begins(word, own) or _begins(word, shared) for word in self.words)

    def _all_told(
        self, known: "Iterable[_Column]", row: list[Any], beside: Iterable[str], *, shipped: bool
    ) -> tuple[str, str]:
        """What was written for this record alone, and what many share, which is folded once."""
        own, shared = [*beside], []
        for column in known:
            value = row[column.place]
            if not value:
                continue
            if column.is_own:
                own += [value, gettext(value)] if shipped else [value]
            else:
                shared.append(self._fold_once(column.words_of(value)))
        return bare(" ".join(own)), " ".join(shared)

    def _bare_all(self, texts: Iterable[str]) -> str:
        """What is not in ASCII takes ten times as long to fold, and is often the names of a meeting in six languages."""
        plain, others = [], []
        for text in texts:
            if text.isascii():
                plain.append(text)
            else:
                others.append(self._fold_once(text))
        return " ".join([bare(" ".join(plain)), *others])

    def _fold_once(self, text: str) -> str:
        if text not in self._folded:
            self._folded[text] = fold(text)
        return self._folded[text]

    def occur(self, texts: Iterable[str], *, iso3: str = "") -> bool:
        """Whether all the words occur in these texts, or in the names of a State."""
        text = self._bare_all(texts)
        return all_occur(self.words, f"{text} {self.names.get(iso3, '')}" if iso3 else text)


def _newest(viewer: Viewer, kind: Kind, before: int, number: int, *about: Hashable) -> QuerySet[Any]:
    rows = kind.seen(viewer, *about).order_by("-pk")
    return rows.values_list(*_layout(kind).columns)[before : before + number]


def _beside(
    viewer: Viewer, kind: Kind, beside: Beside, before: int, number: int, *about: Hashable
) -> QuerySet[Any]:
    chosen = kind.seen(viewer, *about).order_by("-pk").values("pk")[before : before + number]
    return beside.ask(chosen, viewer, *about)


class _Layout:
    """Which columns of a kind are read, in which order: first those of its own row, its number before all."""

    def __init__(self, kind: Kind) -> None:
        asked = {*_ALWAYS, *kind.texts, *kind.shown}
        self._model = kind.model
        fields = kind.model._meta.concrete_fields  # noqa: SLF001 -- Django's documented name for it
        self._own = [each.attname for each in fields if each.primary_key or each.attname in asked]
        self._paths = [each for each in (*kind.texts, *kind.shown) if each not in self._own]
        self.columns = [*self._own, *self._paths]
        self.texts = [(self.columns.index(each), each) for each in kind.texts]
        self.state, self.ships = (
            self.columns.index(each) if each in self._own else 0 for each in ("state_id", "shipped_key")
        )

    def column(self, place: int, path: str, told: Told) -> "_Column":
        return _Column(place, self._model, path, told.get(path))

    def read(self, row: list[Any]) -> tuple[Any, dict[str, Any]]:
        """The record as `from_db` makes it, a few columns of it, and what it leads to. A hit takes no more work than that."""
        record = self._model.__new__(self._model)
        record._state = ModelState()  # noqa: SLF001
        record.__dict__.update(zip(self._own, row, strict=False))
        return record, dict(zip(self._paths, row[len(self._own) :], strict=True))


_layout = cache(_Layout)


class _Column:
    """A column that is looked through, of the model or of one that it leads to."""

    def __init__(self, place: int, model: Any, path: str, told: Mapping[Any, str] | None) -> None:
        self.place = place
        *ways, name = path.split("__")
        for way in ways:
            model = model._meta.get_field(way).related_model  # noqa: SLF001
        field = model._meta.get_field(name)  # noqa: SLF001
        self.is_own = isinstance(field, TextField) and not ways
        choices = {key: str(label) for key, label in field.flatchoices} if field.choices else None
        self._told = told or choices

    def words_of(self, value: Any) -> str:
        if isinstance(value, dict):
            return " ".join(value.values())
        if self._told is None:
            return str(value)
        return " ".join(self._told.get(each, "") for each in (value if isinstance(value, list) else [value]))


def as_sought(words: "str | Sought") -> Sought:
    return words if isinstance(words, Sought) else Sought(words)


def all_occur(sought: Iterable[str], text: str) -> bool:
    """Whether each folded word occurs in a text that is folded, or bare of all but what stands between words.

    A word of letters begins a word of the text; in scripts that do not part words it may stand anywhere.

    So it may in Arabic, whose article and prepositions are written onto a word; that of the word sought is left away.
    """
    return all(_begins(word, text) for word in sought)


def _begins(word: str, text: str) -> bool:
    if word[0] >= _BLANKS_PART_WORDS:
        return _without_article(word) in text
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(word, place + 1)
    return place >= 0


def _without_article(word: str) -> str:
    bare = word.removeprefix(_ARABIC_ARTICLE)
    return bare if len(bare) > len(_ARABIC_ARTICLE) else word
