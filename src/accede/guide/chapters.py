"""The documents as chapters: found, put in order, and turned from Markdown into HTML.

They are written in English. What the public and respondents are led to, and what explains the words, stands in the other languages
too, under the same name in a folder of the language's code: docs/ar/answering.md beside docs/answering.md.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token

import accede
from accede.languages import LANGUAGES, Language

# A wheel carries the documents along; in a checkout they lie beside the sources.
_CARRIED = Path(__file__).parent / "carried"
ROOT = _CARRIED if _CARRIED.is_dir() else Path(accede.__file__).parents[2]
# Documents above docs/, which its list leads to.
ABOVE = ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")

ENGLISH = "en"
TRANSLATED = ("ar", "zh", "fr", "ru", "es")

_LISTED = re.compile(
    r"^- \[(?P<title>[^]]+)\]\((?P<file>[^)]+)\)(?:: (?P<told>.+(?:\n  .+)*))?", re.MULTILINE
)
_GROUP = re.compile(r"^\*\*(?P<name>.+)\*\*$", re.MULTILINE)

PICTURES = {".png": "image/png", ".svg": "image/svg+xml"}

# Where a chapter, with its part after `#`, and a picture, by its name, have their address.
Link = Callable[[str, str], str]
Picture = Callable[[str], str]


class NoChapterError(LookupError):
    """There is no chapter of that name."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter in the list of all; `told` says in a line what it is about, and may be empty.

    The title is in the list's language; the chapter itself in `language`.
    """

    key: str
    title: str
    told: str
    language: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """`html` without the title; `parts` are the headings of the second level, as anchor and text."""

    key: str
    title: str
    html: str
    parts: list[tuple[str, str]]
    language: str


@cache
def contents(language: str = ENGLISH) -> list[tuple[str, list[Listed]]]:
    """The groups of the language's README.md with their chapters, in its order."""
    folder = _folder(language)
    text = (folder / "README.md").read_text(encoding="utf-8")
    _title, *groups = _GROUP.split(text)
    return [
        (name, [_listed(folder / each["file"], each, language) for each in _LISTED.finditer(listed)])
        for name, listed in zip(groups[::2], groups[1::2], strict=True)
    ]


def _listed(path: Path, found: re.Match[str], language: str) -> Listed:
    key = _key(path)
    return Listed(key, found["title"], _plain(found["told"] or ""), language_of(key, language))


@cache
def files(language: str = ENGLISH) -> dict[str, Path]:
    """Of each chapter that is written in the language, those that another chapter lists among them, its file."""
    folder = _folder(language)
    found = [path for path in sorted(folder.rglob("*.md")) if path != folder / "README.md"]
    if language == ENGLISH:
        others = [_folder(code) for code in TRANSLATED]
        found = [path for path in found if not any(path.is_relative_to(other) for other in others)]
        found = [*(ROOT / name for name in ABOVE), *found]
    return {_key(path): path for path in found}


def language_of(key: str, language: str) -> str:
    """In what language a reader of that one gets the chapter."""
    return language if key in files(language) else ENGLISH


def _folder(language: str) -> Path:
    return ROOT / "docs" if language == ENGLISH else ROOT / "docs" / language


def beside(key: str, language: str = ENGLISH) -> tuple[Listed | None, Listed | None]:
    """The chapters before and after one in the list of all."""
    listed = [each for _name, group in contents(language) for each in group]
    place = next((place for place, each in enumerate(listed) if each.key == key), None)
    if place is None:
        return None, None
    return (
        listed[place - 1] if place else None,
        listed[place + 1] if place + 1 < len(listed) else None,
    )


def pictures() -> Iterator[Path]:
    """Files whose kind PICTURES knows."""
    yield from (path for path in sorted((ROOT / "docs" / "images").iterdir()) if path.suffix in PICTURES)


def chapter(key: str, language: str = ENGLISH, *, link: Link, picture: Picture) -> Chapter:
    """A chapter as HTML, in English where it is not written in the language.

    What leads to a file that is no chapter, such as a source, stays as words. Raises NoChapterError.
    """
    spoken = language_of(key, language)
    path = files(spoken).get(key)
    if path is None:
        raise NoChapterError(key)
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    title, parts = key, []
    for place, token in enumerate(tokens):
        token.attrs.pop("style", None)  # the columns' alignment, which the pages' policy forbids
        if token.type == "heading_open":
            words = _plain(tokens[place + 1].content)
            token.attrSet("id", _anchor(words))
            if token.tag == "h1":
                title = words
            elif token.tag == "h2":
                parts.append((_anchor(words), words))
        for inner in token.children or ():
            _lead(inner, path, link, picture)
        if token.children:
            token.children = _without_dead_links(token.children)
    _tell_languages(tokens)
    first = next((place for place, token in enumerate(tokens) if token.type == "heading_close"), -1)
    html = reader.renderer.render(tokens[first + 1 :], reader.options, {})
    with override(spoken):
        return Chapter(key, title, _scrollable(html), parts, spoken)


def _lead(token: Token, path: Path, link: Link, picture: Picture) -> None:
    """Give a link or a picture the address that it has in the guide; none where it has none."""
    if token.type == "image":
        name = Path(str(token.attrGet("src"))).name
        token.attrSet("src", picture(name))
        token.attrSet("loading", "lazy")
        width, height = _size(name)
        if width:  # kept free for it, so that nothing moves when it comes
            token.attrSet("width", str(width))
            token.attrSet("height", str(height))
    if token.type != "link_open":
        return
    asked = urlsplit(str(token.attrGet("href")))
    if asked.scheme:
        return
    target = (path.parent / asked.path).resolve() if asked.path else path
    known = (target.name == "README.md" and target.parent in _lists()) or _key(target) in files()
    token.attrSet("href", link(_key(target), asked.fragment) if known else "")


def _tell_languages(tokens: list[Token]) -> None:
    """A column headed by a language's own name is in that language: it is read, and runs, as such."""
    names = {each.own_name: each for each in LANGUAGES.values()}
    headed: list[Language | None] = []
    column = 0
    for token, following in pairwise(tokens):
        if token.type == "table_open":
            headed = []
        elif token.type == "tr_open":
            column = 0
        elif token.type in {"th_open", "td_open"}:
            if token.type == "th_open":
                headed.append(names.get(following.content))
            if spoken := headed[column]:
                token.attrSet("lang", spoken.bcp47)
                token.attrSet("dir", spoken.direction)
            column += 1


def _lists() -> set[Path]:
    return {_folder(language).resolve() for language in (ENGLISH, *TRANSLATED)}


@cache
def _size(name: str) -> tuple[int, int]:
    """How large a PNG is, as its head says; of another file it is not known."""
    path = ROOT / "docs" / "images" / name
    if path.suffix != ".png" or not path.is_file():
        return 0, 0
    with path.open("rb") as file:
        head = file.read(24)
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def _without_dead_links(tokens: list[Token]) -> list[Token]:
    kept, dead = [], False
    for token in tokens:
        if token.type == "link_open" and not token.attrGet("href"):
            dead = True
        elif token.type == "link_close" and dead:
            dead = False
        else:
            kept.append(token)
    return kept


def _scrollable(html: str) -> str:
    """What is wider than a telephone scrolls by itself, by the keyboard, too."""
    numbers = count(1)

    def framed(_found: re.Match[str]) -> str:
        name = _("Table %(number)s") % {"number": next(numbers)}
        return f'<div class="table-region" role="region" tabindex="0" aria-label="{name}"><table>'

    html = re.sub("<table>", framed, html)
    return html.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')


def _key(path: Path) -> str:
    """`desk` of docs/desk.md, `decisions` of docs/decisions/README.md, `security` of SECURITY.md; of the list, nothing.

    A chapter has the same in every language.
    """
    resolved, docs = path.resolve(), (ROOT / "docs").resolve()
    if not resolved.is_relative_to(docs):
        return resolved.stem.lower() if resolved.parent == ROOT.resolve() else ""
    inside = resolved.relative_to(docs)
    if inside.parts[0] in TRANSLATED:
        inside = inside.relative_to(inside.parts[0])
    key = inside.with_suffix("").as_posix()
    return "" if key == "README" else key.removesuffix("/README")


def _anchor(words: str) -> str:
    """As the sites that show Markdown make it, so that a link works here and there."""
    return re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")


def _plain(markdown: str) -> str:
    told: Any = re.sub(r"\[([^]]*)\]\([^)]*\)|[`*]", r"\1", markdown)
    return " ".join(told.split())
