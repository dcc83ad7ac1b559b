"""A document and its review in a real browser: drafted once, then looked at by axe and on a narrow phone."""

import re

import pytest
from tests.browser.clicks import counted
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import found_by_axe

pytestmark = pytest.mark.browser


def test_a_document_and_its_review_are_clear_of_axe(open_page, session_of):
    session_of("coordinator_b")  # somebody to share it with
    session = session_of("coordinator_a")
    page = open_page("/en/desk/ccm/documents/new/dossier/?state=CYP", session=session)
    page.get_by_role("button", name="Draft").click()
    document = page.url.split("/en/", 1)[1]
    page.get_by_role("link", name="Share for review").click()
    page.get_by_role("checkbox", name="Coordinator B").check()  # the first may be another test's
    page.get_by_role("button", name="Share").click()
    review = page.url.split("/en/", 1)[1]
    page.get_by_label("Comment").fill("Shorter")
    page.get_by_label("Suggested text").fill("Cyprus signed.")
    page.get_by_role("button", name="Comment").click()
    assert "Cyprus signed." in page.locator("main").inner_text()

    for language, viewport in (("en", DESKTOP), ("ar", PHONE)):
        for path in (document, review, "desk/ccm/documents/bundles/new/"):
            page = open_page(f"/{language}/{path}", session=session, viewport=viewport)
            assert found_by_axe(page) == [], (language, path)
    for path in (document, review):
        page = open_page(f"/ar/{path}", session=session, viewport={"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_the_progress_report_is_drafted_and_taken_along(open_page, session_of):
    """From Today to the file: what has no figure of its own yet is filled in later, the draft is whole."""
    page = open_page("/en/desk/ccm/today/", session=session_of("coordinator_a"))
    with counted(page, 8, "The progress report is drafted, and taken along as DOCX"):
        page.locator('.masthead__rooms nav a[href$="/documents/"]').click()
        page.locator('main a[href*="/documents/new/progress"]').click()
        page.locator("main [name=meeting]").select_option(label="Thirteenth Meeting of States Parties")
        for name, asked in (("since", "2024-09-14"), ("until", "2025-09-19")):
            page.locator(f'main [name="{name}"]').fill(asked)
        page.get_by_role("button", name="Draft").click()
        page.wait_for_url(re.compile(r"/documents/\d+/$"), timeout=60_000)
        with page.expect_download() as download:
            page.get_by_role("link", name="DOCX").first.click()
    assert download.value.path().read_bytes()[:2] == b"PK"
