"""Composing a draft law from clauses: shipped/clauses-TREATY.toml and what whoever drafts has chosen.

A drafting aid, not legal advice: it says what it left open, and why each clause is there.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accede.legislation import checklist
from accede.record.models import in_reader_language

# In which there are clauses. A draft in another language would be a translation that nobody has checked.
LANGUAGES = ("en", "fr")


class DraftRefusedError(Exception):
    """A draft that cannot be composed: which choice is missing or wrong, and where it matters."""

    def __init__(self, message: str, *, choice: str = "") -> None:
        super().__init__(message)
        self.choice = choice


class ClauseSetError(Exception):
    """The clauses themselves are not whole: which one, for which choice, in which language."""


@dataclass(frozen=True, slots=True)
class Option:
    """`alternatives`: the texts of all other options stand beside each other, in brackets."""

    key: str
    names: Mapping[str, str]
    whys: Mapping[str, str]
    alternatives: bool = False

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))


@dataclass(frozen=True, slots=True)
class Choice:
    """What whoever drafts decides; `known_by` names the question of the record that may answer it."""

    key: str
    articles: Sequence[str]
    known_by: str
    names: Mapping[str, str]
    options: Mapping[str, Option]

    @property
    def name(self) -> str:
        return in_reader_language(dict(self.names))


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is by language; where `by` names a choice it is by option first."""

    key: str
    point: str
    articles: Sequence[str]
    when: Mapping[str, Sequence[str]]
    by: str
    headings: Mapping[str, str]
    text: Mapping[str, Any]
    whys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One wording of a section. `option` is empty where there is no other."""

    option: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section of the draft, with what it is for."""

    number: int
    clause: Clause
    heading: str
    alternatives: Sequence[Alternative]
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft, the choices behind it, what was left out by choice, and the points of the checklist it leaves unmet."""

    language: str
    sections: Sequence[Section]
    chosen: Sequence[tuple[Choice, Option]]
    left_out: Sequence[Clause]
    unmet: Sequence[checklist.Point]


@cache
def _shipped(treaty_key: str) -> dict[str, Any]:
    file = resources.files("accede.legislation") / "shipped" / f"clauses-{treaty_key}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def choices(treaty_key: str) -> Mapping[str, Choice]:
    """What is to be chosen, in the order of the form; nothing for a treaty without clauses."""
    return {entry["key"]: _choice(entry) for entry in _shipped(treaty_key).get("choice", ())}


@cache
def clauses(treaty_key: str) -> Sequence[Clause]:
    return read_clauses(_shipped(treaty_key).get("clause", ()))


def read_clauses(entries: Sequence[Mapping[str, Any]]) -> Sequence[Clause]:
    return tuple(
        Clause(
            key=entry["key"],
            point=entry.get("point", ""),
            articles=tuple(entry["articles"]),
            when=entry.get("when", {}),
            by=entry.get("by", ""),
            headings=entry["heading"],
            text=entry["text"],
            whys=entry["why"],
        )
        for entry in entries
    )


def _choice(entry: Mapping[str, Any]) -> Choice:
    return Choice(
        key=entry["key"],
        articles=tuple(entry["articles"]),
        known_by=entry.get("known_by", ""),
        names=entry["name"],
        options={
            each["key"]: Option(each["key"], each["name"], each["why"], each.get("alternatives", False))
            for each in entry["option"]
        },
    )


def compose(
    treaty_key: str,
    told: Mapping[str, str],
    *,
    language: str,
    state: str,
    of: Sequence[Clause] | None = None,
) -> Draft:
    """The draft for a State of that formal name. Raises DraftRefusedError and ClauseSetError."""
    known = choices(treaty_key)
    if not known:
        raise DraftRefusedError(_("There are no clauses for this treaty."))
    if language not in LANGUAGES:
        raise DraftRefusedError(
            _(
                "There are clauses in English and French only. Choose one of the two as the language of the draft."
            )
        )
    standing = clauses(treaty_key) if of is None else of
    chosen = {key: _chosen(each, told, standing, treaty_key) for key, each in known.items()}
    taken = [
        clause
        for clause in standing
        if all(chosen[choice].key in options for choice, options in clause.when.items())
    ]
    sections = [
        Section(
            number=number,
            clause=clause,
            heading=clause.headings[language],
            alternatives=_alternatives(clause, chosen, known, language=language, state=state),
            why=clause.whys[language],
        )
        for number, clause in enumerate(taken, 1)
    ]
    met = {clause.point for clause in taken}
    return Draft(
        language=language,
        sections=sections,
        chosen=[(known[key], option) for key, option in chosen.items()],
        left_out=[clause for clause in standing if clause not in taken],
        unmet=[point for key, point in checklist.points(treaty_key).items() if key not in met],
    )


def what_hangs_on(choice: Choice, treaty_key: str, *, of: Sequence[Clause] | None = None) -> str:
    """What is said where the choice is missing: its articles, and the clauses that it decides.

    Clauses have headings in two languages; in the others they are called as the points that they meet.
    """
    names = {key: point.name for key, point in checklist.points(treaty_key).items()}
    language = get_language() or "en"
    decides = [
        clause.headings[language] if language in LANGUAGES else names.get(clause.point, "")
        for clause in (clauses(treaty_key) if of is None else of)
        if clause.by == choice.key or choice.key in clause.when
    ]
    told = {
        "choice": choice.name,
        "treaty": treaty_key.upper(),
        "articles": ", ".join(choice.articles),
        "clauses": "; ".join(filter(None, dict.fromkeys(decides))),
    }
    if not told["clauses"]:
        return _("Choose “%(choice)s” (%(treaty)s %(articles)s).") % told
    return _("Choose “%(choice)s” (%(treaty)s %(articles)s): it decides the clauses on %(clauses)s.") % told


def _chosen(choice: Choice, told: Mapping[str, str], standing: Sequence[Clause], treaty_key: str) -> Option:
    given = told.get(choice.key, "").strip()
    if not given:
        raise DraftRefusedError(what_hangs_on(choice, treaty_key, of=standing), choice=choice.key)
    if given not in choice.options:
        raise DraftRefusedError(
            _("“%(given)s” cannot be chosen for “%(choice)s”. There is: %(known)s.")
            % {"given": given, "choice": choice.name, "known": ", ".join(choice.options)},
            choice=choice.key,
        )
    return choice.options[given]


def _alternatives(
    clause: Clause,
    chosen: Mapping[str, Option],
    known: Mapping[str, Choice],
    *,
    language: str,
    state: str,
) -> list[Alternative]:
    if not clause.by:
        return [Alternative("", _filled(clause, clause.text, "", language, state))]
    option = chosen[clause.by]
    if not option.alternatives:
        return [Alternative("", _filled(clause, clause.text.get(option.key), option.key, language, state))]
    others = [each for each in known[clause.by].options.values() if not each.alternatives]
    return [
        Alternative(
            each.names[language], _filled(clause, clause.text.get(each.key), each.key, language, state)
        )
        for each in others
    ]


def _filled(clause: Clause, text: Any, option: str, language: str, state: str) -> list[str]:
    paragraphs = (text or {}).get(language)
    if not paragraphs:
        place = f"{clause.by} = {option}, " if option else ""
        raise ClauseSetError(f"The clause “{clause.key}” has no text for {place}language = {language}.")
    return [each.replace("{state}", state) for each in paragraphs]
