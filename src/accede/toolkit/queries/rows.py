"""What the reads give: rows of what one viewer may read, cut loose from the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.models import ObstacleCode
from accede.record.models import Source
from accede.toolkit.models import Material, MaterialVersion

# The six languages of the United Nations, English first: the order in which versions are offered to whoever has none.
LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version in one language. `newest`: the one that is handed out in it; `record` is for its class tag."""

    pk: int
    language: str
    label: str
    date_given: str
    firmness: str
    url: str
    file_name: str
    size: int | None
    newest: bool
    withdrawn: bool
    confidentiality: int
    record: MaterialVersion

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialRow:
    """A material with the versions that the viewer may see, the newest of each language first.

    Title, publisher, `about` and `terms` of one that ships are messages of the catalogues, to be shown through
    `translated`. `record` is for its class tag.
    """

    pk: int
    title: str
    publisher: str
    kind: str
    kind_label: str
    audiences: Sequence[Any]
    obstacles: Sequence[ObstacleCode]
    about: str
    terms: str
    source: Source | None
    owner: str
    shipped: bool
    withdrawn: bool
    confidentiality: int
    versions: Sequence[VersionRow]
    record: Material

    @property
    def is_public(self) -> bool:
        return self.confidentiality == Confidentiality.PUBLIC

    @property
    def current(self) -> list[VersionRow]:
        """What is handed out: the newest version of each language."""
        return [each for each in self.versions if each.newest]

    @property
    def languages(self) -> list[str]:
        return [each.language for each in self.current]

    def in_language(self, language: str) -> VersionRow | None:
        return next((each for each in self.current if each.language == language), None)


def material_rows(materials: Any, viewer: Viewer, *, on: date) -> list[MaterialRow]:
    """Of a set of materials for which it is told who asks, in its order."""
    seen = MaterialVersion.objects.visible_to(viewer).exclude(day__gt=on)
    found = materials.select_related("source", "owner").prefetch_related(
        "obstacles", Prefetch("versions", seen, to_attr="seen")
    )
    return [_material_row(row) for row in found]


def _material_row(row: Any) -> MaterialRow:
    labels = dict(Material.Audience.choices)
    return MaterialRow(
        pk=row.pk,
        title=row.title,
        publisher=row.publisher,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        audiences=[labels[key] for key in row.audiences if key in labels],
        obstacles=list(row.obstacles.all()),
        about=row.about,
        terms=row.terms,
        source=row.source,
        owner=row.owner.name if row.owner else "",
        shipped=row.shipped_key is not None,
        withdrawn=row.withdrawn_on is not None,
        confidentiality=row.confidentiality,
        versions=_version_rows(row.seen),
        record=row,
    )


def _version_rows(found: Iterable[MaterialVersion]) -> list[VersionRow]:
    by_language: defaultdict[str, list[MaterialVersion]] = defaultdict(list)
    for each in found:
        by_language[each.language].append(each)
    rows = []
    for language in sorted(by_language, key=place_of):
        own = sorted(by_language[language], key=age_key, reverse=True)
        newest = next((each.pk for each in own if each.withdrawn_on is None), None)
        rows += [version_row(each, newest=each.pk == newest) for each in own]
    return rows


def version_row(row: MaterialVersion, *, newest: bool) -> VersionRow:
    return VersionRow(
        pk=row.pk,
        language=row.language,
        label=row.label,
        date_given=row.date_given,
        firmness=row.firmness,
        url=row.url,
        file_name=row.file_name if row.file_hash else "",
        size=row.size,
        newest=newest,
        withdrawn=row.withdrawn_on is not None,
        confidentiality=row.confidentiality,
        record=row,
    )


def age_key(row: MaterialVersion) -> tuple[date, int]:
    """The greater, the newer. One of no known date is older than any of a known one."""
    return (row.day or date.min, row.pk)


def place_of(language: str) -> tuple[int, str]:
    return (LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), language)


Names = Mapping[str, str]  # ISO code to short name, as states.state_names gives them
