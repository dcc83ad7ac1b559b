"""Rows of what lies beyond the record. They are public, and of no office, unless they say otherwise."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from accede.access.roles import Confidentiality
from accede.evidence import models
from accede.record.partial_dates import Firmness


class InterimStepFactory(DjangoModelFactory):
    """Says its treaty and its State's ISO code (state_id)."""

    class Meta:
        model = models.InterimStep

    kind = models.InterimStep.Kind.VOLUNTARY_REPORT
    taken_date = date(2014, 6, 30)
    date_given = factory.LazyAttribute(lambda step: step.taken_date.isoformat() if step.taken_date else "")
    verified = True
    summary = "Handed in a transparency report."
    source = factory.SelfAttribute("treaty.source")


class _Told(DjangoModelFactory):
    """Says its treaty. With an `owner` it also says its `campaign`."""

    class Meta:
        abstract = True

    confidentiality = Confidentiality.PUBLIC
    day = date(2020, 6, 30)
    date_given = factory.LazyAttribute(lambda row: row.day.isoformat() if row.day else "")
    firmness = factory.LazyAttribute(lambda row: Firmness.DAY if row.day else "")


class ObstacleFactory(_Told):
    class Meta:
        model = models.Obstacle

    state_id = "KEN"
    code_id = "PROC"
    reading = "The bill waits."
    source = factory.SelfAttribute("treaty.source")


class PositionFactory(_Told):
    class Meta:
        model = models.Position

    state_id = "KEN"
    kind = models.Position.Kind.PROCESS_UNDER_WAY
    reading = "The bill is before parliament."
    source = factory.SelfAttribute("treaty.source")


class InterpretivePositionFactory(_Told):
    class Meta:
        model = models.InterpretivePosition

    state_id = "KEN"
    issue_id = "transit"
    view = models.InterpretivePosition.View.YES
    reading = "Transit is prohibited."
    source = factory.SelfAttribute("treaty.source")


class StatementFactory(_Told):
    class Meta:
        model = models.Statement

    state_id = "KEN"
    stance = models.Statement.Stance.SUPPORTS
    forum = "First Committee"
    reading = "Supports the norm."
    source = factory.SelfAttribute("treaty.source")


class IncidentFactory(_Told):
    class Meta:
        model = models.Incident

    kind = models.Incident.Kind.USE
    state_id = "KEN"
    reading = "An attack."


class AssessmentFactory(_Told):
    """Says its incident."""

    class Meta:
        model = models.Assessment

    grade = models.Assessment.Grade.ALLEGED
    by_whom = "A monitor"
    reading = "Says so."
    source = factory.SelfAttribute("incident.treaty.source")
