from datetime import date

import pytest
from tests.factories.evidence import InterimStepFactory
from tests.factories.record import TreatyFactory
from tests.reading import day, treaty

from accede.access.viewer import PUBLIC
from accede.evidence import queries

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def steps(towards, on):
    return queries.interim_steps(towards, on=day(on), viewer=PUBLIC)


def test_shipped_steps_each_have_a_source():
    shipped = steps(treaty(), "2026-03-01")
    assert {"ARG", "CAN", "COD", "CYP", "VUT"} <= {step.state_id for step in shipped}
    assert all(step.source.publisher and step.summary for step in shipped)


def test_voluntary_reports_of_the_congo_count_from_their_year():
    reports = [step for step in steps(treaty(), "2013-01-01") if step.state_id == "COD"]
    assert [(step.kind, step.date_given) for step in reports] == [
        ("voluntary-report", "2011"),
        ("voluntary-report", "2012"),
    ]
    assert [step for step in steps(treaty(), "2011-12-30") if step.state_id == "COD"] == []


def test_step_counts_from_its_day_until_it_is_revoked():
    towards = TreatyFactory()
    step = InterimStepFactory(
        treaty=towards, state_id="KEN", taken_date=date(2014, 6, 30), revoked_date=date(2016, 1, 1)
    )
    assert steps(towards, "2014-06-29") == []
    assert steps(towards, "2014-06-30") == [step]
    assert steps(towards, "2015-12-31") == [step]
    assert steps(towards, "2016-01-01") == []


def test_step_without_a_date_stands():
    towards = TreatyFactory()
    step = InterimStepFactory(treaty=towards, state_id="KEN", taken_date=None)
    assert steps(towards, "2014-06-30") == [step]
