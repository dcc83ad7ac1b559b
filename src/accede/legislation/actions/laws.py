"""Laws of States written down and ended, and what people find in them."""

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence import rules
from accede.evidence.actions.recording import ToldAs, day_of, renew_public_pages, write_down
from accede.legislation import checklist
from accede.legislation.models import Finding, Law
from accede.record.models import State, Treaty


@transaction.atomic
def record_law(
    *,
    state: State,
    treaty: Treaty,
    kind: Law.Kind,
    name: str = "",
    url: str = "",
    reading: str = "",
    by: Viewer,
    at: datetime,
    **told: Unpack[ToldAs],
) -> Law:
    """A law or measure, or that there is none. Raises NotAllowedError and ValidationError."""
    if kind != Law.Kind.NONE and not (name.strip() or reading.strip()):
        raise ValidationError({"name": _("Name the law, or sum up what is known of it.")})
    row = Law(
        state=state, treaty=treaty, kind=kind, name=name.strip(), url=url.strip(), reading=reading.strip()
    )
    return write_down(row, told, act="record law", by=by, at=at)


@transaction.atomic
def end_law(*, law: Law, date_given: str, by: Viewer, at: datetime) -> None:
    """It is no longer so: repealed, passed, given up. It stays on record."""
    rules.insist_on_changing(by, law)
    day = day_of(date_given, on=at.date())
    if day is None:
        raise ValidationError(_("Say since when it is no longer so."))
    if law.day and day < law.day:
        raise ValidationError(_("It cannot end before it began."))
    before = audit.values(law)
    law.ended_given, law.ended_day, law.ended_here = date_given, day, True
    law.save()
    audit.write(act="end law", of=law, by=by, at=at, before=before)
    renew_public_pages(law, "end law")


@transaction.atomic
def compare_law(
    *,
    law: Law,
    point: str,
    verdict: Finding.Verdict,
    campaign: Campaign,
    place: str = "",
    passage: str = "",
    language: str = "en",
    reading: str = "",
    by: Viewer,
    at: datetime,
) -> Finding:
    """What somebody found in the law on one point, in the place of what was found before. The trail keeps both."""
    rules.insist_on_seeing(by, law)
    owner = rules.insist_on_contributing(by, campaign)
    if law.kind == Law.Kind.NONE:
        raise ValidationError(_("Where there is no law there is nothing to compare."))
    if point not in checklist.points(law.treaty_id):
        raise ValidationError(_("The checklist has no such point."))
    says_so = verdict in (Finding.Verdict.COVERED, Finding.Verdict.PARTLY)
    if says_so and not (passage.strip() or place.strip()):
        raise ValidationError(
            {"passage": _("Quote the passage, or say where in the law it stands: others must find it.")}
        )
    found = Finding.objects.unguarded(because="one a point").filter(law=law, point=point).first()
    if found is not None and found.campaign_id is not None:
        rules_of = found.owner_id == owner or by.coordinates(campaign.pk)
        if not rules_of:
            raise ValidationError(
                _("Somebody else has compared this point. Ask them, or those who run the campaign.")
            )
    before = audit.values(found) if found else None
    row = found or Finding(law=law, point=point)
    if row.campaign_id is None:
        row.campaign, row.owner_id = campaign, owner
    row.confidentiality, row.attribution = law.confidentiality, law.attribution
    row.verdict, row.place, row.passage = verdict, place.strip(), passage.strip()
    row.language, row.reading = language, reading.strip()
    row.made_on, row.made_by_id = at.date(), by.person_id
    row.shipped_key = None  # it is the desk's own from now on
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save()
    audit.write(act="compare law", of=row, by=by, at=at, before=before)
    renew_public_pages(row, "compare law")
    return row
