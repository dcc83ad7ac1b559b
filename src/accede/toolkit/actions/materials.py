"""Materials: added, described otherwise, withdrawn, offered again."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.models import ObstacleCode
from accede.toolkit import rules
from accede.toolkit.actions.versions import VersionTold, taken_in, write_version
from accede.toolkit.models import Material, MaterialVersion


class MaterialTold(TypedDict, total=False):
    """What may be said of a material, and later said otherwise."""

    title: str
    publisher: str
    kind: Material.Kind
    audiences: Iterable[Material.Audience]
    obstacles: Iterable[ObstacleCode]
    about: str
    terms: str


_TEXTS = ("title", "publisher", "about", "terms")


def add_material(
    *,
    campaign: Campaign,
    confidentiality: Confidentiality,
    first: VersionTold | None = None,
    by: Viewer,
    at: datetime,
    **told: Unpack[MaterialTold],
) -> Material:
    """A material, with its first version where there is one. Without one it is there by reference.

    Says its title, whose it is, and its kind.
    """
    owner = rules.insist_on_adding(by, campaign)
    with taken_in(first.file if first else None) as kept, transaction.atomic():
        row = Material(
            campaign=campaign,
            owner_id=owner,
            treaty_id=campaign.treaty_key,
            confidentiality=confidentiality,
        )
        _put(row, told)
        _insist_on_terms(row)
        row.save()
        row.obstacles.set(told.get("obstacles", ()))
        audit.write(act="add material", of=row, by=by, at=at)
        if first is not None:
            write_version(row, campaign, confidentiality, first, kept, by=by, at=at)
    return row


@transaction.atomic
def edit_material(*, material: Material, by: Viewer, at: datetime, **told: Unpack[MaterialTold]) -> None:
    """Say otherwise what is given; the rest stays. Who may see it is for `classify` and `release`."""
    rules.insist_on_changing(by, material)
    before, codes = audit.values(material), _codes(material)
    _put(material, told)
    _insist_on_terms(material)
    if "obstacles" in told:
        material.obstacles.set(told["obstacles"])
    now = _codes(material)
    if audit.values(material) == before and now == codes:
        return
    material.save()
    reasons = {"obstacles": ", ".join(now)} if now != codes else None
    audit.write(act="edit material", of=material, by=by, at=at, before=before, told=reasons)


@transaction.atomic
def withdraw(*, record: Material | MaterialVersion, by: Viewer, at: datetime) -> None:
    """Offer it no more, neither here nor on the public page. Who was given it stays on record."""
    rules.insist_on_changing(by, record)
    if record.withdrawn_on is not None:
        raise ValidationError(_("It was withdrawn already."))
    _mark(record, act="withdraw material", by=by, at=at)


@transaction.atomic
def offer_again(*, record: Material | MaterialVersion, by: Viewer, at: datetime) -> None:
    rules.insist_on_changing(by, record)
    if record.withdrawn_on is None:
        raise ValidationError(_("It is offered already."))
    _mark(record, act="offer material again", by=by, at=at)


def _mark(record: Material | MaterialVersion, *, act: str, by: Viewer, at: datetime) -> None:
    before = audit.values(record)
    record.withdrawn_on = at.date() if record.withdrawn_on is None else None
    record.save(update_fields=["withdrawn_on"])
    audit.write(act=act, of=record, by=by, at=at, before=before)


def _put(row: Material, told: MaterialTold) -> None:
    for name in _TEXTS:
        if name in told:
            setattr(row, name, told[name].strip())  # type: ignore[literal-required]
    if "kind" in told:
        row.kind = told["kind"]
    if "audiences" in told:
        row.audiences = [str(each) for each in told["audiences"]]
    row.full_clean()


def _codes(row: Material) -> list[str]:
    return sorted(row.obstacles.values_list("pk", flat=True))


def _insist_on_terms(row: Material) -> None:
    """What stands on the public page says under which terms it may be used: it is somebody's."""
    if row.confidentiality == Confidentiality.PUBLIC and not row.terms:
        raise ValidationError({"terms": _("What is to be public needs its terms of use.")})
