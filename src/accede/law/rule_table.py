"""Reads a table of rules key by key: a mistake in a treaty's file is named with its place and its cure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class RuleError(ValueError):
    """A treaty's rules cannot be read. The message names the key and says what belongs there."""


class RuleTable:
    """One table of the rules. Every key must be asked for; what is left over is refused as unknown."""

    def __init__(self, content: Mapping[str, object], *, place: str = "") -> None:
        self._content = content
        self._place = place
        self._asked: set[str] = set()

    def table(self, key: str) -> Self:
        content = self._required(key)
        if not isinstance(content, Mapping):
            raise self.wrong(key, "must be a table")
        return type(self)(content, place=self._path(key))

    def tables(self, key: str) -> Iterator[Self]:
        content = self._required(key)
        if not isinstance(content, Sequence) or not all(isinstance(entry, Mapping) for entry in content):
            raise self.wrong(key, f"must be a list of tables; write `{key} = []` if there are none")
        for number, entry in enumerate(content, start=1):
            yield type(self)(entry, place=f"{self._path(key)}[{number}]")

    def text(self, key: str) -> str:
        content = self._required(key)
        if not isinstance(content, str) or not content:
            raise self.wrong(key, "must be a text")
        return content

    def optional_text(self, key: str) -> str:
        return self.text(key) if key in self else ""

    def number(self, key: str) -> int:
        content = self._required(key)
        if not isinstance(content, int) or isinstance(content, bool) or content < 1:
            raise self.wrong(key, "must be a whole number from 1 up")
        return content

    def flag(self, key: str) -> bool:
        """Yes or no; no where nothing is said."""
        content = self._required(key) if key in self else False
        if not isinstance(content, bool):
            raise self.wrong(key, "must be true or false")
        return content

    def day(self, key: str) -> date | None:
        """A date, or its ISO 8601 text, which is what JSON leaves of it; None where nothing is said."""
        if key not in self:
            return None
        content = self._required(key)
        try:
            return content if isinstance(content, date) else date.fromisoformat(str(content))
        except ValueError:
            raise self.wrong(key, "must be a day, such as 2010-08-01") from None

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        content = self._required(key)
        try:
            return choices(str(content))
        except ValueError:
            raise self.wrong(key, f"must be one of {', '.join(choices)}") from None

    def refuse_unknown(self) -> None:
        for key in self._content:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                raise RuleError(f"{self._path(key)} is not a rule. Known here: {known}.")

    def wrong(self, key: str, expectation: str) -> RuleError:
        return RuleError(f"{self._path(key)} is {self._content.get(key)!r}: it {expectation}.")

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._content

    def _required(self, key: str) -> object:
        if key not in self:
            raise RuleError(f"{self._path(key)} is missing. Add it to the treaty's file.")
        return self._content[key]

    def _path(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key
