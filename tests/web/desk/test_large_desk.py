"""Pages of a large desk open what they show and nothing else, and ask as much for many records as for few."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.access import cast
from tests.factories.evidence import PositionFactory, StatementFactory
from tests.factories.outreach import ExchangeFactory
from tests.factories.record import SourceFactory, TreatyFactory

from accede.access import encryption
from accede.access.models import Campaign
from accede.campaign.queries import plans
from accede.campaign.queries.overview import overview
from accede.evidence.models import Statement
from accede.evidence.queries import latest_positions, norm
from accede.evidence.queries.norm import norm_in_leaves
from accede.record.models import State
from accede.record.queries import status, treaties, votes

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ON = date(2026, 3, 1)


@pytest.fixture
def opened(monkeypatch):
    """What was opened of encrypted texts, one entry each."""
    found, really = [], encryption.EncryptedTextField.from_db_value

    def note(field, value, *more):
        found.extend([field.name] if value else [])
        return really(field, value, *more)

    monkeypatch.setattr(encryption.EncryptedTextField, "from_db_value", note)
    return found


def asked(**more):
    return {"on": ON, "viewer": cast.viewer("coordinator_a"), "language": "en"} | more


def test_the_plan_counts_in_the_database_and_opens_no_exchange(opened):
    viewer = cast.viewer("coordinator_a")
    plan = plans.plan_of_day(on=date(2024, 5, 1), viewer=viewer, campaign=Campaign.objects.get(pk="ccm"))
    numbers = []
    for _more in (1, 2):
        for _each in range(_more):
            ExchangeFactory(state_id="KEN", owner=cast.mission_a(), held_on=date(2024, 2, 1))
        opened.clear()
        with CaptureQueriesContext(connection) as queries:
            told = overview(plan, on=date(2024, 5, 1), viewer=viewer, language="en")
        assert not {"said", "assessment", "who"} & set(opened)
        numbers.append(len(queries))
    assert len(set(numbers)) == 1
    held = {row.indicator.measure: row for row in told.indicators}
    assert any(row.figure.counted for row in held.values())


def test_the_norm_opens_the_statements_that_it_shows(opened, monkeypatch):
    monkeypatch.setattr(sys.modules["accede.evidence.queries.norm"], "PAGE", 2)
    towards, stance = TreatyFactory(), Statement.Stance.SUPPORTS
    for number in range(5):
        StatementFactory(treaty=towards, state_id="KEN", stance=stance, quotation=f"word {number}")

    def leaf(number):
        found = norm_in_leaves(towards, of=stance, page=number, **asked()).statements
        return next(each for each in found if each.key == stance)

    opened.clear()
    first = leaf(1)
    assert (first.count, len(first.rows), first.page.paginator.num_pages) == (5, 2, 3)
    assert opened.count("quotation") == 2
    told = [row.quotation for number in (1, 2, 3) for row in leaf(number).rows]
    (whole,) = [each for each in norm(towards, **asked()).statements if each.key == stance]
    assert told == [row.quotation for row in whole.rows]
    assert len(told) == 5


def test_a_figure_of_the_norm_leads_to_its_other_pages(client, monkeypatch):
    monkeypatch.setattr(sys.modules["accede.evidence.queries.norm"], "PAGE", 2)
    page = (
        cast.sign_in(client, cast.coordinator_a())
        .get("/en/desk/ccm/norm/?of=supports&page=2")
        .content.decode()
    )
    assert '<details class="evidence" id="supports" open>' in page
    assert 'href="?of=supports&amp;page=3#supports"' in page


def test_of_positions_only_the_last_of_each_state_is_opened(opened):
    towards = TreatyFactory()
    for day in (1, 2, 3):
        PositionFactory(treaty=towards, state_id="KEN", day=date(2025, 1, day), reading=f"of {day}")
    opened.clear()
    assert latest_positions(towards, **asked())["KEN"].text == "of 3"
    assert opened.count("reading") == 1


def test_votes_of_a_state_come_a_page_at_a_time(client, monkeypatch):
    everything = client.get("/en/states/cyp/?on=2025-01-01").content.decode()
    monkeypatch.setattr(votes, "PAGE", 4)
    shown, page = [], 1
    while True:
        told = client.get(f"/en/states/cyp/?on=2025-01-01&votes={page}").content.decode()
        shown += re.findall(r"<td>(A/RES/\S+)</td>", told)
        page += 1
        if f'href="?on=2025-01-01&amp;votes={page}#votes"' not in told:
            break
    assert page > 2
    assert shown == re.findall(r"<td>(A/RES/\S+)</td>", everything)


def test_standings_of_a_state_are_those_of_each_treaty_by_itself():
    cyprus = State.objects.get(pk="CYP")
    more = {"on": ON, "viewer": cast.viewer("public"), "language": "en"}
    for treaty, row in status.standings_of_state(cyprus, **more):
        alone = status.status_row(treaties.get_treaty(treaty.key, viewer=more["viewer"]), cyprus, **more)
        assert (row.standing, row.actions) == (alone.standing, alone.actions)


def test_a_states_page_asks_as_much_for_three_of_each_kind_as_for_one(client, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[3] / "benchmarks")
    from grown import chances, people, shown, writing  # noqa: PLC0415 -- as the desks that are measured are grown

    monkeypatch.setattr("accede.web.desk.views.states.ENTRIES", 1000)
    monkeypatch.setattr(shown, "SOURCE", SourceFactory().pk)
    reader, lot = cast.coordinator_a(), chances.Lot(1, until=timezone.localdate(), states=[])
    owners = people.Owners({"ccm": cast.mission_a().pk}, {"ccm": [reader.pk]}, range(0))
    cast.sign_in(client, reader)
    numbers = []
    for days in (1, 3):
        monkeypatch.setattr(shown, "DAYS", days)
        with transaction.atomic():
            writer = writing.Writer()
            shown.grow(writer, lot, owners, "ccm")
            client.get("/en/desk/ccm/states/cyp/")  # what is kept of the record is there
            with CaptureQueriesContext(connection) as queries:
                told = client.get("/en/desk/ccm/states/cyp/").content.decode()
            numbers.append(len(queries))
            transaction.set_rollback(True)
        assert told.count("timeline__what") > 10 * days
    assert numbers[0] == numbers[1]
