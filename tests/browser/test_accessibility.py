"""WCAG 2.2 AA by axe: every page, in every language, on a phone and on a desk, light and dark."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe, found_everywhere, found_in_the_dark
from tests.web.addresses import LANGUAGES, PAGES, address

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_in_any_language_wide_narrow_or_dark(open_page, site, name):
    page = open_page(address(name))

    assert found_everywhere(page, lambda language: site + address(name, language), SEEN, dark=True) == []


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_whatever_the_page_holds(open_page, state):
    page = open_page(STATES[state])

    assert found_by_axe(page) + found_in_the_dark(page) == []


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
