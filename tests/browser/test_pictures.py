"""The guide's pictures, taken of a demonstration. One that shows a page as it no longer is fails, and says how to take it anew.

ACCEDE_TAKE_PICTURES=1 ./run test tests/browser/test_pictures.py
"""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.browser.conftest import PHONE, served
from tests.prepared import started

from accede.guide import chapters

IMAGES = Path(__file__).parents[2] / "docs" / "images"
# What stood on each page when its picture was taken.
OUTLINES = Path(__file__).with_name("pictures.json")
TAKEN_ANEW = bool(os.environ.get("ACCEDE_TAKE_PICTURES"))
SHOWN = {"width": 1280, "height": 880}
# Of a page what does not change with the day: what one may press and fill in, and the heads of its parts.
# Hidden ones too, since a script may show them a moment later.
OUTLINE = """() => [...new Set([...document.querySelectorAll(
    "h1, main h2, main label, main legend, main th, main button, main .button, .masthead nav a")]
    .map(each => each.textContent.replace(/\\s+/g, " ").trim()))]"""
CHANGES = re.compile(
    r"\d|january|february|march|april|may|june|july|august|september|october|november|december", re.IGNORECASE
)


@dataclass(frozen=True)
class Picture:
    """`of`: whose page, "" for anybody's. `path`: below /en/, or words of the links that lead there from that page."""

    name: str
    of: str
    path: str
    links: tuple[str, ...] = ()
    size: tuple[int, int] = (SHOWN["width"], SHOWN["height"])
    in_every_language: bool = False  # since it stands in a chapter that is translated


ON_A_PHONE = (PHONE["width"], PHONE["height"])
PICTURES = [
    Picture("public-targets", "", "treaties/ccm/targets/"),
    Picture("public-tour", "", "treaties/ccm/?tour=today", in_every_language=True),
    Picture("desk-today", "Amina", "desk/ccm/today/"),
    Picture("desk-state", "Amina", "desk/ccm/states/ken/"),
    Picture("desk-exchange", "Amina", "desk/ccm/exchanges/new/?state=KEN", size=ON_A_PHONE),
    Picture("desk-meeting", "Amina", "desk/ccm/meetings/", links=("Week of meetings in Geneva",)),
    Picture("desk-pathways", "Amina", "desk/ccm/pathways/"),
    Picture("desk-norm", "Amina", "desk/ccm/norm/"),
    Picture("desk-people", "Chiara", "desk/people/"),
    Picture(
        "desk-group", "Chiara", "desk/ccm/groups/", links=("Working group on universalization (invented)",)
    ),
    Picture("desk-analysis", "Chiara", "desk/ccm/survey/analysis/1/"),
    Picture("desk-confidentiality", "Amina", "desk/ccm/today/", links=("Who can see this?",)),
    Picture("desk-plan", "Amina", "desk/ccm/plan/"),
    Picture("desk-survey", "Chiara", "desk/ccm/survey/", links=("Why not yet? (invented)",)),
    Picture("desk-workshop", "Chiara", "desk/ccm/workshops/", links=("Regional workshop on joining",)),
    Picture("desk-documents", "Chiara", "desk/ccm/documents/"),
    Picture("desk-laws", "Grace", "desk/ccm/states/ken/laws/"),
    Picture("desk-parliaments", "Farid", "desk/ccm/parliaments/"),
    Picture("desk-toolkit", "Dmitri", "desk/ccm/toolkit/"),
    Picture("survey-answer", "survey", "", in_every_language=True),
]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    with started(tmp_path_factory.mktemp("demonstration") / "data") as desk:
        (desk.folder / "all-of-this-is-invented").touch()
        with served(desk, "demo") as address:
            yield address


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_guide_shows_the_page_as_it_is(chromium, demonstration, picture):
    width, height = picture.size
    context = chromium.new_context(base_url=demonstration, viewport={"width": width, "height": height})
    page = context.new_page()
    if picture.of:
        page.goto("/en/demonstration/")
        form = page.locator("form", has_text="Open the survey" if picture.of == "survey" else picture.of)
        form.get_by_role("button").click()
    if picture.path:
        assert page.goto(f"/en/{picture.path}").status == 200
    for words in picture.links:
        page.locator("main a", has_text=words).first.click()
    told = page.evaluate(OUTLINE)
    assert page.locator(".demonstration").count() == 1
    outline = sorted({each for each in told if each and not CHANGES.search(each)})
    known = json.loads(OUTLINES.read_text(encoding="utf-8")) if OUTLINES.exists() else {}
    file = IMAGES / f"{picture.name}.png"
    if TAKEN_ANEW:
        page.evaluate("document.querySelector('a.skip')?.remove()")
        page.screenshot(path=file)
        for language in chapters.TRANSLATED if picture.in_every_language else ():
            page.goto(re.sub(r"(//[^/]+)/[a-z]{2}/", rf"\1/{language}/", page.url, count=1))
            page.evaluate("document.querySelector('a.skip')?.remove()")
            page.screenshot(path=IMAGES / f"{picture.name}-{language}.png")
        known[picture.name] = outline
        OUTLINES.write_text(
            json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    context.close()
    assert file.exists()
    if picture.in_every_language:
        assert all((IMAGES / f"{picture.name}-{language}.png").exists() for language in chapters.TRANSLATED)
    assert outline == known[picture.name], "Take it anew: the first lines of this file say how."


def test_no_picture_is_left_over():
    names = {picture.name for picture in PICTURES}
    assert set(json.loads(OUTLINES.read_text(encoding="utf-8"))) == names
    shown = "".join(page.read_text(encoding="utf-8") for page in IMAGES.parent.glob("*.md"))
    assert [name for name in sorted(names) if f"](images/{name}.png)" not in shown] == []
