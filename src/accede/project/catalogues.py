"""gettext catalogues without gettext's own tools: extracted, merged and compiled by Babel.

python -m accede.project.catalogues    brings every locale/*/LC_MESSAGES/django.po up to date with the source
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

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
            mofile.write_mo(target, pofile.read_po(source))
        partial.replace(mo)  # whole or not at all, also when two processes start at once


def messages() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    """Every translatable string of the source: file, line, message, comments, context."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = templatize(text)
        name = path.relative_to(PACKAGE).as_posix()
        found = extract.extract("python", io.BytesIO(text.encode()), KEYWORDS, ["Translators:"])
        for line, message, comments, context in found:
            yield name, line, message, comments, context


def update() -> None:
    """Merge the strings of the source into each catalogue; what is gone leaves, what is new stands empty."""
    template = Catalog(charset="utf-8")
    for file, line, message, comments, context in messages():
        template.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    for language, plural_forms in PLURALS.items():
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
            path.write_text(f'{head}"Plural-Forms: {plural_forms}\\n"\n', encoding="utf-8")
        with path.open("rb") as source:
            catalogue = pofile.read_po(source, locale=language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        with path.open("wb") as target:
            pofile.write_po(
                target, catalogue, width=110, omit_header=False, sort_by_file=True, include_lineno=False
            )


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    update()
    compile_stale()
    sys.stderr.write("Catalogues are up to date.\n")
