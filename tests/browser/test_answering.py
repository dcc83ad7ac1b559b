"""A survey answered in a real browser: on a phone in Arabic, without JavaScript, over a line that breaks."""

import pytest
from tests import respondents
from tests.browser.conftest import PHONE
from tests.browser.looking import found_by_axe
from tests.web.addresses import LANGUAGES

pytestmark = pytest.mark.browser

GO_ON = "button[name=go][value=on]:visible"


@pytest.fixture(scope="module")
def links(desk, site):
    """A fresh link for each test that writes; the first is only looked at."""
    return iter([each.token for each in respondents.prepared(desk, 5)])


@pytest.fixture(scope="module")
def looked_at(links):
    return next(links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, looked_at, language):
    scheme = "dark" if language in ("zh", "fr") else "light"
    page = open_page(
        f"/{language}/answer/{looked_at}/", viewport={"width": 320, "height": 640}, color_scheme=scheme
    )
    for path in ("", "part/process/", "part/next/", "blank/"):
        page.goto(f"{page.url.split('/answer/')[0]}/answer/{looked_at}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        if path != "blank/":
            assert found_by_axe(page) == []


def test_a_survey_is_answered_in_arabic_on_a_phone(hands, links):
    focal = hands(f"/ar/answer/{next(links)}/", language="ar", viewport=PHONE)
    page = focal.page

    def on(to, button=GO_ON):
        with page.expect_navigation(url=to):
            focal.strike(page.locator(button))
        page.locator(".colophon").wait_for()
        focal.look()

    with focal.takes(14, "A survey is answered in Arabic on a phone"):
        focal.press(page.locator("a.button"))
        focal.fill(**{"a.position": "process-under-way"})
        focal.fill(**{"a.expected": "2027-03-01"})  # follows from what was answered
        on("**/why/*")
        focal.fill(**{"a.reasons.PROC": "١", "a.reasons_words": "الملف لدى وزارة العدل"})
        focal.fill(**{"c.reasons_words": "aggregate"})
        on("**/weapons/*")
        on("**/next/*")
        focal.fill(**{"a.consent": "coordinators"})
        on("**/?saved=yes", "button[name=go][value=overview]")
        focal.write(page.locator("#name"), "السفير")
        on("**/copy/**", 'form[action$="/sign/"] button')
    text = page.locator("main").inner_text()
    assert "الملف لدى وزارة العدل" in text
    assert "السفير" in text


def test_without_javascript_a_language_is_switched_and_a_part_passed_on(open_page, links):
    page = open_page(f"/en/answer/{next(links)}/part/why/", java_script_enabled=False)
    page.locator('textarea[name="a.reasons_words"]').fill("Before the switch")
    page.locator("button[name=language][value=fr]").click()
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator('textarea[name="a.reasons_words"]').input_value() == "Before the switch"
    page.locator("button[name=language][value=en]").click()
    page.get_by_role("link", name="To the overview").click()
    page.get_by_label("Part", exact=True).select_option("why")
    page.get_by_role("button", name="Make a link").click()
    page.goto(page.locator(".answer-link").inner_text())
    assert page.locator('textarea[name="a.reasons_words"]').input_value() == "Before the switch"


def test_what_is_typed_is_kept_when_a_save_fails_and_sent_when_the_line_is_back(open_page, links):
    page = open_page(f"/en/answer/{next(links)}/part/why/", viewport=PHONE)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no line')); }")
    page.locator('textarea[name="a.reasons_words"]').fill("Typed in a train")
    page.locator(GO_ON).click()
    page.get_by_text("Not saved: the line is down").wait_for()
    page.reload()
    page.locator(".answer-saved", has_text="Saved").wait_for()
    assert page.locator('textarea[name="a.reasons_words"]').input_value() == "Typed in a train"
    page.reload()
    assert page.locator('textarea[name="a.reasons_words"]').input_value() == "Typed in a train"
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("() => { window.fetch = () => Promise.resolve(new Response('', { status: 404 })); }")
    page.locator('textarea[name="a.reasons_words"]').fill("Typed once more")
    page.get_by_text("it is not taken any more").wait_for()  # and not: the line is down
    page.locator(
        "button[name=go][value=stay]:not(.visually-hidden)"
    ).click()  # the server says why: here it takes it
    page.wait_for_url("**/?saved=*")
    assert page.locator('textarea[name="a.reasons_words"]').input_value() == "Typed once more"
