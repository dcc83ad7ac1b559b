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
    written = {code: chapters.files(code) for code in (chapters.ENGLISH, *chapters.TRANSLATED)}
    documents = {path for path in (ROOT / "docs").rglob("*.md") if path.name != "README.md"}
    documents |= {ROOT / "docs" / "decisions" / "README.md"}
    assert documents <= {path for files in written.values() for path in files.values()}
    leading, parts = set(), {}
    for code, files in written.items():
        for key in ["", *files]:
            address_of_it = f"/{code}/guide/{key}/".replace("//", "/")
            page = client.get(address_of_it)
            assert page.status_code == 200, key
            body = page.content.decode().split("<main")[1].split("</main>")[0]
            assert "<script" not in body
            assert " style=" not in body, key
            parts[address_of_it] = set(re.findall(r'id="([^"]+)"', body))
            links = re.findall(rf'(?:href|src)="((?:/{code}/guide/|#)[^"]*)"', body)
            leading |= {(address_of_it, link) for link in links}
    for source, link in leading:
        path, _, part = link.partition("#")
        if "/images/" in path:
            assert client.get(path)["Content-Type"].startswith("image/")
            continue
        key = path.split("/guide/")[1].strip("/") if path else ""
        there = path or source
        assert there in parts or key in chapters.files(), (source, link)
        assert not part or part in (parts.get(there) or parts[f"/en/guide/{key}/"]), (source, link)
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


def test_help_is_in_the_readers_language_or_says_that_it_is_in_english(client):
    contents = client.get("/ar/guide/").content.decode()
    assert '<a href="/ar/guide/answering/">الإجابة عن استقصاء</a>' in contents
    assert '<a href="/ar/guide/desk/" hreflang="en">يوم في مكتب العمل</a>' in contents
    translated = client.get("/ar/guide/answering/").content.decode()
    assert '<article class="prose guide" lang="ar" dir="rtl">' in translated
    assert 'aria-label="الجدول 1"' in translated
    assert "notice" not in translated
    english = client.get("/ar/guide/desk/").content.decode()
    assert '<article class="prose guide" lang="en" dir="ltr">' in english
    assert "هذا الفصل بالإنكليزية فقط." in english
    assert '<td lang="ar" dir="rtl">طرف سابق</td>' in client.get("/fr/guide/glossary/").content.decode()
    # Of what has no chapter in the reader's language, the chapter on the public pages has.
    assert help_links.chapter_of("accede.web.public.views.targets", "ar") == "public-site"
    assert help_links.chapter_of("accede.web.demonstration") == "begin"
    assert help_links.chapter_of("accede.web.registering.views", "ar") == "registering"
    assert help_links.chapter_of("accede.web.desk.views.survey_rounds", "ar") == "survey"


def test_the_guide_is_written_as_files_that_need_no_server(tmp_path):
    folder = tmp_path / "guide"
    answer = CliRunner().invoke(commands.app, ["guide", "--output", str(folder)])
    assert answer.exit_code == 0, answer.output
    assert 'lang="zh-Hans" dir="ltr"' in (folder / "zh" / "answering.html").read_text(encoding="utf-8")
    assert 'dir="rtl"' in (folder / "ar" / "index.html").read_text(encoding="utf-8")
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), (page.name, link)
    again = CliRunner().invoke(commands.app, ["guide", "--output", str(folder)])
    assert again.exit_code == 1
    assert "is not an empty folder" in again.output
