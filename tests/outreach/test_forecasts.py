"""Forecasts are kept, scored when reality is known, and shown to those who run the campaign alone."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.access import cast
from tests.outreach.reading import by, campaign, state

from accede.access.actions import NotAllowedError
from accede.access.models import AuditEntry
from accede.access.roles import Confidentiality
from accede.evidence import actions as evidence_actions
from accede.evidence.models import ObstacleCode
from accede.forecast import explanation, what_if
from accede.forecast.portfolio import Assumptions, Candidate, spend
from accede.outreach import actions, forecast_words
from accede.outreach.models import KeptForecast
from accede.outreach.queries import forecasts
from accede.outreach.queries.portfolio import portfolio
from accede.outreach.queries.withdrawals import withdrawals
from accede.record.models import Treaty
from accede.record.queries.nearest import NotOnRecordError

pytestmark = [pytest.mark.django_db, pytest.mark.database]

THEN = date(2014, 12, 31)
AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def make(on=THEN):
    return actions.make_forecast(campaign=campaign(), on=on, **by())


def latest(horizon=1, on=date(2026, 10, 5), who="coordinator_a", **more):
    return forecasts.latest(
        campaign(), horizon=horizon, on=on, viewer=cast.viewer(who), language="en", **more
    )


def scores(on=date(2026, 10, 5), who="coordinator_a"):
    return forecasts.scores(campaign(), on=on, viewer=cast.viewer(who), language="en")


def test_a_forecast_is_kept_with_its_day_and_in_the_trail():
    one, three = make()
    assert (one.on, one.horizon, three.horizon) == (THEN, 1, 3)
    assert [each.act for each in AuditEntry.objects.filter(kind="outreach.KeptForecast")] == [
        "make forecast"
    ] * 2
    # Neither the trail nor the database has what it says in clear.
    assert "COL" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM outreach_keptforecast")
        assert all("iso3" not in said for (said,) in cursor.fetchall())
    assert [
        row["iso3"]
        for row in json.loads(
            KeptForecast.objects.unguarded(because="the test reads it").get(pk=three.pk).said
        )[:2]
    ] == [row.iso3 for row in latest(3).rows[:2]]


def test_reasons_are_sentences_with_their_evidence():
    make()
    colombia = next(row for row in latest(3).rows if row.iso3 == "COL")
    said = {each.sentence: each.raises for each in colombia.reasons}
    assert said["It signed in 2008 and has not ratified."] is True
    assert colombia.low <= colombia.probability <= colombia.high


def test_every_saying_has_its_words():
    assert set(forecast_words.REASONS) == set(explanation.SAYINGS)


@pytest.mark.parametrize(
    "who", ["cmc_partner", "icrc_partner", "thematic_coordinator", "observer", "administrator"]
)
def test_nobody_else_reads_or_makes_one(who):
    make()
    viewer = cast.viewer(who)
    asked = {"on": THEN, "viewer": viewer, "language": "en"}
    for read in (
        lambda: latest(who=who),
        lambda: scores(who=who),
        lambda: withdrawals(campaign(), **asked),
        lambda: actions.make_forecast(campaign=campaign(), on=THEN, by=viewer, at=AT),
    ):
        with pytest.raises(NotAllowedError):
            read()


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(1999, 1, 1), "No model was learnt"),
        (date(2007, 1, 1), "could not yet be signed"),
        (date(2008, 12, 31), "fewer than five Parties"),
    ],
)
def test_a_day_without_a_forecast_is_refused_and_nothing_is_kept(on, why):
    with pytest.raises(ValidationError, match=why):
        make(on)
    assert not KeptForecast.objects.unguarded(because="none was made").exists()


def test_a_forecast_is_held_against_what_came():
    make()
    three, one = scores()
    assert (one.until, one.is_over, three.until) == (date(2015, 12, 31), True, date(2017, 12, 31))
    # Who joined in 2015, by the depositary: among them Canada, Colombia and South Africa from the first ten.
    assert {"CAN", "COL", "ZAF", "PSE", "SOM"} <= {iso3 for iso3, _name, _rank in one.joined}
    assert one.in_first == sum(rank <= 10 for _iso3, _name, rank in one.joined) >= 3
    assert one.auc > 0.7
    assert 1 < one.expected < 20


def test_a_forecast_whose_time_is_not_over_says_so():
    make()
    three, one = scores(on=date(2015, 6, 1))
    assert (one.is_over, three.is_over) == (False, False)
    assert "CAN" in {iso3 for iso3, _name, _rank in one.joined}
    assert "COL" not in {iso3 for iso3, _name, _rank in one.joined}  # in September


def test_scoring_more_forecasts_asks_no_more():
    make()
    with CaptureQueriesContext(connection) as few:
        scores()
    make(date(2016, 12, 31))
    make(date(2018, 12, 31))
    with CaptureQueriesContext(connection) as many:
        assert len(scores()) == 6
    assert len(few) == len(many)


def test_what_people_know_stands_beside_and_changes_no_number():
    make(date(2026, 10, 5))
    before = forecasts.estimate_of(latest(), state("KEN"))
    evidence_actions.record_obstacle(**_obstacle())
    after = forecasts.estimate_of(latest(), state("KEN"))
    assert len(after.obstacles) == len(before.obstacles) + 1
    assert (after.probability, after.rank) == (before.probability, before.rank)


def test_whoever_had_joined_has_no_forecast():
    make()
    with pytest.raises(NotOnRecordError):
        forecasts.estimate_of(latest(), state("NOR"))


def test_a_yes_would_raise_and_what_is_so_already_is_not_asked():
    make(date(2026, 10, 5))
    ranking = latest()
    as_is, found = forecasts.what_if(
        ranking, state("USA"), campaign=campaign(), viewer=cast.viewer("coordinator_a")
    )
    said = {each.words: each.probability for each in found}
    assert said["If it voted yes on the treaty’s next resolution"] > as_is
    assert "If it abstained on the treaty’s next resolution" not in said
    assert set(forecast_words.CHANGES) == {"vote-yes", "vote-abstained", "region", "kind"}
    assert what_if.SOME == 2  # as the words say


def test_parties_with_signs_stand_without_a_number():
    found = withdrawals(campaign(), on=date(2026, 10, 5), viewer=cast.viewer("coordinator_a"), language="en")
    assert "Lithuania" in {name for name, _treaty, _day in found.cases}
    assert all(row.signs for row in found.rows)
    assert not hasattr(found.rows[0], "probability")
    assert "LTU" not in {row.iso3 for row in found.rows}  # no Party any more


def test_meetings_go_where_they_are_taken_to_change_most():
    sure = Candidate("SURE", 0.97, on_road=False, known=True)
    open_ = Candidate("OPEN", 0.4, on_road=False, known=True)
    far = Candidate("FAR", 0.4, on_road=False, known=False)
    chosen = spend([sure, open_, far], Assumptions(meetings=2, most_each=1))
    assert [each.key for each in chosen] == ["OPEN", "SURE"]
    assert chosen[0].gain == pytest.approx(0.1)
    assert spend([sure, open_, far], Assumptions(meetings=1, lift=1.0)) == []


def test_the_portfolio_spends_no_more_than_it_has():
    make(date(2026, 10, 5))
    found = portfolio(
        latest(),
        Assumptions(meetings=10),
        campaign=campaign(),
        on=date(2026, 10, 5),
        viewer=cast.viewer("coordinator_a"),
    )
    assert 0 < found.cost <= 10
    assert all(each.choice.meetings <= 2 for each in found.rows)
    assert found.gain == pytest.approx(sum(each.choice.gain for each in found.rows))


def _obstacle():
    return {
        "campaign": campaign(),
        "state": state("KEN"),
        "treaty": Treaty.objects.get(pk="ccm"),
        "reading": "Parliament is busy",
        "origin": "An exchange",
        "code": ObstacleCode.objects.get(pk="PROC"),
        "date_given": "2026-09",
        "confidentiality": Confidentiality.COORDINATORS_AND_ISU,
    } | by()
