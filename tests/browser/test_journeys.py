"""What a visitor does, in a real browser."""

import re

import pytest
from playwright.sync_api import expect
from tests.web.addresses import LANGUAGES, address

pytestmark = pytest.mark.browser


def test_a_visitor_finds_a_state_and_takes_its_figures_along(hands):
    """From the front page to a State with what it voted, and the table as a file."""
    visitor = hands("/en/treaties/ccm/")
    page = visitor.page
    with visitor.takes(3, "A visitor finds a State, its votes, and the table as a file"):
        visitor.write(page.get_by_role("searchbox", name="Find a State by any of its names"), "Kenya")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Kenya")
        expect(page.locator("#votes tbody tr").first).to_be_visible()
        visitor.press(page.get_by_role("link", name="Status table").first)
        table = visitor.take(page.get_by_role("link", name="CSV"))
    assert "KEN,Kenya,signatory" in table.read_text(encoding="utf-8")


def shapes(page, status):
    return page.locator(f".world .st--{status}").count()


def test_the_slider_moves_the_map_and_its_counts(open_page):
    page = open_page("/en/treaties/ccm/?on=2026-03-01")
    slider = page.get_by_label("Move through time")
    expect(slider).to_be_visible()
    assert (shapes(page, "party"), shapes(page, "signatory")) == (112, 12)

    slider.evaluate(
        """element => {
            element.value = Date.UTC(2010, 7, 1) / 86400000;
            element.dispatchEvent(new Event("input"));
        }"""
    )

    assert (shapes(page, "party"), shapes(page, "party-pending")) == (30, 8)
    expect(page.locator("[data-count=joined]")).to_have_text("38")
    expect(page.locator("[data-count=in_force]")).to_have_text("30")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2010-08-01")


def test_the_slider_is_moved_by_keys(open_page):
    page = open_page("/en/treaties/ccm/?on=2025-03-06")
    slider = page.get_by_label("Move through time")
    expect(slider).to_be_visible()

    slider.focus()
    page.keyboard.press("ArrowLeft")

    expect(page.locator("[data-count=joined]")).to_have_text("112")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2025-03-05")


def test_everything_works_without_script(open_page):
    page = open_page("/en/treaties/ccm/", java_script_enabled=False)
    expect(page.locator(".slider")).to_be_hidden()

    page.get_by_label("Day", exact=True).fill("2025-03-06")
    page.get_by_role("button", name="Show", exact=True).click()
    assert shapes(page, "party") == 111

    page.get_by_role("link", name="Whom to approach", exact=True).click()
    page.get_by_label("Parties to CCW Protocol V").check()
    page.get_by_label("Day", exact=True).fill("2026-03-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("table.targets tbody tr")).to_have_count(28)

    page.get_by_role("searchbox", name="Find a State by any of its names").fill("cote d'ivoire")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Côte d'Ivoire")


@pytest.mark.parametrize(
    ("language", "sought", "iso3"),
    [
        ("ar", "تركيا", "tur"),
        ("zh", "老挝", "lao"),
        ("en", "Turkey", "tur"),
        ("fr", "cote divoire", "civ"),
        ("ru", "Украина", "ukr"),
        ("es", "Haiti", "hti"),
        ("fr", "Litauen", None),
    ],
)
def test_a_state_is_found_by_its_name_in_any_language(open_page, site, language, sought, iso3):
    page = open_page(f"/{language}/states/?q={sought}")

    if iso3:
        assert page.url == f"{site}/{language}/states/{iso3}/"
    else:
        expect(page.locator(".empty")).to_be_visible()


def test_a_table_is_sorted_by_its_headings(open_page):
    page = open_page(address("status"))

    page.get_by_role("link", name="Consent to be bound").click()
    expect(page.locator("tbody tr").first).to_contain_text("Holy See")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Consent to be bound")

    page.get_by_role("link", name="Consent to be bound").click()
    expect(page.locator("tbody tr").first).to_contain_text("Vanuatu")


def test_what_is_downloaded_is_what_is_shown(open_page):
    page = open_page("/en/treaties/ccm/status/?status=party&group=asean&on=2026-03-01")
    shown = page.locator("tbody tr th").all_inner_texts()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()

    assert (
        [line.split(",")[1] for line in lines[1:]]
        == shown
        == ["Lao People's Democratic Republic", "Philippines"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_stays_on_the_page_when_changing_language(open_page, language):
    page = open_page("/en/treaties/ccm/status/?status=signatory&on=2026-03-01")

    page.locator(f"a[hreflang={'zh-Hans' if language == 'zh' else language}]").click()

    expect(page).to_have_url(
        re.compile(rf"/{language}/treaties/ccm/status/\?status=signatory&on=2026-03-01$")
    )
    expect(page.locator("tbody tr")).to_have_count(12)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ar-EG,en;q=0.5", "ar"),
        ("zh-CN", "zh"),
        ("pt-BR,es;q=0.8", "es"),
        ("de", "en"),
        ("fr-CH", "fr"),
        ("ru", "ru"),
    ],
)
def test_the_first_address_leads_to_the_readers_language(open_page, accepted, language):
    page = open_page("/", extra_http_headers={"Accept-Language": accepted})

    expect(page).to_have_url(re.compile(rf"/{language}/treaties/ccm/$"))


def test_a_state_on_the_map_leads_to_its_page(open_page, site):
    page = open_page("/en/treaties/ccm/")
    expect(page.get_by_label("Move through time")).to_be_visible()

    page.locator("[data-state=BRA]").click()

    expect(page).to_have_url(f"{site}/en/states/bra/")
