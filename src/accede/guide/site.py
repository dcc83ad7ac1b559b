"""The guide as a folder of files: opened by a browser from a disk, or put on any server."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

import accede
from accede.guide import chapters
from accede.languages import LANGUAGES

STYLES = Path(accede.__file__).parent / "web" / "static" / "accede"
SHEETS = ("tokens.css", "base.css", "components.css", "guide.css", "print.css")


class FolderInUseError(ValueError):
    """The folder holds something already."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page of the site; `key` is empty for the list of all chapters."""

    key: str
    language: str

    @property
    def above(self) -> str:
        return "../" * self.path.count("/")

    @property
    def path(self) -> str:
        name = f"{self.key or 'index'}.html"
        return name if self.language == chapters.ENGLISH else f"{self.language}/{name}"

    def in_language(self, language: str) -> "_Page":
        """The same chapter in another language; in English, where it is not written in that."""
        return _Page(self.key, chapters.language_of(self.key, language) if self.key else language)


def write_site(folder: Path) -> int:
    """Write every chapter in its languages, with its pictures, type and styles; gives the number of pages.

    Raises FolderInUseError, before anything is written, where the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(
            f"{folder} is not an empty folder. Name one that is empty, or that is not there yet."
        )
    (folder / "images").mkdir(parents=True)
    for path in chapters.pictures():
        shutil.copy(path, folder / "images" / path.name)
    (folder / "style").mkdir()
    for name in SHEETS:
        shutil.copy(STYLES / name, folder / "style" / name)
    shutil.copytree(STYLES / "fonts", folder / "style" / "fonts")
    shutil.copy(STYLES / "mark.svg", folder / "style" / "mark.svg")
    pages = list(_pages())
    for page in pages:
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with override(page.language):
            path.write_text(render_to_string("public/guide/file.html", _context(page)), encoding="utf-8")
    return len(pages)


def _pages() -> Iterator[_Page]:
    for language in (chapters.ENGLISH, *chapters.TRANSLATED):
        yield from (_Page(key, language) for key in ("", *chapters.files(language)))


def _context(page: _Page) -> dict[str, Any]:
    found = None
    if page.key:
        found = chapters.chapter(
            page.key, page.language, link=partial(_address, page), picture=partial(_picture, page)
        )
    return {
        "title": found.title if found else _("Guide"),
        "chapter": found,
        "groups": [
            (name, [(each, _Page(each.key, each.language).path) for each in listed])
            for name, listed in chapters.contents(page.language)
        ],
        "above": page.above,
        "home": _Page("", page.language).path,
        "language": LANGUAGES[page.language],
        "languages": [
            {"language": each, "page": page.in_language(code).path}
            for code, each in LANGUAGES.items()
            if not page.key or page.in_language(code).language == code
        ],
        "sheets": SHEETS,
        "version": accede.__version__,
    }


def _address(page: _Page, key: str, part: str) -> str:
    target = _Page(key, page.language).in_language(page.language)
    return f"{page.above}{target.path}" + (f"#{part}" if part else "")


def _picture(page: _Page, name: str) -> str:
    return f"{page.above}images/{name}"
