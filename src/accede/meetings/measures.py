"""Figures of what was held, and how much of it serves an activity. Each kind of event has its own file; here they meet."""

from accede.campaign.work import Reader
from accede.meetings import event_measures, workshop_measures
from accede.record.measures import Measure

MEASURES: dict[str, Measure] = {**workshop_measures.MEASURES, **event_measures.MEASURES}
# By what an activity counts (campaign.models.Activity.Counts).
READERS: dict[str, Reader] = {**workshop_measures.READERS, **event_measures.READERS}
