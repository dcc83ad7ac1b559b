"""The guide under Help: every document is a chapter, every link in it leads on, and each page leads to its chapter."""

import pkgutil
import re

import pytest
from tests.docs.pages import ROOT
from tests.web.addresses import address
from typer.testing import CliRunner

from accede.cli import commands
from accede.guide import chapters
from accede.web import account, answering, desk, help_links, public, registering

pytestmark = pytest.mark.django_db


def test_every_document_is_a_chapter_whose_links_and_pictures_lead_on(client):
    documents = set((ROOT / "docs").rglob("*.md")) - {ROOT / "docs" / "README.md"}
    assert documents <= set(chapters.files().values())
    leading, parts = set(), {}
    for key in ["", *chapters.files()]:
        page = client.get(f"/en/guide/{key}/".replace("//", "/"))
        assert page.status_code == 200, key
        body = page.content.decode().split("<main")[1].split("</main>")[0]
        assert "<script" not in body
        assert " style=" not in body, key
        parts[key] = set(re.findall(r'id="([^"]+)"', body))
        leading |= {(key, link) for link in re.findall(r'(?:href|src)="((?:/en/guide/|#)[^"]*)"', body)}
    for source, link in leading:
        path, _, part = link.partition("#")
        if "/images/" in path:
            assert client.get(path)["Content-Type"].startswith("image/")
            continue
        key = path.removeprefix("/en/guide/").strip("/") if path else source
        assert key in parts, (source, link)
        assert not part or part in parts[key], (source, link)
    assert client.get("/en/guide/nothing/").status_code == 404
    assert client.get("/en/guide/images/nothing.png").status_code == 404


def test_each_page_leads_to_its_chapter(client):
    rooms = (account, answering, desk, public, registering)
    modules = {
        each.name
        for room in rooms
        for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
        if ".views" in each.name and not each.ispkg
    }
    assert {name: help_links.chapter_of(name) for name in modules if not help_links.chapter_of(name)} == {}
    assert set(help_links.CHAPTERS.values()) <= set(chapters.files())
    last_parts = {name.rpartition(".")[2] for name in modules}
    of_views = {key for key in help_links.CHAPTERS if "." not in key}
    assert of_views <= last_parts  # none is left of a module that is gone
    assert 'href="/en/guide/targets/"' in client.get(address("targets")).content.decode()
    assert 'href="/ar/guide/votes/"' not in client.get(address("votes", "ar")).content.decode()
    assert 'href="/ar/guide/public-site/"' in client.get(address("votes", "ar")).content.decode()


def test_the_guide_is_written_as_files_that_need_no_server(tmp_path):
    folder = tmp_path / "guide"
    answer = CliRunner().invoke(commands.app, ["guide", "--output", str(folder)])
    assert answer.exit_code == 0, answer.output
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), (page.name, link)
    again = CliRunner().invoke(commands.app, ["guide", "--output", str(folder)])
    assert again.exit_code == 1
    assert "is not an empty folder" in again.output
