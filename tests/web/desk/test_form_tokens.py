"""A form in a template that is included on its own carries its token all the same."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.access import cast

from accede import web

TEMPLATES = Path(web.__file__).parent / "templates"
INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*)%}')


def test_what_is_included_alone_is_handed_the_token_that_its_form_needs():
    without = [
        f"{page.relative_to(TEMPLATES)}: {name}"
        for page in TEMPLATES.rglob("*.html")
        for name, how in INCLUDE.findall(page.read_text(encoding="utf-8"))
        if " only " in how
        and "csrf_token=csrf_token" not in how
        and "{% csrf_token %}" in (TEMPLATES / name).read_text(encoding="utf-8")
    ]
    assert without == []


@pytest.mark.database
@pytest.mark.django_db
def test_a_form_without_its_token_is_refused():
    client = cast.sign_in(Client(enforce_csrf_checks=True), cast.coordinator_a())
    assert client.post("/en/desk/ccm/assignments/ken/end/").status_code == 403
