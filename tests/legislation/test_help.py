"""Help with national law: asked, taken up from what is on record, answered; and shown to no more than may see it."""

import pytest
from django.core.exceptions import ValidationError
from tests.access import cast
from tests.evidence.reading import AT, asked, state, told
from tests.reading import treaty
from tests.web.desk.test_law_pages import DESK, text_of

from accede.access.actions import NotAllowedError
from accede.access.roles import Confidentiality
from accede.legislation import actions
from accede.legislation.models import HelpRequest
from accede.legislation.queries import help as helped
from accede.outreach import actions as work

pytestmark = pytest.mark.django_db
Standing = HelpRequest.Standing


def request(confidentiality=Confidentiality.PARTNERS, by="coordinator_a", **more):
    return actions.record_help_request(
        state=state("TUV"),
        treaty=treaty(),
        need=more.pop("need", HelpRequest.Need.DRAFTING),
        reading="A draft that fits its courts.",
        by=cast.viewer(by),
        at=AT,
        **(told(confidentiality) | {"date_given": "2026-05"} | more),
    )


def answer(row, standing, by="thematic_coordinator", **more):
    given = {"answered_by": "", "outcome": ""} | more
    actions.answer_help_request(request=row, standing=standing, by=cast.viewer(by), at=AT, **given)


def seen(by):
    return helped.help_requests(treaty(), **asked(viewer=cast.viewer(by)))


def test_asked_answered_and_what_came_of_it():
    row = request(by="thematic_coordinator")
    assert [(each.iso3, each.standing) for each in seen("thematic_coordinator")] == [("TUV", "open")]
    with pytest.raises(ValidationError, match="Say who answers"):
        answer(row, Standing.IN_HAND)
    answer(row, Standing.IN_HAND, answered_by="ICRC")
    answer(row, Standing.GIVEN, answered_by="ICRC", outcome="A draft was sent.")
    (told_of,) = seen("icrc_partner")
    assert (told_of.standing, told_of.answered_by, told_of.outcome) == ("given", "ICRC", "A draft was sent.")
    assert told_of.settled_on == AT.date()
    with pytest.raises(NotAllowedError):
        answer(row, Standing.NOTHING, by="cmc_partner", answered_by="nobody")
    with pytest.raises(ValidationError, match="Say what was asked"):
        actions.record_help_request(
            state=state("TUV"),
            treaty=treaty(),
            need=HelpRequest.Need.OTHER,
            by=cast.viewer("coordinator_a"),
            at=AT,
            **told(),
        )


def test_who_may_not_see_a_request_does_not_count_it():
    request(Confidentiality.COORDINATORS_AND_ISU)
    assert len(seen("coordinator_b")) == 1
    assert seen("thematic_coordinator") == []
    assert seen("observer") == []


def test_what_is_on_record_is_taken_up(client):
    promise = work.make_pledge(
        state=state("TUV"),
        promise=work.Promise(side="us", text="A model law, with a lawyer to explain it."),
        made_on=AT.date(),
        campaign=told()["campaign"],
        confidentiality=Confidentiality.PARTNERS,
        by=cast.viewer("coordinator_a"),
        at=AT,
    )
    cast.sign_in(client, cast.coordinator_a())
    page = client.get(f"{DESK}/laws/help/")
    assert "with a lawyer to explain it" in text_of(page)
    address = f"{DESK}/laws/help/new/?state=TUV&from=pledge&number={promise.pk}&need=model-law"
    assert "What we promised" in text_of(client.get(address))
    given = {
        "state": "TUV",
        "need": "model-law",
        "origin": "What we promised",
        "source_rank": "6",
        "confidentiality": "2",
        "attribution": "open",
    }
    assert client.post(address, given).status_code == 302
    after = text_of(client.get(f"{DESK}/laws/help/"))
    assert "with a lawyer to explain it" not in after
    assert "1 request " in after
    assert "nobody answers yet" in text_of(client.get(f"{DESK}/states/tuv/laws/"))
    number = HelpRequest.objects.unguarded(because="the test looks at what was written").latest("pk").pk
    refused = client.post(f"{DESK}/laws/help/{number}/", {"standing": "in-hand"})
    assert refused.status_code == 400
    assert (
        client.post(f"{DESK}/laws/help/{number}/", {"standing": "in-hand", "answered_by": "ISU"}).status_code
        == 302
    )
    assert client.get(f"{DESK}/laws/help/new/?from=pledge&number=999999").status_code == 404
    # Somebody who may not see the promise is not shown it, nor may they build upon it.
    cast.sign_in(client, cast.observer())
    assert "with a lawyer" not in text_of(client.get(f"{DESK}/laws/help/"))
