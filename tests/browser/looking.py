"""A page looked at from all sides while it is open: by axe, unfolded, on a narrow phone, in the dark.

No script of ours asks how wide or how dark it is, so a page that is made narrow or dark is the page that was opened so.
"""

from pathlib import Path

import axe_playwright_python
from tests.browser import seen_before

# At 320 CSS pixels, which is 1280 at 400 %: WCAG 2.2, 1.4.10. Tables scroll within their own frame.
NARROW = {"width": 320, "height": 640}
# Of what passes no list is needed, which saves most of the time.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# Colours take most of the time, and depend on no language (tests/web/test_design_layer.py): once for each width is enough.
BUT_COLOURS = RULES | {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
# What differs in the dark: the markup is the same.
COLOURS = RULES | {"runOnly": {"type": "rule", "values": OF_COLOURS}}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# A table of all States has thousands of cells. What looks the same down to its parts, in one column of rows that look the
# same, or in one list, stands on the same colours: of those the first is enough.
RUN = """
async ([within, rules]) => {
    const look = part => `${part.tagName} ${part.getAttribute("class")} ${part.getAttribute("style")}`;
    const pass = (seen, number, whole, ...also) => {
        const parts = [whole, ...whole.querySelectorAll("*")];
        const key = [number % 2, ...also, ...parts.map(look)].join();
        if (seen.has(key)) parts.forEach(part => part.toggleAttribute("data-alike", true));
        seen.add(key);
    };
    document.querySelectorAll("tbody").forEach(body => {
        const seen = new Set();
        [...body.rows].forEach((row, number) => {
            [...row.cells].forEach(cell => pass(seen, number, cell, cell.cellIndex, look(row)));
        });
    });
    document.querySelectorAll("ul, ol, dl, span").forEach(list => {
        const seen = new Set();
        [...list.children].forEach((each, number) => pass(seen, number, each));
    });
    axe.configure({
        rules: [
            { id: "color-contrast", selector: "*:not([data-alike])" },
            { id: "link-in-text-block", selector: "a[href]:not([data-alike])" },
        ],
    });
    const { violations } = await axe.run(within, rules);
    return violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.html}`));
}
"""


def found_by_axe(page, rules=RULES, within="html"):
    sign = seen_before.sign_in_browser(page, rules, within)
    if seen_before.is_clear(sign):
        return []
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, [within, rules])
    if not found:
        seen_before.remember(sign)
    return found


def too_wide(page):
    """What is said where the page scrolls sideways on a narrow phone. It is as wide afterwards as it was."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)
    return [f"scrolls sideways: {width} in {NARROW['width']}"] * (width > NARROW["width"])


def found_in_the_dark(page):
    page.emulate_media(color_scheme="dark")
    found = found_by_axe(page, COLOURS)
    page.emulate_media(color_scheme="light")
    return [f"in the dark: {each}" for each in found]


def unfold(page):
    """All but the rooms, which open over the page and cover what is below them."""
    page.evaluate("document.querySelectorAll('details:not(.rooms)').forEach(each => { each.open = true })")


def found_everywhere(page, address, ways, *, dark=False):
    """What is found at an address in each way: a language and how wide. In the first of them, if asked, in the dark.

    `address` makes the address in a language. The page is open at some address of the same place already.
    """
    found, widths = [], set()
    for language, viewport in ways:
        page.set_viewport_size(viewport)
        if page.url != address(language):
            page.goto(address(language))
        here = too_wide(page)
        if dark and (language, viewport) == ways[0]:
            here += found_in_the_dark(page)
        unfold(page)
        here += too_wide(page) + found_by_axe(page, BUT_COLOURS if viewport["width"] in widths else RULES)
        widths.add(viewport["width"])
        found += [f"{language} {viewport['width']}: {each}" for each in here]
    return found
