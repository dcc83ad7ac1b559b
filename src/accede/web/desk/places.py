"""On which page of the desk a record stands."""

from django.urls import reverse

from accede.web.desk.page import Desk

# Kinds that have a page of their own.
PAGES = {
    "exchange": "desk-exchange",
    "contact": "desk-contact",
    "obstacle": "desk-reason",
    "incident": "desk-incident",
    "handover": "desk-handover",
    "law": "desk-law",
    "sitting": "desk-sitting",
    "material": "desk-material",
    "handout": "desk-hand-out",
    "event": "desk-event",
}
# Kinds that stand in a State's story.
TOLD = {"position", "statement", "interpretiveposition", "interimstep"}


def place_of(desk: Desk, kind: str, number: int, iso3: str = "") -> str:
    """Its own page, its line in the State's story, the State's page; else the page on who can see it."""
    campaign = desk.campaign.pk
    if kind in PAGES:
        return reverse(PAGES[kind], args=[campaign, number])
    if kind == "helprequest":
        return reverse("desk-help", args=[campaign]) + f"#helprequest-{number}"
    if iso3 and kind in TOLD:
        return reverse("desk-story", args=[campaign, iso3.lower()]) + f"#{kind}-{number}"
    if iso3 and kind == "qualifyingfact":
        return reverse("desk-state-laws", args=[campaign, iso3.lower()])
    if iso3 and kind in ("move", "pathway", "approach"):
        return reverse("desk-state", args=[campaign, iso3.lower()])
    return reverse("desk-record", args=[campaign, kind, number])
