"""The guide as a folder of files: opened by a browser from a disk, or put on any server."""

import shutil
from functools import partial
from pathlib import Path

from django.template.loader import render_to_string

import accede
from accede.guide import chapters

STYLES = Path(accede.__file__).parent / "web" / "static" / "accede"
SHEETS = ("tokens.css", "base.css", "components.css", "guide.css", "print.css")


class FolderInUseError(ValueError):
    """The folder holds something already."""


def write_site(folder: Path) -> int:
    """Write every chapter with its pictures, type and styles; gives the number of pages.

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
    _write(folder, "index.html", title="Guide", chapter=None, above="")
    for key in chapters.files():
        above = "../" * key.count("/")
        found = chapters.chapter(key, link=partial(_address, above), picture=partial(_picture, above))
        _write(folder, f"{key}.html", title=found.title, chapter=found, above=above)
    return 1 + len(chapters.files())


def _address(above: str, key: str, part: str) -> str:
    return f"{above}{key or 'index'}.html" + (f"#{part}" if part else "")


def _picture(above: str, name: str) -> str:
    return f"{above}images/{name}"


def _write(folder: Path, page: str, *, title: str, chapter: chapters.Chapter | None, above: str) -> None:
    context = {
        "title": title,
        "chapter": chapter,
        "groups": chapters.contents(),
        "above": above,
        "sheets": SHEETS,
        "version": accede.__version__,
    }
    path = folder / page
    path.parent.mkdir(exist_ok=True)
    path.write_text(render_to_string("public/guide/file.html", context), encoding="utf-8")
