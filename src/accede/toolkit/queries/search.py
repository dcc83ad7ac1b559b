"""Finding words in materials and hand-outs: in what the viewer may see, opened and looked through in memory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Beside, Kind, Sought, as_sought
from accede.record.queries import states
from accede.toolkit.models import HandOut, Material, MaterialVersion


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which all the words occur. `kind` and `pk` lead to it; no State is named where it is not to be told."""

    kind: str
    pk: int
    title: str
    text: str
    iso3: str
    name: str
    day: date | None
    confidentiality: int


def search(words: str | Sought, campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Hit]:
    """Materials, withdrawn ones too, and hand-outs; of each what the viewer could have read there."""
    sought = as_sought(words)
    if not sought.words:
        return []
    found = _everything(sought, campaign, on, viewer, states.state_names(language, viewer=viewer))
    return [hit for hit, texts in found if sought.occur(texts, iso3=hit.iso3)]


def _materials(viewer: Viewer, campaign: str, treaty: str, _on: date) -> QuerySet[Any]:
    """The campaign's own, and what ships for its treaty."""
    rows: QuerySet[Any] = Material.objects.visible_to(viewer)
    return rows.filter(Q(campaign=campaign) | Q(campaign__isnull=True, treaty=treaty))


def _versions(
    materials: QuerySet[Any], viewer: Viewer, _campaign: str, _treaty: str, on: date
) -> QuerySet[Any]:
    rows: QuerySet[Any] = MaterialVersion.objects.visible_to(viewer).filter(material__in=materials)
    return rows.exclude(day__gt=on).values_list("material_id", "label", "file_name", "url", "file_hash")


def _version(_viewer: Viewer, label: str, file_name: str, url: str, file_hash: str) -> list[str]:
    return [label, file_name if file_hash else "", url]


def _reasons(materials: QuerySet[Any], _viewer: Viewer, *_about: Any) -> QuerySet[Any]:
    """The reasons that they answer."""
    rows = Material.obstacles.through.objects.filter(material__in=materials)
    return rows.values_list("material_id", "obstaclecode_id", "obstaclecode__names")


def _reason(_viewer: Viewer, code: str, names: Mapping[str, str]) -> list[str]:
    return [code, *names.values()]


MATERIALS = Kind(
    model=Material,
    seen=_materials,
    texts=("title", "publisher", "about", "terms", "kind", "audiences"),
    beside=(
        Beside(model=MaterialVersion, ask=_versions, texts=_version),
        Beside(model=Material.obstacles.through, ask=_reasons, texts=_reason),
    ),
)


def _given(viewer: Viewer, campaign: str, _treaty: str, on: date) -> QuerySet[Any]:
    rows: QuerySet[Any] = HandOut.objects.visible_to(viewer)
    return rows.filter(campaign=campaign, taken_back=False, handed_on__lte=on)


def _titles(hand_outs: QuerySet[Any], viewer: Viewer, *_about: Any) -> QuerySet[Any]:
    """What was given, where it is for this viewer to know."""
    versions = MaterialVersion.objects.visible_to(viewer)
    known = versions.filter(material__in=Material.objects.visible_to(viewer))
    rows: QuerySet[Any] = HandOut.objects.visible_to(viewer).filter(pk__in=hand_outs, version__in=known)
    return rows.values_list("pk", "version__material__title")


HAND_OUTS = Kind(
    model=HandOut,
    seen=_given,
    texts=("who", "note", "person__name", "meeting__names"),
    shown=("handed_on",),
    beside=(Beside(model=HandOut, ask=_titles, texts=lambda _viewer, title: [title]),),
)


def _everything(
    sought: Sought, campaign: Campaign, on: date, viewer: Viewer, names: Mapping[str, str]
) -> Iterator[tuple[Hit, list[str]]]:
    about = (campaign.pk, campaign.treaty_key, on)
    audiences = {key: str(label) for key, label in Material.Audience.choices}
    for each in sought.some(MATERIALS, *about, viewer=viewer, told={"audiences": audiences}):
        row, ships = each.record, each.record.shipped_key is not None
        title, told = (gettext(text) if ships and text else text for text in (row.title, row.about))
        own = [row.title, row.about, row.publisher, row.terms, row.get_kind_display()]
        own += [audiences.get(key, "") for key in row.audiences]
        yield _hit(row, title, told, None), [title, told, *own, *each.beside]
    for each in sought.some(HAND_OUTS, *about, viewer=viewer):
        row, leads = each.record, each.leads
        texts = [*each.beside, row.note]
        hit = _hit(row, each.called, next(filter(None, texts), ""), row.handed_on)
        if row.speaker_is_shown_to(viewer):
            hit = replace(hit, iso3=row.state_id, name=names.get(row.state_id, ""))
            texts += [leads["person__name"], *(leads["meeting__names"] or {}).values()]
        if row.who_is_shown_to(viewer):
            texts.append(row.who)
        yield hit, texts


def _hit(row: Any, title: str, text: str, day: date | None) -> Hit:
    return Hit(
        kind=str(row._meta.model_name),  # noqa: SLF001 -- Django's documented name for it
        pk=row.pk,
        title=title,
        text=text,
        iso3="",
        name="",
        day=day,
        confidentiality=row.confidentiality,
    )
