"""The database or the disk is away: pages say so, with 503, and ask neither."""

import errno

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, InternalError, OperationalError
from django.test import Client
from tests.access import cast
from tests.api.bearers import bearer

from accede.web import unavailable
from accede.web.desk.views import contacts

pytestmark = pytest.mark.django_db


def _session(cause):
    """As Django's sessions tell that they could not be kept."""
    error, between = SessionInterrupted("interrupted"), UpdateError()
    error.__context__, between.__context__ = between, cause
    return error


def _raising(error):
    def away(*_args, **_more):
        raise error

    return away


def test_what_is_the_matter_is_said_in_the_readers_language_and_passes(monkeypatch):
    client = cast.sign_in(Client(raise_request_exception=False), cast.coordinator_a())
    program = Client(raise_request_exception=False)
    told = {
        OperationalError("database or disk is full"): (503, "disk is full"),
        OperationalError("could not extend file: No space left on device"): (503, "disk is full"),
        OperationalError("attempt to write a readonly database"): (503, "takes nothing"),
        InternalError("cannot execute UPDATE in a read-only transaction"): (503, "takes nothing"),
        OperationalError("connection to server failed: Connection refused"): (503, "cannot be reached"),
        InterfaceError("connection already closed"): (503, "cannot be reached"),
        OSError(errno.ENOSPC, "No space left on device"): (503, "disk is full"),
        OSError(errno.EROFS, "Read-only file system"): (503, "takes nothing"),
        _session(OperationalError("database or disk is full")): (503, "disk is full"),
        InternalError("a fault of ours"): (500, "fault is in the program"),
        ValueError("a fault of ours"): (500, "fault is in the program"),
    }
    for error, (status, words) in told.items():
        with monkeypatch.context() as broken:
            broken.setattr(contacts.work, "contact_points", _raising(error))
            page = client.get("/en/desk/ccm/contacts/")
        assert (page.status_code, words in page.content.decode()) == (status, True), error
        assert (page.get("Retry-After") == "30") == (status == 503)
        with monkeypatch.context() as broken:
            broken.setattr(contacts.work, "contact_points", _raising(error))
            answer = program.get(
                "/api/v1/desk/ccm/contact-points?states=KEN", headers=bearer("coordinator_a")
            )
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert (words in answer.json()["detail"], answer.json()["status"]) == (True, status)
    assert client.get("/en/desk/ccm/contacts/").status_code == 200

    monkeypatch.setattr(contacts.work, "contact_points", _raising(OperationalError("disk is full")))
    page = client.get("/ar/desk/ccm/contacts/").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "قرص الخادوم ممتلئ" in page
    monkeypatch.setattr(contacts.work, "contact_points", _raising(ValueError("a fault of ours")))
    page = client.get("/ar/desk/ccm/contacts/").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "الخطأ في البرنامج" in page
    with monkeypatch.context() as broken:  # what the page is written with is at fault, too
        broken.setattr(unavailable, "render_to_string", _raising(ValueError("another")))
        plain = client.get("/ar/desk/ccm/contacts/")
    assert (plain.status_code, plain["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert "الخطأ في البرنامج" in plain.content.decode()
