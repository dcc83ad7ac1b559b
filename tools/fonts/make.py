"""Make the web fonts: npm's files, cut to the letters that our languages write, under names of our own.

    npm install --ignore-scripts && pip install fonttools brotli && python make.py

The cut halves what a reader downloads. A cut font is a modified one, and its licence keeps the makers'
names for the originals: hence "Accede Sans" (IBM Plex Sans) and "Accede Serif" (Source Serif 4).
"""

import hashlib
import json
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules" / "@fontsource"
TARGET = HERE.parent.parent / "src" / "accede" / "web" / "static" / "accede" / "fonts"

# English, French and Spanish, with what the names of States add; punctuation that good text needs.
LATIN = "U+20-7E, U+A0-FF, U+131, U+152-153, U+2013-2014, U+2018-201A, U+201C-201E, U+2022, U+2026, U+2039-203A, U+2212"
RUSSIAN = "U+401, U+410-44F, U+451, U+2116"
# Arabic, and the Persian letters with which it spells foreign names; no presentation forms, shaping needs none.
ARABIC = (
    "U+60C, U+61B, U+61F, U+621-63A, U+640-655, U+660-66D, U+670, U+67E, U+686, U+6A4, U+6A9, U+6AF, U+6CC"
)

FONTS = [
    # our file, package, its subset, weight, letters, our name
    ("sans-latin-400", "ibm-plex-sans", "latin", 400, LATIN, "Accede Sans"),
    ("sans-latin-600", "ibm-plex-sans", "latin", 600, LATIN, "Accede Sans"),
    ("sans-cyrillic-400", "ibm-plex-sans", "cyrillic", 400, RUSSIAN, "Accede Sans"),
    ("sans-cyrillic-600", "ibm-plex-sans", "cyrillic", 600, RUSSIAN, "Accede Sans"),
    ("sans-arabic-400", "ibm-plex-sans-arabic", "arabic", 400, ARABIC, "Accede Sans"),
    ("sans-arabic-600", "ibm-plex-sans-arabic", "arabic", 600, ARABIC, "Accede Sans"),
    ("serif-latin-600", "source-serif-4", "latin", 600, LATIN, "Accede Serif"),
    ("serif-cyrillic-600", "source-serif-4", "cyrillic", 600, RUSSIAN, "Accede Serif"),
]
# Ligatures and fractions are dropped; what shapes Arabic, places marks and lines up figures stays.
FEATURES = ["calt", "ccmp", "fina", "init", "kern", "locl", "mark", "medi", "mkmk", "rlig", "tnum"]
FAMILY, UNIQUE, FULL, VERSION, POSTSCRIPT = 1, 3, 4, 5, 6  # name records, as OpenType numbers them
KEPT_NAMES = {0, 2, VERSION, 13, 14}  # copyright, style, version, licence and its address


def cut(source: Path, *, letters: str, family: str, target: Path) -> None:
    """Keep these letters only, and rename: the makers' names are reserved for their own files."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = sorted(KEPT_NAMES)
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(letters.replace("U+", "")))
    cutter.subset(font)
    compact = family.replace(" ", "")
    for record, text in {FAMILY: family, FULL: family, UNIQUE: target.stem, POSTSCRIPT: compact}.items():
        font["name"].setName(text, record, 3, 1, 0x409)
    subset.save_font(font, target, options)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    manifest = [
        "# Made by tools/fonts/make.py. A file whose bytes differ from its line here was not made by it.\n"
    ]
    for name, package, part, weight, letters, family in FONTS:
        source = PACKAGES / package / "files" / f"{package}-{part}-{weight}-normal.woff2"
        target = TARGET / f"{name}.woff2"
        cut(source, letters=letters, family=family, target=target)
        described = json.loads((PACKAGES / package / "package.json").read_text(encoding="utf-8"))
        manifest.append(
            "[[font]]\n"
            f'file = "{target.name}"\n'
            f'family = "{family}"\n'
            f'package = "{described["name"]}"\n'
            f'version = "{described["version"]}"\n'
            f'cut_from = "{source.name}"\n'
            f'licence = "{described["license"]}"\n'
            f'licence_text = "OFL-{package}.txt"\n'
            f"bytes = {target.stat().st_size}\n"
            f'sha256 = "{hashlib.sha256(target.read_bytes()).hexdigest()}"\n'
        )
        shutil.copyfile(PACKAGES / package / "LICENSE", TARGET / f"OFL-{package}.txt")
        print(f"{target.name:30}{target.stat().st_size:>8}")
    (TARGET / "MANIFEST.toml").write_text("\n".join(manifest), encoding="utf-8")


if __name__ == "__main__":
    main()
