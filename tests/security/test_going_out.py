"""Hostile texts stay texts in what leaves the desk: pages opened by a link, documents in every form, mails, calendars."""

import email
import re
import socket
from datetime import date
from email import policy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.access import cast, planting
from tests.factories import meetings as sittings
from tests.factories import survey as surveys
from tests.factories import workshops
from tests.reporting.making import make
from tests.reporting.test_draft_laws import ISLAND
from tests.security import hostile, walking
from tests.web.addresses import BY_INVITATION, BY_LINK
from tests.web.answering.conftest import holder_of
from tests.web.registering.test_replying import FocalPoint

from accede.access import actions as access
from accede.access.roles import Confidentiality
from accede.files.inspection import File, insist_on_harmless
from accede.outbox import transport
from accede.outbox.models import Message
from accede.reminders import actions as reminders
from accede.reporting.making import KINDS
from accede.reporting.renderers import FORMS

pytestmark = pytest.mark.django_db

SHORT = hostile.TEXTS[2]
YEAR = {"since": date(2023, 9, 1), "until": date(2024, 9, 1)}


@pytest.fixture(autouse=True)
def _asks_nobody(monkeypatch):
    """Whatever links stand in what is shown, drafted or composed, none is followed."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("somebody was asked")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


def _read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    content = b"".join(answer) if answer.streaming else answer.content
    return {(path, each) for each in hostile.alive_in(answer)}, b"zq" in content


def test_pages_that_a_link_opens_and_pages_in_frames():
    survey = surveys.opened(["KEN"])
    holder = holder_of(survey, "KEN")
    pdf = SimpleUploadedFile("'\"><zq onzq=1>.pdf", b"%PDF-1.7\n%%EOF")
    holder.save("next", {"a.document": pdf})
    holder.save("why", {"a.reasons_words": hostile.TEXT})
    workshop = workshops.workshop()
    (delegation,) = workshops.invited(workshop, "KEN")
    focal = FocalPoint(workshops.link(delegation))
    answer = focal.reply(SHORT, replied_by=SHORT, **{"p0-diet": SHORT, "p0-post": SHORT})
    assert answer.status_code == 302
    at, own = timezone.now(), cast.coordinator_a()
    feed = reminders.open_feed(person=own, by=cast.viewer_of(own), at=at)
    invitation = access.invite(person=cast.coordinator_b(), by=cast.viewer("administrator"), at=at)
    hostile.poison()

    paths = [
        reverse(name, args=[holder.token, *arguments])
        for name, arguments in BY_LINK.items()
        if name not in ("answer-pass-on", "answer-revoke", "answer-sign")
    ]
    paths += [holder.at(f"part/{part}/") for part in ("why", "weapons", "next")]
    paths += [focal.at(name) for name in BY_INVITATION] + [f"/calendar/{feed}.ics"]
    stranger = Client()
    stranger.get(f"/en/account/invitation/{invitation}/")
    frames = [path for path in walking.public_paths() if "embed" in path or "badge" in path]
    assert len(frames) >= 2
    read = [_read(stranger, path) for path in [*paths, *frames, "/en/account/invitation/"]]
    assert set().union(*(alive for alive, _met in read)) == set()
    assert sum(met for _alive, met in read) > 10

    desk = cast.sign_in(Client(), own)  # where what came in by a link is read
    own_pages = [
        f"/en/desk/ccm/survey/rounds/{survey.pk}/states/ken/",
        f"/en/desk/ccm/workshops/{workshop.pk}/",
    ]
    own_pages += [f"/en/desk/ccm/workshops/{workshop.pk}/{page}/" for page in ("participants", "sign-in")]
    read = [_read(desk, path) for path in own_pages]
    assert set().union(*(alive for alive, _met in read)) == set()
    assert any(met for _alive, met in read)


def _asked():
    """What each kind of document is asked with; hostile itself where people type."""
    sitting = sittings.sitting()
    instrument = {"act": "accession", "who": SHORT, "whom": SHORT, "place": SHORT}
    meeting = {"meeting": "12msp"}
    return {
        "progress": meeting | YEAR,
        "reasons": meeting,
        "norm": meeting | YEAR,
        "indicators": YEAR,
        "day-sheet": meeting,
        "handover": {},
        "minutes": {"details": {"sitting": str(sitting.pk)}},
        "instrument": {"state": "KEN", "details": instrument},
        "draft-law": {"state": "TUV", "details": ISLAND},
        **{kind: {"state": "KEN", "details": {"sender": SHORT}} for kind in ("note-verbale", "letter")},
        "parliament-letter": {"state": "KEN", "details": {"sender": SHORT}},
        **{kind: {"state": "KEN"} for kind in ("dossier", "talking-points")},
    }


def _alive(form, content):
    if form == "pdf":
        insist_on_harmless(File("document.pdf", content))  # neither a script nor a file in it
        return {"a link"} if re.search(rb"/URI\s*\(\s*javascript", content) else set()
    text = content.decode("utf-8", errors="replace")
    if form == "md":
        return {"markup"} if re.search(r"(?<!\\)<zq|(?:\]\(|<)\s*javascript", text) else set()
    return hostile._alive_in(FORMS[form].media_type.partition(";")[0], content, text)  # noqa: SLF001 -- no answer here


def test_every_kind_of_document_in_every_form():
    planting.plant_everything()
    asked = _asked()
    assert set(asked) == set(KINDS)
    hostile.poison()
    alive, met = set(), set()
    for kind, given in asked.items():
        made = make(
            kind,
            author=cast.viewer("coordinator_a"),
            audience=Confidentiality.COORDINATORS,
            on=timezone.localdate(),
            **given,
        )
        for form in FORMS:
            content = FORMS[form].render(made.document)
            alive |= {(kind, form, each) for each in _alive(form, content)}
            if form == "md" and b"zq" in content:
                met.add(kind)
    assert alive == set()
    assert len(met) > 8, met


def test_every_mail():
    """A letter is text: no HTML, no header of the writer's own, no path in the name of what is attached."""
    planting.plant_everything()
    with translation.override("en"):
        reminders.write_digests(on=timezone.localdate(), at=timezone.now())
    hostile.poison()
    hostile.rows_of(Message).update(to_address="a@ministry.example")  # as `put` insists
    read = 0
    for message in Message.objects.unguarded(because="a test"):
        letter = email.message_from_bytes(
            transport.compose(message).message().as_bytes(), policy=policy.default
        )
        parts = list(letter.walk())
        names = {name.lower() for part in parts for name in part}
        assert not {name for name in names if name.startswith("x-zq")}
        assert {"bcc", "cc"} & names == set()
        assert len(letter.get_all("To")) == len(letter.get_all("Subject")) == 1
        bodies = [
            part.get_content_type() for part in parts if not part.is_multipart() and not part.get_filename()
        ]
        assert bodies == ["text/plain"]
        for part in parts:
            assert not set(part.get_filename() or "") & set("/\\\r\n")
        read += "zq" in letter["Subject"]
    assert read > 2
