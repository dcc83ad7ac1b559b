"""gettext catalogues without gettext's own tools: extracted, merged and compiled by Babel.

python -m accede.project.catalogues    brings every locale/*/LC_MESSAGES/django.po up to date with the source
"""

import csv
import io
import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

from accede.languages import typeset

PACKAGE = Path(__file__).parent.parent
LOCALE = PACKAGE / "locale"

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Keys of shipped data whose texts readers see.
DATA_KEYS = {"note", "publisher", "summary"}
# As CLDR counts: Babel leaves a wrong form in a fresh Arabic catalogue, so each says its own.
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "zh": "nplurals=1; plural=0;",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    ),
    "es": "nplurals=2; plural=(n != 1);",
}


def compile_stale() -> None:
    """Write the .mo beside each .po that is newer. A folder that cannot be written has them already (a wheel)."""
    for po in LOCALE.glob("*/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        partial = mo.with_suffix(f".{os.getpid()}.mo")
        with po.open("rb") as source, partial.open("wb") as target:
            mofile.write_mo(target, _typeset(pofile.read_po(source), po.parts[-3]))
        partial.replace(mo)  # whole or not at all, also when two processes start at once


def _typeset(catalogue: Catalog, language: str) -> Catalog:
    """As each language is set: nobody who translates need think of it."""
    for message in filter(lambda each: each.id, catalogue):
        said: Any = message.string
        many = isinstance(said, (tuple, list))
        message.string = (
            tuple(typeset(each, language) for each in said) if many else typeset(said or "", language)
        )
    return catalogue


def messages() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    """Every translatable string: its file, the message or its plural forms, comments, context."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = templatize(text)
        found = extract.extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"])
        for _line, message, comments, context in found:
            yield _name(path), message, comments, context
    for path in sorted(PACKAGE.glob("*/shipped/**/*.*")):
        for text in _texts_of_data(path):
            yield _name(path), text, [], None


def _texts_of_data(path: Path) -> Iterator[str]:
    """What a file of shipped data says in words: its readers have six languages too."""
    if path.suffix == ".toml":
        yield from _texts_in(tomllib.loads(path.read_text(encoding="utf-8")))
    elif path.parent.name == "actions":
        with path.open(encoding="utf-8", newline="") as file:
            yield from sorted({row["note"] for row in csv.DictReader(file)} - {""})


def _texts_in(table: Any) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            if key in DATA_KEYS and isinstance(value, str):
                yield value
            else:
                yield from _texts_in(value)
    elif isinstance(table, list):
        for item in table:
            yield from _texts_in(item)


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def update() -> None:
    """Merge the strings of the source into each catalogue; what is gone leaves, what is new stands empty."""
    template = Catalog()
    for file, message, comments, context in messages():
        template.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
    for language in PLURALS:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        catalogue = _catalogue(language, path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            pofile.write_po(target, catalogue, width=110, sort_by_file=True, include_lineno=False)


def _catalogue(language: str, path: Path) -> Catalog:
    """The catalogue as it stands, or one that begins, with a head that does not change from day to day."""
    head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    head += f'"Plural-Forms: {PLURALS[language]}\\n"\n"POT-Creation-Date: 2026-11-23 00:00+0000\\n"\n'
    text = path.read_text(encoding="utf-8") if path.exists() else head
    return pofile.read_po(io.StringIO(text), locale=language)


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    update()
    compile_stale()
    sys.stderr.write("Catalogues are up to date.\n")
