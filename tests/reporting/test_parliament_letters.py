"""Letters to presiding officers: by post, in the State's language, with what is public alone; and on their way."""

from datetime import date

import pytest
from django.utils import timezone
from tests.access import cast
from tests.legislation.making import bill, entry
from tests.reporting.making import make, text

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.legislation.models import EnteredChamber, Office
from accede.outbox.models import Message
from accede.reporting import actions, mailing
from accede.reporting.making import Asked

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 3, 1)
KIND = "parliament-letter"


def _letters(state):
    document = make(KIND, state=state).document
    return {part.to: (part.language, part) for part in document.parts}, text(document)


def test_what_parliament_approved_is_told_as_no_deposit_to_each_presiding_officer():
    entry(Office, "COD", chamber="lower", post="Président de l’Assemblée nationale", form="president")
    entry(Office, "COD", chamber="upper", post="Président du Sénat", form="president", holder="M. Exemple")

    found, told = _letters("COD")
    assert {key: language for key, (language, _part) in found.items()} == {
        "COD-lower": "fr",
        "COD-upper": "fr",
    }
    assert "M. Exemple" in told
    assert "Madame la Présidente, Monsieur le Président," in told
    assert "Seconde chambre (28 novembre 2013)" in told
    assert "n’est toutefois pas un dépôt" in told
    assert "Publication au journal officiel, Instrument signé, Dépôt" in told


def test_where_no_post_is_on_record_the_parliament_is_written_to_and_nothing_confidential_is_said():
    entry(Office, "TUV", chamber="unicameral", post="Speaker of Parliament", salutation="Mr. Speaker, Sir,")
    bill("JOR", date_given="2026-02-02")
    found, told = _letters("JOR, TUV")
    assert {key: language for key, (language, _part) in found.items()} == {
        "JOR": "ar",
        "TUV-unicameral": "en",
    }
    assert "إلى رئاسة البرلمان" in told
    assert "مشروع قانون معروض" not in told  # the bill is known in confidence
    assert "Mr. Speaker, Sir," in told

    seen = {"confidentiality": Confidentiality.PUBLIC, "source": Office.objects.get().source}
    bill("JOR", date_given="2026-02-02", **seen)
    assert "مشروع قانون معروض" in _letters("JOR")[1]


def test_an_issued_letter_goes_to_the_address_of_the_office_and_who_has_none_is_named():
    entry(Office, "BRA", chamber="lower", post="President of the Chamber", email="chamber@brazil.example")
    entry(Office, "BRA", chamber="upper", post="President of the Senate")
    entry(EnteredChamber, "TUV", chamber="unicameral", name="Parliament of Tuvalu")
    entry(Office, "TUV", post="Speaker", email="speaker@tuvalu.example")
    coordinator, now = cast.viewer_of(cast.coordinator_a()), timezone.now()
    paper = actions.draft_paper(
        asked=Asked(kind=KIND, state="BRA, TUV"),
        campaign=Campaign.objects.get(pk="ccm"),
        audience=Confidentiality.PUBLIC,
        language="en",
        on=ON,
        by=coordinator,
        at=now,
    )
    actions.issue_paper(paper=paper, reason="Sent", on=ON, by=coordinator, at=now)
    for _time in range(2):
        told = mailing.put_in_outbox(paper=paper, on=ON, by=coordinator, at=now)
        assert (told.waiting, told.without_address) == (2, ["Brazil (upper chamber)"])
    found = Message.objects.unguarded(because="the test reads what waits")
    assert {(message.to_address, message.to_name) for message in found} == {
        ("chamber@brazil.example", "President of the Chamber"),
        ("speaker@tuvalu.example", "Speaker"),
    }
