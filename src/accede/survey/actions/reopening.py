"""Answers that were signed off, opened again: nobody reads them, and none is evidence, until they are signed anew."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.viewer import Viewer
from accede.evidence.models import Obstacle, Position
from accede.survey import rules
from accede.survey.models import Answer, Response


@transaction.atomic
def reopen_answers(*, response: Response, by: Viewer, at: datetime) -> None:
    """As the State asked for it. Its link writes again; what it had answered stands in it. Not in a round that is closed."""
    rules.insist_on_running(by, response.round.campaign)
    locked = (
        Response.objects.unguarded(because="opened again, not read")
        .select_for_update(of=("self", "round"))
        .select_related("round")
        .get(pk=response.pk)
    )
    if locked.signed_at is None:
        raise ValidationError(_("These answers are not signed off."))
    rules.insist_on_not_closed(locked.round)
    confidentiality, attribution = rules.DRAFT
    Answer.objects.unguarded(because="as before").filter(response=locked, inferred=False).update(
        confidentiality=confidentiality, attribution=attribution
    )
    _take_back_evidence(locked, by, at)
    before = audit.values(locked)
    locked.signed_at, locked.signed_by = None, ""
    locked.confidentiality, locked.attribution = confidentiality, attribution
    locked.save()
    audit.write(act="reopen survey answers", of=locked, by=by, at=at, before=before)


def _take_back_evidence(response: Response, by: Viewer, at: datetime) -> None:
    """What it became is confined to counting at once, and deleted unless something else has come to rest on it."""
    origin = rules.origin_of(response.round.name)
    confidentiality, attribution = rules.DRAFT
    kinds: tuple[Any, ...] = (Obstacle, Position)
    for kind in kinds:
        made = kind.objects.unguarded(because="what the answers became").filter(
            state=response.state_id, campaign=response.campaign_id, owner=rules.respondents()
        )
        for row in made:
            if row.origin != origin:
                continue
            before = audit.values(row)
            row.confidentiality, row.attribution = confidentiality, attribution
            row.save()
            audit.write(act="take back survey evidence", of=row, by=by, at=at, before=before)
            try:
                with transaction.atomic():
                    row.delete()
            except models.ProtectedError:
                continue
