"""Reads of the work with States. Each takes the viewer, and the day `on` which it is asked for.

They give rows that hold what this viewer may read and nothing else. What an action needs is read by `get_...`.
"""

from accede.outreach.queries.contacts import (
    contact,
    contact_points,
    contacts,
    duplicates,
    get_contact,
    missing_in,
)
from accede.outreach.queries.exchanges import (
    Asked,
    exchange,
    exchanges,
    exchanges_numbered,
    get_exchange,
)
from accede.outreach.queries.promises import follow_ups, get_follow_up, get_pledge, pledges
from accede.outreach.queries.timeline import Timeline, timeline

__all__ = [
    "Asked",
    "Timeline",
    "contact",
    "contact_points",
    "contacts",
    "duplicates",
    "exchange",
    "exchanges",
    "exchanges_numbered",
    "follow_ups",
    "get_contact",
    "get_exchange",
    "get_follow_up",
    "get_pledge",
    "missing_in",
    "pledges",
    "timeline",
]
