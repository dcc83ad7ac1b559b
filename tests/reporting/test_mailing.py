"""Issued notes verbales on their way to the outbox."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.access import cast
from tests.factories.outreach import ContactFactory

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.outbox.models import Message
from accede.reporting import actions, mailing
from accede.reporting.making import Asked

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 3, 1)


def notes(coordinator, *, to="HTI, KEN, DZA"):
    now = timezone.now()
    paper = actions.draft_paper(
        asked=Asked(kind="note-verbale", state=to),
        campaign=Campaign.objects.get(pk="ccm"),
        audience=Confidentiality.PUBLIC,
        language="en",
        on=ON,
        by=coordinator,
        at=now,
    )
    return paper, lambda: actions.issue_paper(paper=paper, reason="Sent", on=ON, by=coordinator, at=now)


def sent(paper, by):
    return mailing.put_in_outbox(paper=paper, on=ON, by=by, at=timezone.now())


def test_each_state_gets_its_own_note_in_its_language_and_only_once():
    coordinator = cast.viewer_of(cast.coordinator_a())
    for state, place, email in (
        ("HTI", "capital", "capital@haiti.example"),
        ("HTI", "geneva", "geneva@haiti.example"),
        ("DZA", "capital", "capital@algeria.example"),
    ):
        ContactFactory(owner=cast.mission_a(), state_id=state, place=place, email=email)
    paper, issue = notes(coordinator)
    with pytest.raises(ValidationError, match="were issued"):
        sent(paper, coordinator)
    issue()
    for _time in range(2):
        told = sent(paper, coordinator)
        assert (told.waiting, told.without_address) == (2, ["Kenya"])
    found = Message.objects.unguarded(because="the test reads what waits").all()
    languages = {message.to_address: message.language for message in found}
    assert languages == {"geneva@haiti.example": "fr", "capital@algeria.example": "ar"}
    french = next(message for message in found if message.language == "fr")
    assert "à la Mission permanente de la République d’Haïti à Genève" in french.text
    assert "DZA" not in french.text
