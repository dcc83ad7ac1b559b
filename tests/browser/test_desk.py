"""The desk in a real browser: axe on every page, no sideways scrolling, in both directions, light and dark."""

import pytest
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe, found_everywhere

pytestmark = pytest.mark.browser

PAGES = {
    "today": "today/",
    "plan": "plan/?on=2024-03-05",
    "plan missed": "plans/ccm-2023-2024/?on=2025-09-10",
    "timeline": "plans/ccm-2023-2024/timeline/?on=2024-03-05",
    "budget": "plans/ccm-2023-2024/budget/",
    "objective": "plans/ccm-2023-2024/objectives/more-parties/?on=2025-09-10",
    "indicator": "plans/ccm-2023-2024/indicators/reasons-known/?on=2024-03-05",
    "activity": "plans/ccm-2023-2024/activities/ccm-2023-bilateral-exchanges/?on=2024-03-05",
    "roles": "plans/ccm-2023-2024/activities/ccm-2023-toolkits/roles/",
    "new background figure": "plans/ccm-2023-2024/new/background/",
    "new activity": "plans/ccm-2023-2024/new/activity/",
    "next plan": "plans/ccm-2023-2024/next/",
    "action plans": "plan/action-plans/",
    "own part": "plan/own/",
    "states": "states/",
    "state": "states/cyp/",
    "story": "states/cyp/reasons/",
    "empty story": "states/nru/reasons/",
    "norm": "norm/",
    "new": "evidence/new/obstacle/",
    "new incident": "evidence/new/incident/",
    "search": "search/?q=cyprus",
    "contacts from a table": "contacts/table/",
    "nothing found": "search/?q=zzzz",
    "documents": "documents/",
    "new document": "documents/new/progress/",
    "new instrument": "documents/new/instrument/",
    "record": "records/position/1/",
    "outbox": "outbox/",
    "survey": "survey/",
    "new questionnaire": "survey/questionnaires/new/",
    "a new material": "toolkit/new/",
    "materials for a State": "toolkit/for/ken/",
    "not there": "evidence/reasons/999999/",
}
IN_THE_DARK = {"story", "norm", "new", "record"}


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_in_either_direction_wide_narrow_or_dark(open_page, site, session_of, name):
    page = open_page(f"/en/desk/ccm/{PAGES[name]}", session=session_of("coordinator_a"))
    ways = [("en", DESKTOP), ("fr", PHONE), ("ar", PHONE)]

    def place(language):
        return f"{site}/{language}/desk/ccm/{PAGES[name]}"

    assert found_everywhere(page, place, ways, dark=name in IN_THE_DARK) == []


def test_a_form_with_errors_leads_to_its_fields(open_page, session_of):
    page = open_page("/en/desk/ccm/evidence/new/obstacle/?state=CYP", session=session_of("coordinator_a"))
    page.get_by_label("Date").fill("2026-02-31")
    page.get_by_label("The State’s own words").fill("Not now")
    page.get_by_role("button", name="Write down").click()

    assert found_by_axe(page) == []
    page.get_by_role("alert").get_by_role("link", name="Date").click()
    assert page.get_by_label("Date").evaluate(
        "field => field === document.activeElement || location.hash === '#' + field.id"
    )
    assert page.get_by_label("The State’s own words").input_value() == "Not now"


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_the_rooms_stand_in_one_line_and_those_folded_away_open_by_keyboard(open_page, session_of, language):
    page = open_page(f"/{language}/desk/ccm/imports/", session=session_of("coordinator_a"))
    rooms, folded = page.locator(".masthead__rooms"), page.locator(".rooms a[aria-current=page]")
    tall = rooms.evaluate("row => Math.max(...[...row.children].map(each => each.offsetHeight))")

    assert rooms.evaluate("row => row.offsetHeight") == tall
    assert page.locator(".sections").evaluate("list => list.scrollWidth <= list.clientWidth")
    assert not folded.is_visible()

    page.locator(".rooms > summary").press("Enter")
    assert folded.is_visible()
    assert found_by_axe(page, within=".masthead") == []
