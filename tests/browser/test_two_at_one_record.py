"""Two people at one record, each in their own browser, one of them without JavaScript and on a phone."""

import pytest
from tests.browser.conftest import ASKED_FOR, PHONE
from tests.browser.looking import found_by_axe, too_wide

pytestmark = pytest.mark.browser


def test_the_second_sees_the_first_and_saves_without_losing_either(open_page, site, session_of, monkeypatch):
    monkeypatch.setattr("tests.browser.conftest.ASKED_FOR", (*ASKED_FOR, "409 (Conflict)"))
    session = session_of("coordinator_a")
    first = open_page("/en/desk/ccm/contacts/new/?state=MWI", session=session)
    first.get_by_label("Name").fill("Counsellor Banda")
    first.get_by_role("button", name="Save").click()
    place = first.locator('main a[href$="/edit/"]').get_attribute("href")
    first.goto(site + place)
    second = open_page(
        place.replace("/en/", "/ar/"),
        session=session_of("coordinator_b"),
        viewport=PHONE,
        java_script_enabled=False,
    )
    first.locator('[name="phone"]').fill("+265 1 789 000")
    first.locator('[name="note"]').fill("In the capital until May")
    first.get_by_role("button", name="Save").click()
    first.wait_for_url("**/contacts/*/")

    second.locator('[name="note"]').fill("Speaks for the group")
    second.locator(".form__actions button").last.click()
    told = second.locator(".meanwhile").inner_text()
    for words in ("In the capital until May", "Speaks for the group", "+265 1 789 000"):
        assert words in told
    first.goto(site + place)
    second.locator(".meanwhile button").click()
    second.goto(site + place)
    assert second.locator('[name="phone"]').input_value() == "+265 1 789 000"
    assert second.locator('[name="note"]').input_value() == "Speaks for the group"

    first.locator('[name="note"]').fill("Back in June")
    first.get_by_role("button", name="Save").click()
    first.locator(".meanwhile").wait_for()
    assert found_by_axe(first) == []
    assert too_wide(first) == []
    first.get_by_role("link", name="Leave theirs, drop mine").click()
    assert first.locator('[name="note"]').input_value() == "Speaks for the group"
