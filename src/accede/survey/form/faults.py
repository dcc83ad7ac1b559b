"""What is wrong with a questionnaire, and where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self


class Told(str):  # noqa: SLOT000 -- a text cannot have slots that hold something
    """English, with what it takes to say it in another language: its words, and the values that stand in them."""

    words: str
    values: dict[str, str]

    def __new__(cls, words: str, **values: str) -> Self:
        told = super().__new__(cls, words % values if values else words)
        told.words, told.values = words, values
        return told


# Called `_` where it is used, so that the catalogues find the words.
marked = Told


def said(text: str, translate: Callable[[str], str]) -> str:
    """The text in the language of whoever reads it."""
    if not isinstance(text, Told):
        return text
    words = translate(text.words)
    return (
        words % {name: said(each, translate) for name, each in text.values.items()} if text.values else words
    )


@dataclass(frozen=True, slots=True)
class Fault:
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}" if self.where else self.words


class FormError(ValueError):
    """A questionnaire that cannot be taken, with all that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(each) for each in faults))
        self.faults = list(faults)
