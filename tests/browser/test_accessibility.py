"""WCAG 2.2 AA by axe: every page, in every language, on a phone and on a desk, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import DESKTOP, PHONE
from tests.web.addresses import LANGUAGES, PAGES, address

pytestmark = pytest.mark.browser

# Of what passes no list is needed, which saves most of the time.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Each language once, and one of each direction on both: what differs between languages is text, not markup.
SEEN = [
    *((language, DESKTOP) for language in LANGUAGES),
    ("en", PHONE),
    ("ar", PHONE),
]
# Pages as they look when there is much, nothing, or something wrong.
STATES = {
    "full": "/en/treaties/ccm/targets/?since=2019-01-01",
    "filtered": "/en/treaties/ccm/status/?group=asean&sort=-consent",
    "empty": "/en/treaties/ccm/targets/?on=2000-01-01",
    "before": "/en/treaties/ccm/?on=2000-01-01",
    "no votes": "/en/treaties/att/votes/",
    "not found": "/en/treaties/ccx/",
    "not a day": "/en/treaties/ccm/?on=2025-02-30",
    "no State": "/en/states/?q=Atlantis",
    "stale": "/en/treaties/ccw-pv/status/",
}


def found_by_axe(page):
    return [
        f"{violation['id']}: {node['html']}"
        for violation in Axe().run(page, options=RULES).response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("language", "viewport"), SEEN)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(open_page, name, language, viewport):
    page = open_page(address(name, language), viewport=viewport)

    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true }")

    assert found_by_axe(page) == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_whatever_the_page_holds(open_page, state, scheme):
    assert found_by_axe(open_page(STATES[state], color_scheme=scheme)) == []


@pytest.mark.parametrize("name", ["treaty", "status", "targets", "votes", "state"])
def test_axe_finds_nothing_in_the_dark(open_page, name):
    assert found_by_axe(open_page(address(name), color_scheme="dark")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_scrolls_sideways(open_page, name, language):
    """At 320 CSS pixels, which is 1280 at 400 %: WCAG 2.2, 1.4.10. Tables scroll within their own frame."""
    page = open_page(address(name, language), viewport={"width": 320, "height": 700})

    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]


@pytest.mark.parametrize("name", ["treaty", "targets"])
def test_text_can_be_twice_as_large(open_page, name):
    page = open_page(address(name), viewport={"width": 640, "height": 900})

    assert found_by_axe(page) == []


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page(address("treaty"))

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
