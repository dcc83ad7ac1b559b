"""The forecast in a real browser: empty and full, in both directions, on a phone."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_everywhere

pytestmark = pytest.mark.browser

PAGES = {
    "ranking": "",
    "state": "states/ago/?horizon=3",
    "meetings": "meetings/",
    "wrong assumptions": "meetings/?meetings=none",
    "record": "record/",
    "withdrawal": "withdrawal/",
}


def test_no_page_has_a_fault_in_either_direction_wide_narrow_or_dark(open_page, site, session_of):
    page = open_page("/en/desk/ccm/forecast/", session=session_of("coordinator_a"))
    page.get_by_role("button", name="Make today’s forecast").click()
    page.get_by_text("The forecast was made and is kept.").wait_for()
    ways = [("en", DESKTOP), ("ar", PHONE)]

    for name, path in PAGES.items():

        def place(language, path=path):
            return f"{site}/{language}/desk/ccm/forecast/{path}"

        assert found_everywhere(page, place, ways, dark=name in {"ranking", "meetings"}) == [], name


def test_a_partner_has_no_entry_for_it(open_page, session_of):
    page = open_page("/en/desk/ccm/norm/", session=session_of("cmc_partner"))

    assert page.locator(".masthead__rooms a[href$='/imports/']").count() == 1
    assert page.locator(".masthead__rooms a[href$='/forecast/']").count() == 0
