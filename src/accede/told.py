"""What is put down in English, and said later in the language of whoever reads it. Knows neither Django nor the database."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self


class Told(str):  # noqa: SLOT000 -- a text cannot have slots that hold something
    """English, with what it takes to say it in another language: its words, and the values that stand in them."""

    words: str
    values: dict[str, str]

    def __new__(cls, words: str, **values: object) -> Self:
        texts = {name: each if isinstance(each, str) else str(each) for name, each in values.items()}
        told = super().__new__(cls, words % texts if texts else words)
        told.words, told.values = words, texts
        return told


# Called `_` where it is used, so that the catalogues find the words.
marked = Told


def said(text: str, translate: Callable[[str], str], *, apart: Callable[[str], str] = str) -> str:
    """The text in the language of whoever reads it. `apart`: what becomes of values, which are nobody's language."""
    if not isinstance(text, Told):
        return text
    words = translate(text.words)
    values = {
        name: said(each, translate, apart=apart) if isinstance(each, Told) else apart(each)
        for name, each in text.values.items()
    }
    return words % values if values else words


def together(texts: Iterable[str], between: str) -> Told:
    """Several texts as one, each of which is said in the reader's language."""
    values = {f"part{number}": each for number, each in enumerate(texts)}
    return Told(between.join(f"%({name})s" for name in values), **values)


def kept(text: str) -> dict[str, Any]:
    """What JSON holds of the text."""
    if not isinstance(text, Told):
        return {"words": "", "values": {"": text}}
    return {
        "words": text.words,
        "values": {
            name: kept(each) if isinstance(each, Told) else each for name, each in text.values.items()
        },
    }


def recalled(held: Mapping[str, Any]) -> str:
    """The text that was kept."""
    if not held["words"]:
        return str(held["values"][""])
    values = {
        name: recalled(each) if isinstance(each, dict) else each for name, each in held["values"].items()
    }
    return Told(held["words"], **values)
