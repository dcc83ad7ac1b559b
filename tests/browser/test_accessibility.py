"""WCAG 2.2 AA by axe: public pages in both directions, on a phone and on a desk, light and dark."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe, found_everywhere
from tests.web.addresses import PAGES, address

pytestmark = pytest.mark.browser

# Each direction, wide and narrow; the other ways are spread over all pages in test_every_page.py, and all of them tried by
# `./run test --long`.
SEEN = [("en", DESKTOP), ("ar", PHONE)]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_in_either_direction_wide_narrow_or_dark(open_page, site, name):
    page = open_page(address(name))

    assert found_everywhere(page, lambda language: site + address(name, language), SEEN, dark=True) == []


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
