import html
import re

import pytest
from django.test import Client
from django.utils import timezone
from tests.access import cast
from tests.factories import survey as make

from accede.survey import actions
from accede.survey.models import Answer


class Holder:
    """Somebody with a link, in a browser of their own: sees the fields of a page, and sends them as it would."""

    def __init__(self, token, language="en"):
        self.client, self.token, self.language = Client(), token, language

    def at(self, path="", language=None):
        return f"/{language or self.language}/answer/{self.token}/{path}"

    def get(self, path="", **more):
        return self.client.get(self.at(path), **more)

    def see(self, part):
        """The fields of the part's form as the page fills them in."""
        page = self.get(f"part/{part}/").content.decode()
        fields = {}
        for tag in re.findall(r"<input[^>]*>", page):
            known = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
            if "name" not in known or known.get("type") == "file":
                continue
            if known.get("type") in ("radio", "checkbox") and " checked" not in tag:
                continue
            fields.setdefault(known["name"], []).append(html.unescape(known.get("value", "")))
        for name, text in re.findall(r'<textarea name="([^"]+)".*?>\n(.*?)</textarea>', page, re.DOTALL):
            fields[name] = [html.unescape(text)]
        for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
            fields[name] = re.findall(r'value="([^"]*)" selected', options) or [""]
        return fields

    def save(self, part, changed, *, seen=None, **more):
        fields = (seen if seen is not None else self.see(part)) | changed
        return self.client.post(self.at(f"part/{part}/"), fields, **more)


@pytest.fixture
def survey():
    return make.opened()


@pytest.fixture
def holder(survey):
    return holder_of(survey, "KEN")


def holder_of(survey, iso3):
    token = actions.issue_link(
        response=make.response(survey, iso3), by=cast.viewer("coordinator_a"), at=timezone.now()
    )
    return Holder(token)


def kept(survey, iso3="KEN"):
    rows = Answer.objects.unguarded(because="a test").filter(response=make.response(survey, iso3))
    return {row.question: row for row in rows}
