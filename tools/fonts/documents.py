"""Make the fonts that a PDF carries along: Debian's Noto files, cut to what documents in six languages write.

    apt-get install fonts-noto-core fonts-noto-cjk && pip install fonttools && python documents.py

Chinese is cut to the 6,763 characters of GB 2312, the standard set of simplified Chinese, which takes the whole font
from 26 MB to 3. A rarer one, in somebody's name, comes from the fonts of the computer, where it has one that writes
it. Noto reserves no name; the cut files are renamed all the same, so that nobody takes them for the whole ones.
"""

import hashlib
import json
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

NOTO = Path("/usr/share/fonts")
TARGET = Path(__file__).parents[2] / "src" / "accede" / "reporting" / "renderers" / "fonts"

# Latin with all accents, punctuation, arrows and signs of money; Cyrillic; combining marks.
EUROPEAN = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x300, 0x370),
    *range(0x400, 0x530),
    *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070),
    *range(0x2070, 0x20C0),
    *range(0x2100, 0x2190),
    0x2212,
    0xFFFD,
    0x25CC,
]
ARABIC = [0x20, 0x2E, 0x3A, *range(0x600, 0x700), *range(0x750, 0x780), 0x200C, 0x200D, 0x200E, 0x200F]


def gb2312() -> list[int]:
    """Its characters: rows 1 to 9 hold signs and letters, rows 16 to 87 the characters proper."""
    found = []
    for row in [*range(1, 10), *range(16, 88)]:
        for cell in range(1, 95):
            try:
                found.append(ord(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return [*range(0x20, 0x7F), *found, 0x2014, 0x2015, 0x2026, 0xB7, 0x2027]


FONTS = [
    # our file, Noto's, which of a collection, letters, our name
    ("text-regular.ttf", "truetype/noto/NotoSerif-Regular.ttf", None, EUROPEAN, "Accede Document"),
    ("text-bold.ttf", "truetype/noto/NotoSerif-Bold.ttf", None, EUROPEAN, "Accede Document"),
    ("text-italic.ttf", "truetype/noto/NotoSerif-Italic.ttf", None, EUROPEAN, "Accede Document"),
    (
        "arabic-regular.ttf",
        "truetype/noto/NotoNaskhArabic-Regular.ttf",
        None,
        ARABIC,
        "Accede Document Arabic",
    ),
    ("arabic-bold.ttf", "truetype/noto/NotoNaskhArabic-Bold.ttf", None, ARABIC, "Accede Document Arabic"),
    ("chinese-regular.otf", "opentype/noto/NotoSerifCJK-Regular.ttc", 2, gb2312(), "Accede Document Chinese"),
    ("chinese-bold.otf", "opentype/noto/NotoSansCJK-Bold.ttc", 2, gb2312(), "Accede Document Chinese"),
]
# What shapes Arabic, places marks and joins letters stays; alternates, which would bring more letters, go.
FEATURES = ["calt", "ccmp", "fina", "init", "isol", "kern", "liga", "locl", "mark", "medi", "mkmk", "rlig"]
FAMILY, UNIQUE, FULL, POSTSCRIPT = 1, 3, 4, 6  # name records, as OpenType numbers them
KEPT_NAMES = [0, 2, 5, 13, 14]  # copyright, style, version, licence and its address


def cut(source: Path, place: int | None, *, letters: list[int], family: str, target: Path) -> str:
    """Keep these letters only, and rename. Returns the version that it was cut from."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.name_IDs = KEPT_NAMES
    font = TTFont(source) if place is None else TTCollection(source).fonts[place]
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    version = str(font["name"].getDebugName(5)).split(";")[0].removeprefix("Version ").strip()
    compact = family.replace(" ", "")
    named = {FAMILY: family, FULL: family, UNIQUE: target.stem, POSTSCRIPT: f"{compact}-{target.stem}"}
    for record, text in named.items():
        font["name"].setName(text, record, 3, 1, 0x409)
    subset.save_font(font, target, options)
    return version


def coverage() -> list[list[int]]:
    """First and last of each stretch of characters that one of the regular fonts has."""
    found = {code for path in TARGET.glob("*-regular.*") for code in TTFont(path).getBestCmap()}
    ranges: list[list[int]] = []
    for code in sorted(found):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return ranges


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    manifest = [
        "# Made by tools/fonts/documents.py. A file whose bytes differ from its line was not made by it.\n"
    ]
    for name, source, place, letters, family in FONTS:
        version = cut(NOTO / source, place, letters=letters, family=family, target=TARGET / name)
        content = (TARGET / name).read_bytes()
        manifest.append(
            "[[font]]\n"
            f'file = "{name}"\nfamily = "{family}"\ncut_from = "{Path(source).name}"\nversion = "{version}"\n'
            f'licence = "OFL-1.1"\nlicence_text = "OFL-noto.txt"\n'
            f'bytes = {len(content)}\nsha256 = "{hashlib.sha256(content).hexdigest()}"\n'
        )
        print(f"{name:30}{len(content):>9}")
    (TARGET / "coverage.json").write_text(json.dumps(coverage()) + "\n", encoding="utf-8")
    (TARGET / "MANIFEST.toml").write_text("\n".join(manifest), encoding="utf-8")


if __name__ == "__main__":
    main()
