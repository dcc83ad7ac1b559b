"""The rules of docs/design-layer.md that a machine can hold."""

import gzip
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

import accede

STATIC = Path(accede.__file__).parent / "web" / "static" / "accede"
TEMPLATES = Path(accede.__file__).parent / "web" / "templates"
SHEETS = sorted(STATIC.glob("*.css"))
FONTS = tomllib.loads((STATIC / "fonts" / "MANIFEST.toml").read_text(encoding="utf-8"))["font"]
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")

TEXT = ("ink", "muted", "accent", "warning", "error", "yes", "no", "abstain")
STATUSES = ("party", "pending", "signatory", "neither", "former")
BANDS = tuple(f"band-{number}" for number in range(1, 8))


def without_comments(sheet):
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def colour(token, scheme):
    """The colour that a token has in a scheme, through however many other tokens."""
    value = re.search(rf"--{token}: ([^;]+);", TOKENS)[1]
    if other := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return colour(other[1], scheme)
    return re.fullmatch(r"light-dark\((#\w+), (#\w+)\)", value)[("light", "dark").index(scheme) + 1]


def luminance(hexadecimal):
    digits = hexadecimal[1:] if len(hexadecimal) == 7 else "".join(2 * digit for digit in hexadecimal[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """As WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize(
    ("tokens", "least"),
    [
        ((*TEXT, *(f"{status}-text" for status in STATUSES)), 4.5),
        (("edge", *BANDS, *(f"{status}-edge" for status in STATUSES)), 3.0),
    ],
)
def test_colours_stand_out_from_their_ground(tokens, ground, scheme, least):
    behind = colour(ground, scheme)
    faint = {token for token in tokens if contrast(colour(token, scheme), behind) < least}

    assert faint == set()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_serve_both_directions(sheet):
    physical = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?<![\w-])(?:left|right|float)\s*:|: (?:left|right);"

    assert re.findall(physical, without_comments(sheet)) == []


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.stem not in {"tokens", "print"}], ids=lambda s: s.name
)
def test_sheets_take_colours_from_tokens(sheet):
    assert re.findall(r"(?<=[\s(,])#[0-9a-f]{3,8}\b(?!-)", without_comments(sheet)) == []


def test_colours_depend_on_no_language_and_no_direction():
    """So the browser need not look at them in each."""
    rules = [
        rule
        for sheet in SHEETS
        for rule in re.findall(r"([^{};]+)\{([^{}]*)\}", without_comments(sheet))
        if re.search(r":lang\(|\[lang|:dir\(|\[dir", rule[0])
    ]
    told = {line.split(":")[0].strip() for _selector, body in rules for line in body.split(";")} - {""}

    assert rules
    of_type = r"--(system|heading|leading|measure|size)|direction|font-|letter-spacing|line-height|text-align|unicode-bidi"
    assert {name for name in told if not re.match(of_type, name)} == set()


def test_sheets_use_only_tokens_that_there_are():
    known = set(re.findall(r"(--[\w-]+):", TOKENS))
    used = {name for sheet in SHEETS for name in re.findall(r"var\((--[\w-]+)\)", without_comments(sheet))}

    assert used - known == set()


# Loaded by those who sign in, and by nobody else.
OF_THE_DESK = {"account", "desk", "document"}
# Loaded besides by those who answer a survey, and by who enters what came on paper.
OF_THE_SURVEY = {"answering"}
# Loaded besides by a single kind of page.
OF_SOME_PAGES = {"guide", "embed"}


def weight(sheets):
    return sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in sheets)


def test_sheets_and_fonts_are_light():
    size = {font["file"].removesuffix(".woff2"): font["bytes"] for font in FONTS}
    arabic = sum(size[name] for name in size if "cyrillic" not in name)

    besides = OF_THE_DESK | OF_THE_SURVEY | OF_SOME_PAGES
    assert weight(sheet for sheet in SHEETS if sheet.stem not in besides) < 10 * 1024
    assert weight(sheet for sheet in SHEETS if sheet.stem in OF_SOME_PAGES) < 2 * 1024
    assert weight(sheet for sheet in SHEETS if sheet.stem in OF_THE_SURVEY) < 2 * 1024
    assert weight(sheet for sheet in SHEETS if sheet.stem in OF_THE_DESK) < 5 * 1024
    assert arabic < 90 * 1024


def test_fonts_are_those_of_the_manifest():
    folder = STATIC / "fonts"
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.woff2")}

    assert there == {font["file"]: font["sha256"] for font in FONTS}
    assert {font["licence_text"] for font in FONTS} == {path.name for path in folder.glob("OFL-*.txt")}


def test_sheets_find_their_fonts():
    assert set(re.findall(r'url\("(fonts/[^"]+)"\)', TOKENS)) == {f"fonts/{font['file']}" for font in FONTS}


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_templates_hold_no_inline_style_or_script(template):
    # JSON that a script reads is data, and runs nothing.
    inline = r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\s(?:src=|type=.application/json))"

    assert re.findall(inline, template.read_text(encoding="utf-8")) == []


def test_each_component_says_what_it_takes():
    silent = {
        path.name
        for path in (TEMPLATES / "components").glob("*.html")
        if not path.read_text().startswith("{#")
    }

    assert silent == set()


def test_a_large_figure_has_its_thousands_apart():
    told = {}
    for language in ("en", "fr", "ar"):
        with translation.override(language):
            told[language] = render_to_string("components/figure.html", {"number": 917380, "label": ""})
    assert ("917,380" in told["en"], "917\xa0380" in told["fr"], "917380" in told["ar"]) == (True,) * 3


def test_a_french_heading_ends_no_line_at_a_hyphen():
    told = {}
    for language in ("fr", "en"):
        with translation.override(language):
            told[language] = [
                render_to_string("components/page_header.html", {"title": title})
                for title in ("Armes à sous-munitions & 2-3", mark_safe('<b class="x-y">a-b</b>'))
            ]
    assert '<bdi>Armes à <span class="unbroken">sous-munitions</span> &amp; 2-3</bdi>' in told["fr"][0]
    assert "unbroken" not in told["en"][0] + told["fr"][1]
    assert "sous-munitions &amp; 2-3" in told["en"][0]
