"""Rows of what lies beyond the record."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from accede.evidence import models


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
