"""What is counted of a round, read for no one: `tables` decides what of it is told to whom."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.roles import Attribution
from accede.access.viewer import PUBLIC, Viewer
from accede.record.measures import REGIONS
from accede.record.models import Treaty
from accede.record.queries import states, status
from accede.survey.analysis.cells import NOBODY
from accede.survey.analysis.tables import NOWHERE, RUNS, Given, Wave, Where
from accede.survey.models import Answer, Response, Round
from accede.targeting import queries as targeting

_BECAUSE = "only what is counted of them is told, by the smallest cell"


def rounds_told(campaign: Campaign, *, viewer: Viewer) -> list[Round]:
    """Those of which this viewer may ask figures, the newest first: to others than those who run it, once closed."""
    if not viewer.contributes_to(campaign.pk) and viewer.clearance(campaign.pk) < RUNS:
        return []
    found = Round.objects.filter(campaign=campaign, opened_on__isnull=False).select_related("questionnaire")
    return list(found if viewer.clearance(campaign.pk) >= RUNS else found.filter(closed_on__isnull=False))


def rounds_closed(campaign: Campaign, *, on: date) -> list[Round]:
    """For documents: those that were closed by the day, the newest first."""
    return list(
        Round.objects.filter(campaign=campaign, closed_on__lte=on)
        .order_by("-closed_on", "-pk")
        .select_related("questionnaire")
    )


def round_told(campaign: Campaign, number: int, *, viewer: Viewer) -> Round:
    """Raises NotVisibleError."""
    found = next((each for each in rounds_told(campaign, viewer=viewer) if each.pk == number), None)
    if found is None:
        raise NotVisibleError(f"survey round {number}")
    return found


def waves(survey: Round, treaty: Treaty, *, on: date) -> list[Wave]:
    """The round, those before it and those after it, the first of them first; none that is not open yet.

    Where a State stands is what is public of it, the same for each reader.
    """
    found = _family(survey)
    answered: defaultdict[int, set[str]] = defaultdict(set)
    asked: defaultdict[int, list[str]] = defaultdict(list)
    responses = Response.objects.unguarded(because=_BECAUSE).filter(round__in=found)
    for number, iso3, signed in responses.values_list("round_id", "state_id", "signed_at"):
        asked[number].append(iso3)
        if signed is not None and signed.date() <= on:
            answered[number].add(iso3)
    answers = _answers(found)
    return [
        Wave(
            each.pk,
            each.name,
            each.closed_on is not None and each.closed_on <= on,
            each.questionnaire.form,
            _places(asked[each.pk], treaty, on=min(on, each.closed_on or on)),
            frozenset(answered[each.pk]),
            answers.get(each.pk, {}),
        )
        for each in found
    ]


def _family(survey: Round) -> list[Round]:
    opened = {
        each.pk: each
        for each in Round.objects.filter(
            Q(opened_on__isnull=False) | Q(pk=survey.pk), campaign=survey.campaign_id
        ).select_related("questionnaire")
    }
    family = {survey.pk}
    while more := {
        each.pk
        for each in opened.values()
        if each.pk not in family
        and (each.previous_id in family or any(opened[one].previous_id == each.pk for one in family))
    }:
        family |= more
    return [opened[number] for number in sorted(family)]


def _answers(rounds: Iterable[Round]) -> dict[int, dict[str, dict[str, Given]]]:
    """By round, question and State: what was answered, not what was inferred."""
    found: defaultdict[int, defaultdict[str, dict[str, Given]]] = defaultdict(lambda: defaultdict(dict))
    rows = Answer.objects.unguarded(because=_BECAUSE).filter(
        response__round__in=list(rounds), response__signed_at__isnull=False, inferred=False
    )
    told = ("response__round", "response__state", "question", "value", "attribution", "confidentiality")
    for number, iso3, question, value, attribution, confidentiality in rows.values_list(*told):
        if value:
            open_to = confidentiality if attribution == Attribution.OPEN else NOBODY
            found[number][question][iso3] = Given(json.loads(value), open_to)
    return {number: dict(questions) for number, questions in found.items()}


def _places(codes: Iterable[str], treaty: Treaty, *, on: date) -> dict[str, Where]:
    regions = states.groups_of_kind(REGIONS, on=on, viewer=PUBLIC)
    standings = status.statuses(treaty, on=on, viewer=PUBLIC)
    first: dict[str, str] = {}
    for target in targeting.targets(treaty, on=on, viewer=PUBLIC, language="en"):
        first[target.iso3] = target.categories[0]
    return {
        iso3: Where(regions.get(iso3, NOWHERE), first.get(iso3, NOWHERE), standings.get(iso3, "neither"))
        for iso3 in sorted(codes)
    }
