"""What is missing on the desk: contacts, fresh tables, reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.obstacles import states_with_reasons
from accede.outreach.models import Contact
from accede.outreach.queries.contacts import posts_known
from accede.record.models import Treaty
from accede.record.queries import treaties
from accede.targeting.categories import categories
from accede.targeting.queries import Target

State = tuple[str, str]  # ISO code and name


@dataclass(frozen=True, slots=True)
class Gaps:
    """`without_contact` holds each contact point with the target States of which nobody is known there."""

    targets: int
    without_contact: Sequence[tuple[str, str, Sequence[State]]]  # place, its name, States
    without_reason: Sequence[State]
    stale: Sequence[Treaty]  # tables on which the target lists stand


def gaps(campaign: Campaign, targets: Sequence[Target], *, on: date, viewer: Viewer, language: str) -> Gaps:
    """What is missing about the target States, as far as the viewer may see."""
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=viewer)
    names = {row.iso3: row.name for row in targets}
    reasons = states_with_reasons(treaty, on=on, viewer=viewer, language=language)
    concerned = {treaty.key, *(each.treaty for each in categories().values() if each.treaty)}
    known = posts_known(campaign, list(names), on=on, viewer=viewer)
    return Gaps(
        targets=len(names),
        without_contact=[
            (place.value, str(place.label), [(iso3, names[iso3]) for iso3 in missing])
            for place in Contact.Place
            if (missing := [iso3 for iso3 in names if (place, iso3) not in known])
        ],
        without_reason=[(iso3, name) for iso3, name in names.items() if iso3 not in reasons],
        stale=[
            each
            for each in treaties.treaties(viewer=viewer, among=concerned)
            if treaties.is_stale(each.as_of, on=on)
        ],
    )
