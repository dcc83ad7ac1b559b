"""Whom a visitor may be: somebody of the year, or an official whom its survey asks."""

from collections.abc import Sequence
from datetime import date, datetime

from accede.access import queries
from accede.access.models import Campaign, Person
from accede.access.viewer import Viewer
from accede.record.queries.states import state_names
from accede.survey import queries as survey
from accede.survey.actions import links
from accede.survey.models import Round

AT_THE_DESK = "@demonstration.example"
# By whom a link of the survey is made.
OFFICER = f"chiara{AT_THE_DESK}"


def people(*, on: date) -> Sequence[Person]:
    """All who are on the desk, in the order in which they came, with `posts_now` and `roles_now`."""
    found = queries.people(on=on, viewer=queries.operator())
    return sorted((each for each in found if each.email.endswith(AT_THE_DESK)), key=lambda each: each.pk)


def asked(*, on: date, language: str) -> dict[str, str]:
    """The States that the open round asks and that have not answered: their codes, and names in their order."""
    found, by = _open_round(on)
    if found is None:
        return {}
    silent = {each.response.state_id for each in survey.standing(found, viewer=by) if not each.answered}
    names = state_names(language, viewer=by)
    return {iso3: name for iso3, name in names.items() if iso3 in silent}


def survey_link(iso3: str, *, on: date, at: datetime) -> str:
    """A new link for such a State, to answer with; nothing for any other."""
    found, by = _open_round(on)
    if found is None or iso3 not in asked(on=on, language="en"):
        return ""
    response = survey.get_response(found, iso3, viewer=by)
    return links.add_link(response=response, by=by, at=at)


def _open_round(on: date) -> tuple[Round | None, Viewer]:
    by = queries.viewer_of(Person.objects.get(email=OFFICER), on=on)
    rounds = survey.rounds(Campaign.objects.get(pk="ccm"), viewer=by)
    still = (each for each in rounds if each.opened_on and not each.closed_on and each.closes_on >= on)
    return next(still, None), by
