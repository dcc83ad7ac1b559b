"""Writing down how a State is to be approached."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.outreach import approach_rules
from accede.outreach.actions.permitted import insist_on_changing, insist_on_coordinating
from accede.outreach.models import Approach
from accede.record.models import State


@transaction.atomic
def edit_approach(
    *,
    campaign: Campaign,
    state: State,
    text: str,
    offers: Sequence[str] = (),
    speakers: Sequence[str] = (),
    confidentiality: Confidentiality,
    by: Viewer,
    at: datetime,
) -> Approach:
    """What to say, and which suggestions are taken up. One that is there keeps its class and its owner."""
    owner = insist_on_coordinating(by, campaign)
    for field, chosen, known in (
        ("offers", offers, approach_rules.offers()),
        ("speakers", speakers, approach_rules.speakers()),
    ):
        unknown = [key for key in chosen if key not in known]
        if unknown:
            raise ValidationError({field: _("“%(key)s” is not among them.") % {"key": unknown[0]}})
    if not (text.strip() or offers or speakers):
        raise ValidationError({"text": _("Write what to say, or choose what to offer.")})
    every = Approach.objects.unguarded(because="only one may stand, whoever may see it")
    approach = every.select_for_update().filter(campaign=campaign, state=state).first()
    before = None
    if approach:
        insist_on_changing(by, approach)
        before = audit.values(approach)
    else:
        approach = Approach(campaign=campaign, state=state, owner_id=owner, confidentiality=confidentiality)
    approach.text = text.strip()
    approach.offers, approach.speakers = list(dict.fromkeys(offers)), list(dict.fromkeys(speakers))
    approach.edited_by_id, approach.edited_on = by.person_id, at.date()
    approach.full_clean(validate_constraints=False)  # that would list approaches for nobody
    approach.save()
    audit.write(act="edit approach", of=approach, by=by, at=at, before=before)
    return approach
