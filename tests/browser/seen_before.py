"""What was found clear of faults, and stands there again to the letter, is not held against axe a second time.

A page that tests look at on SQLite is the same page on PostgreSQL, but for the numbers of records in its addresses. Whether
it is so is asked of each page, as it stands in the browser; where anything differs that can be seen or read, axe runs. It
is remembered for one run of all tests (`ACCEDE_TESTS_SEEN` names a folder), and only for pages in which nothing was found.
"""

import functools
import hashlib
import itertools
import os
import re
from pathlib import Path

import accede

FOLDER = os.environ.get("ACCEDE_TESTS_SEEN", "")
STATIC = Path(accede.__file__).parent / "web" / "static"
# What differs from one load of a page to the next, and is no difference.
OF_ONE_LOAD = re.compile(r'name="(csrfmiddlewaretoken|as_shown)" value="[^"]*"|nonce-\w+')
LEFT_BY_A_LOOK = ' data-alike=""'
# Attributes that name something: which number or token it has is no difference, but that the same one has it again is.
NAMING = re.compile(
    r" (?:href|src|action|formaction|id|for|form|list|name|value|headers|aria-(?:controls|describedby|labelledby|owns)"
    r'|data-[a-z-]+)="[^"]*"'
)
GIVEN = re.compile(r"(?<![\w-])(?=[\w-]*\d)[\w-]{20,}(?![\w-])|\d+")
# All that decides how a page looks and does not stand in its markup.
STATE = """() => JSON.stringify([
    innerWidth, innerHeight, devicePixelRatio, scrollX, scrollY,
    ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "(forced-colors: active)", "print"]
        .map(each => matchMedia(each).matches),
    [...document.styleSheets].map(sheet => sheet.cssRules.length),
    document.adoptedStyleSheets.map(sheet => [...sheet.cssRules].map(rule => rule.cssText)),
    [...document.querySelectorAll("input:not([type=hidden]), textarea, select")]
        .map(field => [field.checked, field.selectedIndex, field.type === "text" || field.type === "textarea" ? field.value : ""]),
    [...document.querySelectorAll("*")].indexOf(document.activeElement),
    [...document.querySelectorAll("*")].map(each => each.scrollTop || each.scrollLeft ? [each.scrollTop, each.scrollLeft] : 0)
        .filter(Boolean),
])"""


def shape(markup):
    """What is the same for two pages that differ by nothing but the numbers of their records."""
    numbers = {}

    def number(given):
        return f"#{numbers.setdefault(given[0], len(numbers))}"

    return NAMING.sub(
        lambda named: GIVEN.sub(number, named[0]), OF_ONE_LOAD.sub("", markup).replace(LEFT_BY_A_LOOK, "")
    )


def sign(*parts):
    """Of a page and of how it is looked at; empty where nothing is to be remembered."""
    if not FOLDER:
        return ""
    return hashlib.sha256("\0".join([_looks(), *map(str, parts)]).encode()).hexdigest()


def sign_in_browser(page, *parts):
    return sign(shape(page.content()), page.evaluate(STATE), *parts) if FOLDER else ""


def is_clear(sign):
    return bool(sign) and (Path(FOLDER) / sign).exists()


def remember(sign):
    if sign:
        (Path(FOLDER) / sign).touch()


@functools.cache
def _looks():
    """Of what decides beside the markup how a page looks, and how it is looked at."""
    files = itertools.chain(STATIC.rglob("*"), Path(__file__).parent.glob("*.py"))
    whole = hashlib.sha256()
    for path in sorted(path for path in files if path.is_file()):
        whole.update(path.read_bytes())
    return whole.hexdigest()
