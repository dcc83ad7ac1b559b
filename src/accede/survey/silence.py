"""Who was asked and has not answered yet, in rounds that are open: for those who run the campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.record.queries import states
from accede.survey import rules
from accede.survey.models import Response, Round


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open round, how many it asked, and the States (ISO code, name) that have not signed off an answer."""

    round: Round
    asked: int
    silent: Sequence[tuple[str, str]]
    days_left: int


def waiting(campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Waiting]:
    """The round that ends first comes first; nothing for others than those who run the campaign."""
    if not rules.runs_surveys(viewer, campaign.pk):
        return []
    found = Round.objects.filter(
        campaign=campaign, opened_on__lte=on, closes_on__gte=on, closed_on__isnull=True
    ).order_by("closes_on", "pk")
    rounds = list(found)
    if not rounds:
        return []
    names = states.state_names(language, viewer=viewer)
    asked: dict[int, int] = dict.fromkeys((each.pk for each in rounds), 0)
    silent: dict[int, list[str]] = {each.pk: [] for each in rounds}
    rows = Response.objects.unguarded(because="only who has not answered").filter(round__in=rounds)
    for number, iso3, signed in rows.order_by().values_list("round_id", "state_id", "signed_at"):
        asked[number] += 1
        if signed is None:
            silent[number].append(iso3)
    order = {iso3: place for place, iso3 in enumerate(names)}
    return [
        Waiting(
            each,
            asked[each.pk],
            [(iso3, names[iso3]) for iso3 in sorted(silent[each.pk], key=order.__getitem__)],
            (each.closes_on - on).days,
        )
        for each in rounds
    ]
