"""XML within bounds: no entities of its own, nothing fetched, depth and size limited, every element with its line."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, Self
from xml.parsers import expat

from accede.record.readers import opening
from accede.record.readers.reading import FileRefusedError, Progress
from accede.told import marked as _

DEEPEST = 60
MOST_ELEMENTS = 2_000_000


@dataclass(slots=True)
class Element:
    """An element: its name without a prefix, its line, and what is in it. `text` stands before the first child."""

    name: str
    line: int
    attributes: dict[str, str]
    text: str = ""
    children: list[Self] = field(default_factory=list)

    def all(self, name: str) -> list[Self]:
        """The children of that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Self | None:
        return next((child for child in self.children if child.name == name), None)

    def find(self, name: str) -> Iterator[Self]:
        """Every element of that name below this one, outermost first; none inside another of them."""
        waiting = deque(self.children)
        while waiting:
            child = waiting.popleft()
            if child.name == name:
                yield child
            else:
                waiting.extendleft(reversed(child.children))

    def whole_text(self) -> str:
        """All text in it, words parted by one space."""
        parts, waiting = [], [self]
        while waiting:
            element = waiting.pop()
            parts.append(element.text)
            waiting.extend(reversed(element.children))
        return " ".join(" ".join(parts).split())


def tree(path: Path, *, most: int, progress: Progress) -> Element:
    """The whole document."""
    return next(elements(path, None, most=most, progress=progress))


def elements(path: Path, name: str | None, *, most: int, progress: Progress) -> Iterator[Element]:
    """Each element of that name as soon as it is closed, then forgotten; the root where no name is given."""
    builder = _Builder(name)
    try:
        for chunk in opening.chunks(path, most=most, progress=progress):
            builder.parser.Parse(chunk, False)
            yield from builder.finished()
        builder.parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, FileRefusedError):
            raise
        raise FileRefusedError(
            _("This is not well-formed XML (%(reason)s).", reason=_reason(error)),
            line=builder.parser.ErrorLineNumber,
            column=str(builder.parser.ErrorColumnNumber + 1),
            advice=_("Download the file again, and do not edit it by hand."),
        ) from error
    yield from builder.finished()


class _Builder:
    def __init__(self, wanted: str | None) -> None:
        self._wanted = wanted
        self._open: list[Element] = []
        self._depth = 0
        self._count = 0
        self._finished: deque[Element] = deque()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.ExternalEntityRefHandler = self._refuse_entity
        self.parser.SkippedEntityHandler = self._refuse_entity

    def finished(self) -> Iterator[Element]:
        while self._finished:
            yield self._finished.popleft()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        line = self.parser.CurrentLineNumber
        if self._depth > DEEPEST or (self._wanted is None and self._count > MOST_ELEMENTS):
            raise FileRefusedError(
                _("The XML is nested deeper, or is larger, than any file of this format."),
                line=line,
                advice=_("Download the file again."),
            )
        local = name.rpartition(":")[2]
        if self._open or self._wanted in (None, local):
            element = Element(local, line, attributes)
            if self._open:
                self._open[-1].children.append(element)
            self._open.append(element)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._finished.append(element)

    def _characters(self, text: str) -> None:
        if self._open:
            element = self._open[-1]
            if element.children and not text.isspace():
                # Text after a child keeps its place as a nameless child.
                element.children.append(Element("", self.parser.CurrentLineNumber, {}, text))
            else:
                element.text += text

    def _refuse_entity(self, *_declared: object) -> NoReturn:
        raise FileRefusedError(
            _("The XML declares or uses an entity of its own."),
            line=self.parser.CurrentLineNumber,
            advice=_("No file of this format does: it may be an attack. Download it from its publisher."),
        )


def _reason(error: Exception) -> str:
    return expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
