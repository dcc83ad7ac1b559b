"""Finding words in materials and hand-outs: in what the viewer may see, opened and looked through in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext

from accede.access.models import Campaign
from accede.access.viewer import Viewer
from accede.evidence.queries.looking import Sought, as_sought
from accede.toolkit.models import HandOut, Material, MaterialVersion
from accede.toolkit.queries import catalogue, given
from accede.toolkit.queries.catalogue import texts_of

# The columns that are looked through before a record is read.
OF_A_MATERIAL = ("title", "publisher", "about", "terms", "kind", "audiences")
OF_A_HAND_OUT = ("who", "note", "person__name", "version__material__title", "meeting__names")


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
    class_label: str


def search(words: str | Sought, campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> list[Hit]:
    """Materials, withdrawn ones too, and hand-outs; of each what the viewer could have read there."""
    sought = as_sought(words)
    if not sought.words:
        return []
    found = _everything(sought, campaign, on, viewer, language)
    return [hit for hit, texts in found if sought.occur(texts, iso3=hit.iso3)]


def _beside(viewer: Viewer, materials: list[int]) -> Iterator[tuple[Any, ...]]:
    """The texts of their versions, and the reasons that they answer."""
    versions = MaterialVersion.objects.visible_to(viewer).filter(material__in=materials)
    yield from versions.values_list("material_id", "label", "file_name", "url")
    answered = Material.obstacles.through.objects.filter(material__in=materials)
    for number, code, names in answered.values_list("material_id", "obstaclecode_id", "obstaclecode__names"):
        yield number, code, *names.values()


def _everything(
    sought: Sought, campaign: Campaign, on: date, viewer: Viewer, language: str
) -> Iterator[tuple[Hit, list[str]]]:
    def some_of_all(materials: Any) -> list[Material]:
        called = {key: str(label) for key, label in Material.Audience.choices}
        also = partial(_beside, viewer)
        return sought.some(materials, *OF_A_MATERIAL, told={"audiences": called}, also=also)

    for row in catalogue.some_materials(campaign, some_of_all, on=on, viewer=viewer):
        label = str(row.record.get_confidentiality_display())
        title, about = (gettext(text) if row.shipped and text else text for text in (row.title, row.about))
        hit = Hit("material", row.pk, title, about, "", "", None, row.confidentiality, label)
        yield hit, [title, about, *texts_of(row)]

    def some(given_out: Any) -> list[HandOut]:
        return sought.some(given_out, *OF_A_HAND_OUT)

    for each in given.some_hand_outs(campaign, some, on=on, viewer=viewer, language=language):
        meeting = each.meeting.names.values() if each.meeting else ()
        hit = Hit(
            each.kind,
            each.pk,
            str(HandOut._meta.verbose_name),  # noqa: SLF001 -- Django's documented name for it
            each.title or each.text,
            each.iso3,
            each.name,
            each.day,
            each.confidentiality,
            each.class_label,
        )
        yield hit, [each.title, each.text, each.who, each.by_whom, *meeting]
