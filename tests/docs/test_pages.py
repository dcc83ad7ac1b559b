import re

import pytest
from tests.docs import pages

# Folders of one machine or one person: they say nothing to a reader.
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:home|root|work|mnt|tmp|private|Users)/|\b[A-Z]:\\")


@pytest.fixture(params=pages.PAGES, ids=pages.name)
def page(request):
    return pages.name(request.param)


def test_page_links_lead_somewhere(page):
    broken = []
    for link in pages.links(page):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (pages.ROOT / page).parent / path if path else pages.ROOT / page
        if not target.exists() or (anchor and anchor not in pages.anchors(target)):
            broken.append(link)
    assert broken == []


def test_page_names_no_folder_of_a_machine(page):
    assert MACHINE_PATH.findall(pages.text(page)) == []


def test_page_has_one_title(page):
    assert len(re.findall(r"^# ", pages.prose(page), re.MULTILINE)) == 1


def test_index_leads_to_every_document():
    documents = {path.name for path in (pages.ROOT / "docs").glob("*.md")} - {"README.md"}
    assert documents - set(pages.links("docs/README.md")) == set()


def test_decisions_are_numbered_dated_and_listed():
    decisions = sorted((pages.ROOT / "docs/decisions").glob("0*.md"))
    listed = [link for link in pages.links("docs/decisions/README.md") if link.startswith("0")]
    assert listed == [path.name for path in decisions]
    for number, path in enumerate(decisions, start=1):
        title, _, day, *_rest = pages.text(path).splitlines()
        assert title.startswith(f"# {number:04}. ")
        assert path.name.startswith(f"{number:04}-")
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)
        assert re.findall(r"^## (.+)$", pages.text(path), re.MULTILINE) == [
            "Context",
            "Decision",
            "Consequences",
        ]


def test_readme_begins_with_picture_and_two_commands():
    first_screen = pages.text("README.md").split("\n## ", 1)[0]
    assert re.findall(r"!\[.{40,}\]\((.+)\)", first_screen) == ["docs/images/treaty-en.png"]
    assert re.findall(r"^\./run.*?(?=\s*#|$)", first_screen, re.MULTILINE) == ["./run", "./run test"]
