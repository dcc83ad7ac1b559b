"""The fixed phrases of the documents. An office may word them its own way, in its data folder; they must fit."""

import re
import string
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from accede.languages import typeset
from accede.reporting.blocks import Line, Run, line

SHIPPED = Path(__file__).parent / "wording"
LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
Phrases = Mapping[str, Mapping[str, str]]  # key to language to text

# Kinds that use another's phrases beside their own.
BUILT_ON = {"papers": ("progress",), "invitations": ("letters",), "workshops": ("letters",)}

_TABLE = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_ENTRY = re.compile(r"\s*([\w-]+)\s*=")
_LINE_OF = re.compile(r"at line (\d+)")


class WordingError(ValueError):
    """A changed wording that does not fit. Says the file, the line, and what is wrong there."""


def phrases(name: str) -> Phrases:
    """The phrases of one kind of document, as the office words them. Raises WordingError."""
    own = Path(settings.DATA_DIR) / "wording" / f"{name}.toml"
    try:
        changed = own.stat().st_mtime_ns
    except FileNotFoundError:
        return shipped(name)
    return _merged(name, own, changed)


@lru_cache(maxsize=32)
def shipped(name: str) -> Phrases:
    """The phrases as they come with the program, with those that all kinds share."""
    found: dict[str, Mapping[str, str]] = {}
    for part in dict.fromkeys(("shared", *BUILT_ON.get(name, ()), name)):
        for key, texts in tomllib.loads((SHIPPED / f"{part}.toml").read_text(encoding="utf-8")).items():
            found[key] = {language: typeset(text, language) for language, text in texts.items()}
    return found


def kinds() -> list[str]:
    """What there is wording for; an office's own file is called the same."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


@lru_cache(maxsize=32)
def _merged(name: str, own: Path, _changed: int) -> Phrases:
    """Kept until the file changes."""
    merged = {key: dict(texts) for key, texts in shipped(name).items()}
    for key, texts in read(own, of=name).items():
        merged[key] |= texts
    return merged


def read(path: Path, *, of: str) -> Phrases:
    """An office's own wording of a kind of document. Raises WordingError."""
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise WordingError(f"{path}: the file is not written in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        place = _LINE_OF.search(str(error))
        where = f", line {place[1]}" if place else ""
        raise WordingError(f"{path}{where}: {error}") from error
    known = shipped(of)
    for key, texts in found.items():
        if key not in known:
            raise _wrong(path, text, key, "", f"there is no phrase {key!r} in {of}")
        if not isinstance(texts, dict):
            raise _wrong(path, text, "", key, f"write [{key}], and below it a line for each language")
        for language, phrase in texts.items():
            _refuse_unfit(path, text, key, language, phrase, known[key])
    return found


def _refuse_unfit(  # noqa: PLR0917 -- what is wrong, and where
    path: Path, text: str, key: str, language: str, phrase: object, known: Mapping[str, str]
) -> None:
    if language not in LANGUAGES:
        raise _wrong(path, text, key, language, f"{language!r} is none of {', '.join(LANGUAGES)}")
    if not isinstance(phrase, str) or not phrase.strip():
        raise _wrong(path, text, key, language, "a phrase is a text in quotation marks, and not empty")
    try:
        there = places(phrase)
    except ValueError as error:
        raise _wrong(
            path, text, key, language, f"{error}; a bracket that is meant is written twice"
        ) from error
    wanted = places(known["en"])
    if unknown := sorted(there - wanted):
        raise _wrong(path, text, key, language, f"nothing fills {{{unknown[0]}}}; there is {_named(wanted)}")
    if missing := sorted(wanted - there):
        raise _wrong(path, text, key, language, f"{{{missing[0]}}} is missing: it says what the record says")


def _named(wanted: set[str]) -> str:
    return ", ".join(f"{{{each}}}" for each in sorted(wanted)) or "nothing to fill in"


def _wrong(path: Path, text: str, key: str, entry: str, what: str) -> WordingError:
    here, number = "", 1
    for place, written in enumerate(text.splitlines(), 1):
        if table := _TABLE.match(written):
            here = table[1]
            if here == key and not entry:
                number = place
                break
        elif (found := _ENTRY.match(written)) and here == key and found[1] == entry:
            number = place
            break
    return WordingError(f"{path}, line {number}: {what}.")


def places(phrase: str) -> set[str]:
    """The names of what is filled into a phrase. Raises ValueError for one that cannot be filled."""
    found = set()
    for _text, name, form, conversion in string.Formatter().parse(phrase):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"{{{name}}} is no place to fill")
        found.add(name)
    return found


def fill(phrase: str, **values: "str | int | Run | Line") -> Line:
    """The phrase with its places filled, runs and lines as they are."""
    found: list[str | Run | Line] = []
    for text, name, _form, _conversion in string.Formatter().parse(phrase):
        if text:
            found.append(text)
        if name is not None:
            value = values[name]
            found.append(str(value) if isinstance(value, int) else value)
    return line(*found)
