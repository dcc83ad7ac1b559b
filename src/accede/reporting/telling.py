"""For whom, on which day, in which language a document is filled, and the sources that it comes to rest on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from accede import languages
from accede.access.confidentiality import WITHHELD
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer, audience
from accede.record import days
from accede.record.models import Source, Treaty
from accede.record.queries import treaties
from accede.reporting import wording
from accede.reporting.blocks import (
    Block,
    Cited,
    Document,
    Line,
    Paragraph,
    Part,
    Run,
    Sources,
    keys_cited,
    line,
    plain,
)

_OF_FRENCH = {"le ": "du ", "les ": "des "}
_OF_SPANISH = {"el ": "del "}
# Towns and depositaries that the wording has in six languages; others are named as the record has them.
PLACES = frozenset({"geneva", "dublin", "oslo", "new_york", "vienna", "rome"})
DEPOSITARIES = {
    "Secretary-General of the United Nations": "depositary_secretary_general",
    "Russian Federation, United Kingdom and United States": "depositary_three",
}


@dataclass(slots=True)
class Telling:
    """What a kind of document is filled with. `author` writes it, `readers` will read it.

    What the author sees and the readers may not stands as [withheld] in a draft; in the issued form it is absent, and
    `withheld` counts it.
    """

    name: str  # of the wording
    campaign: Campaign
    treaty: Treaty
    author: Viewer
    confidentiality: Confidentiality
    language: str
    on: date
    draft: bool = True
    withheld: int = 0
    sources: dict[str, Cited] = field(default_factory=dict)

    @property
    def readers(self) -> Viewer:
        return audience(self.confidentiality, campaign=self.campaign.pk)

    # ------------------------------------------------------------ words
    def say(self, key: str, /, **values: "str | int | Run | Line") -> Line:
        """A phrase in the language of the document."""
        return wording.fill(wording.phrases(self.name)[key][self.language], **values)

    def word(self, key: str) -> str:
        """A phrase in which nothing is filled."""
        return wording.phrases(self.name)[key][self.language]

    def day(self, value: date) -> str:
        return days.day(value, self.language)

    def given(self, text: str) -> str:
        return days.given(text, self.language)

    def place(self, name: str) -> str:
        """A town in the language of the document, where that is known."""
        key = name.casefold().replace(" ", "_")
        return self.word(key) if key in PLACES else name

    def of(self, state: str) -> str:
        """Of the State, where the language draws that word together with the article of the name."""
        drawn = {"fr": _OF_FRENCH, "es": _OF_SPANISH}.get(self.language)
        if drawn is None:
            return state
        for article, of in drawn.items():
            if state.startswith(article):
                return of + state.removeprefix(article)
        return f"de {state}"

    @property
    def depositary(self) -> str:
        """With whom the treaty's instruments are deposited, in the language of the document."""
        key = DEPOSITARIES.get(self.treaty.depositary)
        return self.word(key) if key else self.treaty.depositary

    @property
    def full_stop(self) -> str:
        return "。" if self.language == "zh" else "."

    @property
    def semicolon(self) -> str:
        """Between parts of a sentence, with its space."""
        return {"ar": "؛ ", "fr": "\u00a0; ", "zh": "；"}.get(self.language, "; ")

    def counted(self, key: str, count: int) -> Line:
        """States Parties: 112."""
        return line(languages.named(self.word(key), count, self.language))

    def name_of(self, name: object) -> Run:
        """What is told of, in bold, before what is told of it."""
        return Run(languages.named(name, "", self.language), bold=True)

    def named(self, name: object, said: object) -> str:
        return languages.named(name, said, self.language)

    def bracketed(self, text: object, more: object) -> str:
        return languages.bracketed(text, more, self.language)

    def decimal(self, text: str) -> str:
        """The number with the sign that the language puts before decimals; a sign of its own stays at its front."""
        marked = f"\u200e{text}" if self.language == "ar" and text[:1] in "+-" else text
        return marked.replace(".", ",") if self.language in ("ar", "es", "fr", "ru") else marked

    def percent(self, text: str) -> str:
        """24.7% in English, 24,7 % in French."""
        return languages.per_cent(self.decimal(text), self.language)

    def listed(self, names: Iterable["str | Run | Line"]) -> Line:
        """One, two, three: as the language puts a comma between them."""
        comma = {"ar": "، ", "zh": "、"}.get(self.language, ", ")
        found: list[str | Run | Line] = []
        for name in names:
            found += [comma, name] if found else [name]
        return line(*found)

    def dated(self, treaty: Treaty, what: str = "") -> Line:
        """What the treaty's record tells (else its name), with the day until which it is complete where that is too long ago."""
        told = what or treaty.short_title
        if not treaties.is_stale(treaty.as_of, on=self.on):
            return line(told)
        return self.say("old_fact", what=told, day=self.given(treaty.as_of))

    # ------------------------------------------------------------ sources
    def cite(self, *sources: Source | None) -> tuple[str, ...]:
        """Keys for a run that rests on these sources."""
        keys = []
        for source in sources:
            if source is not None:
                self.sources.setdefault(source.pk, cited(source, self.language))
                keys.append(source.pk)
        return tuple(dict.fromkeys(keys))

    def cite_own(self, key: str, text: Line) -> tuple[str, ...]:
        """The same for what the desk itself holds, an exchange for example."""
        self.sources.setdefault(key, Cited(key, "".join(run.text for run in text)))
        return (key,)

    def resting(self, text: "str | Line", *sources: Source | None) -> Line:
        """The text, with the sources that it rests on at its end."""
        runs = line(text)
        if not runs:
            return runs
        last = runs[-1]
        keys = tuple(dict.fromkeys((*last.cites, *self.cite(*sources))))
        return (*runs[:-1], Run(last.text, last.bold, last.italic, keys, last.withheld))

    # ------------------------------------------------------------ readers
    def hold_back(self, number: int = 1) -> list[Line]:
        """A place for each thing that the readers may not see; none in an issued document, where they are counted."""
        self.withheld += number
        return [line(Run(WITHHELD, italic=True, withheld=True)) for _ in range(number)] if self.draft else []

    def note_of_withheld(self) -> list[Line]:
        """At the end of an issued document: how much is not in it."""
        if self.draft or not self.withheld:
            return []
        return [self.say("withheld_count", count=self.withheld)]

    # ------------------------------------------------------------ the document
    def document(self, kind: str, title: str, blocks: Iterable[Block]) -> Document:
        """The blocks as a document, with the sources that they cite, in their order."""
        return self.bound(kind, title, [Part(self.language, tuple(blocks))])

    def bound(self, kind: str, title: str, parts: Iterable[Part]) -> Document:
        together = tuple(Part(part.language, tuple(self._with_age(part.blocks)), part.to) for part in parts)
        keys = keys_cited(block for part in together for block in part.blocks)
        words = {key: self.word(key) for key in ("table", "figure", "annex", "draft")}
        words["head"] = self.treaty.title
        return Document(
            kind,
            title,
            self.language,
            together,
            tuple(self.sources[key] for key in keys if key in self.sources),
            words,
            self.draft,
        )

    def _with_age(self, blocks: Iterable[Block]) -> Iterable[Block]:
        """Before the sources: that the treaty's record is too old to tell of the day, where it is."""
        for block in blocks:
            if isinstance(block, Sources):
                yield from self.age()
            yield block

    def age(self) -> Iterator[Paragraph]:
        """That the treaty's record is too old to tell of the day, where it is."""
        if treaties.is_stale(self.treaty.as_of, on=self.on):
            yield Paragraph(key="old-record", text=self.say("old_record", day=self.given(self.treaty.as_of)))


def cited(source: Source, language: str) -> Cited:
    """Publisher, title, symbol and date, and when it was read. To a Latin title no Arabic is put."""
    if language == "ar" and Cited("", f"{source.publisher}{source.title}").is_latin:
        language = "en"
    parts = [source.publisher, source.title, source.symbol]
    if source.published and not source.title.endswith(source.published):
        parts.append(days.given(source.published, language))
    told = ", ".join(part for part in parts if part)
    if source.read:
        read = wording.fill(
            wording.phrases("shared")["read_on"][language], day=days.given(source.read, language)
        )
        told += f" ({plain(read)})"
    return Cited(source.pk, told, source.url)
