"""Materials: those asked for, one of them, those of the public page, those that fit a State."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, Sum

from accede.access.confidentiality import NotVisibleError, get_visible
from accede.access.models import AuditEntry, Campaign
from accede.access.viewer import PUBLIC, Viewer
from accede.evidence.models import ObstacleCode
from accede.evidence.queries.looking import all_occur
from accede.evidence.queries.obstacles import obstacles_of
from accede.record.models import State, Treaty
from accede.record.names import fold
from accede.record.queries import states
from accede.toolkit import files
from accede.toolkit.models import DownloadCount, HandOut, Material, MaterialVersion
from accede.toolkit.queries.rows import MaterialRow, VersionRow, material_rows, version_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which materials are asked for; what is empty asks for all."""

    words: str = ""
    kind: str = ""
    audience: str = ""
    obstacle: str = ""  # the key of a reason that it answers
    language: str = ""
    withdrawn: bool = False  # those that are offered no more, too


@dataclass(frozen=True, slots=True)
class Fit:
    """A material for one State. `answers` are reasons of the State's that it answers.

    `version` is what would be handed over: in the State's language (`in_language`) or, where there is none, another.
    `held` is the newest version that the State was given, as far as the viewer may know, and `outdated` says that
    there is a newer one in that language.
    """

    material: MaterialRow
    answers: Sequence[ObstacleCode]
    version: VersionRow | None
    in_language: bool
    held: VersionRow | None
    outdated: bool


@dataclass(frozen=True, slots=True)
class ForState:
    """What fits a State best, the best first. `language` is the one in which it works at the United Nations."""

    language: str
    reasons: Sequence[ObstacleCode]
    fits: Sequence[Fit]


def materials(campaign: Campaign, asked: Asked, *, on: date, viewer: Viewer) -> list[MaterialRow]:
    """In the order of kinds and titles. Words are sought in all that is said of it; the texts lie encrypted."""
    found = material_rows(_of(campaign).visible_to(viewer), viewer, on=on)
    return sorted((row for row in found if _is_asked(row, asked)), key=_in_order)


def titles(campaign: Campaign, *, viewer: Viewer) -> list[Material]:
    """The materials alone, withdrawn ones too, in the order of kinds and titles: for a field to choose from."""
    return sorted(_of(campaign).visible_to(viewer).defer("about", "terms"), key=_in_order)


def public_materials(treaty: Treaty, asked: Asked, *, on: date) -> list[MaterialRow]:
    """What anyone may see, of whichever campaign for the treaty."""
    found = material_rows(Material.objects.filter(treaty=treaty).visible_to(PUBLIC), PUBLIC, on=on)
    return sorted((row for row in found if _is_asked(row, asked)), key=_in_order)


def public_edition() -> int:
    """Changes whenever a public page of materials might: the number of the last act on a material or a version."""
    kinds = [model._meta.label for model in (Material, MaterialVersion)]  # noqa: SLF001 -- Django's documented name for it
    return AuditEntry.objects.filter(kind__in=kinds).aggregate(last=Max("pk"))["last"] or 0


def material(campaign: Campaign, number: int, *, on: date, viewer: Viewer) -> MaterialRow:
    """Raises NotVisibleError."""
    rows = material_rows(_of(campaign).visible_to(viewer).filter(pk=number), viewer, on=on)
    if not rows:
        raise NotVisibleError(f"Material {number}")
    return rows[0]


def get_material(number: int, *, viewer: Viewer) -> Material:
    """The material itself, for the actions. Raises NotVisibleError."""
    return get_visible(Material, number, viewer=viewer)


def get_version(number: int, *, viewer: Viewer) -> MaterialVersion:
    """The version itself, of a material that the viewer may see as well. Raises NotVisibleError."""
    row = get_visible(MaterialVersion, number, viewer=viewer)
    if not row.material.is_visible_to(viewer):
        raise NotVisibleError(f"MaterialVersion {number}")
    return row


def file_of(row: MaterialVersion, *, viewer: Viewer) -> tuple[str, bytes]:
    """Name and content. Raises NotVisibleError where the version has no file, or the viewer may not see it."""
    if not row.file_hash or not row.is_visible_to(viewer):
        raise NotVisibleError(f"file of MaterialVersion {row.pk}")
    return row.file_name, files.read(row.file_hash, row.file_key)


def public_file(number: int) -> MaterialVersion:
    """A version whose file stands on the public page: offered still, with its terms of use. Raises NotVisibleError."""
    row = get_version(number, viewer=PUBLIC)
    if row.withdrawn_on or row.material.withdrawn_on or not row.file_hash or not row.material.terms:
        raise NotVisibleError(f"public file of MaterialVersion {number}")
    return row


def downloads(numbers: Collection[int], *, viewer: Viewer) -> dict[int, int]:
    """How often the file of each version was downloaded from the public page, all days together."""
    found = DownloadCount.objects.filter(version__in=numbers).order_by().values_list("version")
    return dict(found.annotate(total=Sum("number"))) if viewer.roles else {}


def for_state(state: State, campaign: Campaign, *, on: date, viewer: Viewer, language: str) -> ForState:
    """Those that answer its reasons first, and of these what there is in its language."""
    treaty = Treaty.objects.get(pk=campaign.treaty_key)
    stated = obstacles_of(state, treaty, on=on, viewer=viewer, language=language)
    return fits(state, campaign, [row.code for row in stated if row.standing], on=on, viewer=viewer)


def fits(
    state: State,
    campaign: Campaign,
    reasons: Sequence[ObstacleCode],
    *,
    on: date,
    viewer: Viewer,
    only_if_fit: bool = False,
) -> ForState:
    """As `for_state`, for whoever has read its reasons already; all, or what answers one or was given already."""
    own = states.working_language(state)
    standing = list(dict.fromkeys(reasons))
    held = _held(state, campaign, on, viewer)
    if only_if_fit:
        fit = Q(obstacles__in=standing) | Q(pk__in=list(held))
        numbers = _of(campaign).visible_to(viewer).filter(fit).order_by().values("pk")
        seen = _of(campaign).visible_to(viewer).filter(pk__in=numbers)
        every = Asked()
        rows = sorted(
            (row for row in material_rows(seen, viewer, on=on) if _is_asked(row, every)), key=_in_order
        )
    else:
        rows = materials(campaign, Asked(), on=on, viewer=viewer)
    found = [_fit(row, own, standing, held) for row in rows]
    found.sort(key=lambda fit: (-len(fit.answers), not fit.in_language, fit.version is None))
    return ForState(own, standing, found)


def _fit(
    row: MaterialRow, own: str, reasons: Sequence[ObstacleCode], held: dict[int, MaterialVersion]
) -> Fit:
    version = row.in_language(own)
    given = held.get(row.pk)
    newest = row.in_language(given.language) if given else None
    return Fit(
        material=row,
        answers=[code for code in reasons if code in row.obstacles],
        version=version or next(iter(row.current), None),
        in_language=version is not None,
        held=version_row(given, newest=newest is not None and newest.pk == given.pk) if given else None,
        outdated=given is not None and newest is not None and newest.pk != given.pk,
    )


def _held(state: State, campaign: Campaign, on: date, viewer: Viewer) -> dict[int, MaterialVersion]:
    """Of each material the version that the State was given last."""
    rows = (
        HandOut.objects.filter(campaign=campaign, state=state, taken_back=False, handed_on__lte=on)
        .attributable_by(viewer)
        .select_related("version")
        .order_by("handed_on", "pk")
    )
    return {row.version.material_id: row.version for row in rows if row.version.is_visible_to(viewer)}


def _of(campaign: Campaign) -> Any:
    """The campaign's own, and what ships for its treaty."""
    shipped = Q(campaign__isnull=True, treaty=campaign.treaty_key)
    return Material.objects.filter(Q(campaign=campaign) | shipped)


def _is_asked(row: MaterialRow, asked: Asked) -> bool:
    if row.withdrawn and not asked.withdrawn:
        return False
    if asked.kind and row.kind != asked.kind:
        return False
    if asked.audience and asked.audience not in row.record.audiences:
        return False
    if asked.obstacle and asked.obstacle not in {code.pk for code in row.obstacles}:
        return False
    if asked.language and asked.language not in row.languages:
        return False
    sought = fold(asked.words).split()
    return not sought or all_occur(sought, fold(" ".join(texts_of(row))))


def texts_of(row: MaterialRow) -> list[str]:
    """All in which a material may be found."""
    own = [row.title, row.publisher, row.about, row.terms, str(row.kind_label)]
    own += [str(each) for each in row.audiences]
    own += [text for code in row.obstacles for text in (code.pk, code.name)]
    return own + [text for each in row.versions for text in (each.label, each.file_name, each.url)]


def _in_order(row: MaterialRow | Material) -> tuple[int, str, int]:
    kinds = list(Material.Kind.values)
    return (kinds.index(row.kind) if row.kind in kinds else len(kinds), fold(row.title), row.pk)
