"""Many documents at once: those of a list of States, or one in all languages. Asked for here, made in the background."""

import base64
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import get_visible
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.record.queries import treaties
from accede.reporting import asking, resting, rules, tasks
from accede.reporting.kinds.letters import recipients
from accede.reporting.making import Asked
from accede.reporting.models import Bundle, Paper


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle in a list."""

    pk: int
    title: str
    form_label: str
    asked_by: str
    asked_on: date
    is_made: bool
    confidentiality: int
    class_label: str


@transaction.atomic
def ask_for_dossiers(
    *,
    campaign: Campaign,
    states: str,
    category: str,
    form: str,
    language: str,
    audience: Confidentiality,
    on: date,
    by: Viewer,
    at: datetime,
) -> Bundle:
    """The dossiers of all States of a list, or of those named. Raises ReportRefusedError and NotOnRecordError."""
    rules.insist_on_writing(by, campaign)
    treaty = treaties.get_treaty(campaign.treaty_key, viewer=by)
    found = recipients(treaty, asked=states, category=category, on=on, author=by)
    if not found:
        raise ValidationError({"category": _("Nobody is on this list today, so there is nothing to write.")})
    return _ask(
        [Asked(kind="dossier", state=state.pk) for state in found],
        title=_("State dossiers"),
        campaign=campaign,
        form=form,
        languages=[language],
        audience=audience,
        on=on,
        by=by,
        at=at,
    )


@transaction.atomic
def ask_for_languages(*, paper: Paper, form: str, on: date, by: Viewer, at: datetime) -> Bundle:
    """The document in each of the six languages, filled anew."""
    rules.insist_on_changing(by, paper)
    if paper.campaign is None:
        raise ValidationError(_("A document is always of a campaign."))
    return _ask(
        [asking.from_text(paper.asked)],
        title=paper.title,
        campaign=paper.campaign,
        form=form,
        languages=[code for code, _name in settings.LANGUAGES],
        audience=Confidentiality(paper.audience),
        on=on,
        by=by,
        at=at,
    )


def _ask(
    asked: list[Asked],
    *,
    title: str,
    campaign: Campaign,
    form: str,
    languages: list[str],
    audience: Confidentiality,
    on: date,
    by: Viewer,
    at: datetime,
) -> Bundle:
    bundle = Bundle(
        campaign=campaign,
        owner_id=rules.insist_on_writing(by, campaign),
        confidentiality=min(max(audience, Confidentiality.COORDINATORS_AND_ISU), by.clearance(campaign.pk)),
        form=form,
        languages=" ".join(languages),
        audience=audience,
        title=title,
        asked="\n".join(asking.to_text(each) for each in asked),
        asked_on=on,
        asked_by_id=by.person_id,
        count=len(asked) * len(languages),
    )
    bundle.full_clean(validate_constraints=False)  # the database holds them
    bundle.save()
    audit.write(act="ask for bundle", of=bundle, by=by, at=at)
    bundle.task = tasks.make_bundle.enqueue(bundle.pk).id
    bundle.save(update_fields=["task"])
    return bundle


def bundles(campaign: Campaign, *, viewer: Viewer) -> list[BundleRow]:
    """The latest first, without the files themselves."""
    found = Bundle.objects.visible_to(viewer).filter(campaign=campaign).select_related("asked_by")
    return [
        BundleRow(
            pk=bundle.pk,
            title=bundle.title,
            form_label=str(bundle.get_form_display()),
            asked_by=bundle.asked_by.name if bundle.asked_by else "",
            asked_on=bundle.asked_on,
            is_made=bundle.made_at is not None,
            confidentiality=bundle.confidentiality,
            class_label=str(bundle.get_confidentiality_display()),
        )
        for bundle in found.defer("content")
    ]


def get_bundle(number: int, *, viewer: Viewer) -> Bundle:
    """Raises NotVisibleError, and ConfinedError where it rests on what its readers may not see any more."""
    found = get_visible(Bundle, number, viewer=viewer)
    resting.insist_on_open(found.rests, found.audience)
    return found


def file_of(bundle: Bundle) -> bytes:
    return base64.b64decode(bundle.content)
