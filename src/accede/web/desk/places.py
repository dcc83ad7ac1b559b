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
    "proceeding": "desk-proceeding",
    "sitting": "desk-sitting",
    "workinggroup": "desk-group",
    "material": "desk-material",
    "handout": "desk-hand-out",
    "event": "desk-event",
}
# Kinds that stand in a State's story.
TOLD = {"position", "statement", "interpretiveposition", "interimstep"}

# Kinds that stand on a page of the State's.
OF_A_STATE = {
    "champion": "desk-parliament",
    "parliamentarypledge": "desk-parliament",
    "qualifyingfact": "desk-state-laws",
    **dict.fromkeys(("move", "pathway", "approach"), "desk-state"),
}


def place_of(desk: Desk, kind: str, number: int, iso3: str = "") -> str:
    """Its own page, its line in the State's story, the State's page; else the page on who can see it."""
    campaign = desk.campaign.pk
    if kind in PAGES:
        return reverse(PAGES[kind], args=[campaign, number])
    if kind == "helprequest":
        return reverse("desk-help", args=[campaign]) + f"#helprequest-{number}"
    if iso3 and kind in TOLD:
        return reverse("desk-story", args=[campaign, iso3.lower()]) + f"#{kind}-{number}"
    if iso3 and kind in OF_A_STATE:
        return reverse(OF_A_STATE[kind], args=[campaign, iso3.lower()])
    return reverse("desk-record", args=[campaign, kind, number])
