"""The work with a State in a real browser: every page by axe and on a phone, an exchange logged with a thumb."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe, found_everywhere

pytestmark = pytest.mark.browser

PAGES = {
    "exchanges": "exchanges/",
    "new exchange": "exchanges/new/?state=KEN",
    "follow-ups": "follow-ups/?who=all",
    "something to be done": "follow-ups/new/",
    "contacts": "contacts/",
    "new contact": "contacts/new/?state=KEN&place=capital",
    "board": "pathways/",
    "table": "pathways/?view=table&who=all",
    "road": "pathways/cod/",
    "stages": "pathways/cod/stages/",
    "approach": "states/cyp/approach/",
    "approach edited": "states/cyp/approach/edit/",
    "timeline": "states/cyp/?kind=vote&kind=obstacle",
}
IN_THE_DARK = {"new exchange", "board", "road", "approach"}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_in_either_direction_wide_narrow_or_dark(open_page, site, session_of, name):
    page = open_page(f"/en/desk/ccm/{PAGES[name]}", session=session_of("coordinator_a"))
    ways = [("en", DESKTOP), ("ar", PHONE)]

    def place(language):
        return f"{site}/{language}/desk/ccm/{PAGES[name]}"

    assert found_everywhere(page, place, ways, dark=name in IN_THE_DARK) == []


def test_an_exchange_is_logged_on_a_phone_without_javascript(open_page, session_of):
    session = session_of("coordinator_a")
    page = open_page("/en/desk/ccm/contacts/new/?state=MWI", session=session, java_script_enabled=False)
    page.get_by_label("Name").fill("Counsellor Phiri")
    page.get_by_role("button", name="Save").click()

    page = open_page(
        "/en/desk/ccm/exchanges/new/", session=session, viewport=PHONE, java_script_enabled=False
    )
    page.get_by_label("State", exact=True).select_option("MWI")
    page.get_by_label("What was said").fill("The file is with the Attorney General")
    page.get_by_text("Who was there, where").click()
    page.get_by_role("button", name="Show the State’s contacts").click()
    assert page.get_by_label("What was said").input_value() == "The file is with the Attorney General"
    page.get_by_label("Counsellor Phiri").check()
    page.get_by_role("button", name="Log", exact=True).first.click()

    told = page.locator("main").inner_text()
    assert "The exchange is logged." in told
    assert "Counsellor Phiri" in told
    assert "Malawi" in told


def test_enter_in_a_line_logs_and_does_not_ask_for_contacts(open_page, session_of):
    page = open_page(
        "/en/desk/ccm/exchanges/new/?state=MWI", session=session_of("coordinator_a"), viewport=PHONE
    )
    page.get_by_label("Next step").fill("Ask again")
    page.get_by_label("Next step").press("Enter")

    assert "The exchange is logged." in page.locator("main").inner_text()


def test_a_state_is_moved_along_its_road(open_page, session_of):
    page = open_page("/en/desk/ccm/pathways/ago/", session=session_of("coordinator_a"))
    page.get_by_label("Stage", exact=True).select_option("cabinet")
    page.get_by_label("Date", exact=True).fill("2026-03")
    page.get_by_label("How it is known").fill("Told by the ministry")
    page.get_by_role("button", name="Write down").click()

    here = page.locator("[aria-current=step]").inner_text()
    assert "Cabinet" in here
    assert found_by_axe(page) == []
