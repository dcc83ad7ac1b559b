"""Materials, and who was given which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accede.access.models import Campaign, Person
from accede.access.roles import Attribution
from accede.access.viewer import Viewer
from accede.api.asked import Language
from accede.api.desk import taken
from accede.api.desk.room import Room
from accede.campaign.models import Activity
from accede.evidence.queries.code_book import code_book
from accede.record.meetings.models import Meeting
from accede.record.models import State
from accede.record.queries import states
from accede.record.queries.treaties import get_treaty
from accede.toolkit import queries as toolkit
from accede.toolkit.actions import hand_outs, materials, versions
from accede.toolkit.files import DamagedFileError
from accede.toolkit.models import HandOut, Material, MaterialVersion
from accede.toolkit.queries import catalogue
from accede.toolkit.queries.given import HandOutRow
from accede.toolkit.queries.rows import MaterialRow

room = Room("Materials")
taken.find_by(
    MaterialVersion, taken.Number, lambda seat, number: toolkit.get_version(number, viewer=seat.viewer)
)


class HandOutTold(TypedDict, total=False):
    """What may be said otherwise of a hand-out."""

    state: State
    handed_on: date
    version: MaterialVersion
    meeting: Meeting | None
    exchange: int | None
    activity: Activity | None
    person: Person
    who: str
    note: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class DownloadsOut:
    """How often the file of a version was downloaded from the public page. Of nobody it is known by whom."""

    version: int
    downloads: int


def edit_hand_out(*, row: HandOut, by: Viewer, at: datetime, **told: Unpack[HandOutTold]) -> None:
    """What is given is said otherwise; the rest stays."""
    hand_outs.edit_hand_out(row=row, by=by, at=at, **told)


def withdraw_material(*, record: Material, by: Viewer, at: datetime) -> None:
    """Neither here nor on the public page. Who was given it stays on record."""
    materials.withdraw(record=record, by=by, at=at)


def offer_material_again(*, record: Material, by: Viewer, at: datetime) -> None:
    """It was withdrawn."""
    materials.offer_again(record=record, by=by, at=at)


def withdraw_version(*, record: MaterialVersion, by: Viewer, at: datetime) -> None:
    """The one before it is the newest again."""
    materials.withdraw(record=record, by=by, at=at)


def offer_version_again(*, record: MaterialVersion, by: Viewer, at: datetime) -> None:
    """It was withdrawn."""
    materials.offer_again(record=record, by=by, at=at)


def file_of(version: MaterialVersion, *, viewer: Viewer) -> tuple[str, bytes]:
    """As it was sent."""
    try:
        return toolkit.file_of(version, viewer=viewer)
    except DamagedFileError as error:
        raise ValidationError(
            _("The file is gone from the data folder, or was changed there. Restore it from a backup.")
        ) from error


def all_materials(
    campaign: Campaign, asked: catalogue.Asked, *, in_language: str = "", on: date, viewer: Viewer
) -> list[MaterialRow]:
    """By kind and title."""
    if in_language and in_language not in {*Language, *states.languages_spoken(viewer=viewer)}:
        raise ValidationError({"in_language": f"There is no language {in_language!r} to choose."})
    if asked.obstacle:
        known = [
            code.key for code in code_book(get_treaty(campaign.treaty_key, viewer=viewer), viewer=viewer)
        ]
        if asked.obstacle not in known:
            raise ValidationError({"obstacle": f"There is no reason {asked.obstacle!r} to choose."})
    return catalogue.materials(campaign, replace(asked, language=in_language), on=on, viewer=viewer)


def downloads(campaign: Campaign, number: int, *, on: date, viewer: Viewer) -> Sequence[DownloadsOut]:
    """Of each version that the reader may see."""
    row = toolkit.material(campaign, number, on=on, viewer=viewer)
    counts = toolkit.downloads([each.pk for each in row.versions], viewer=viewer)
    return [DownloadsOut(each.pk, counts.get(each.pk, 0)) for each in row.versions]


room.several(
    "/materials",
    all_materials,
    kinds={"kind": Material.Kind, "audience": Material.Audience},
    summary="Materials, with their versions",
)
room.one("/materials/{number}", catalogue.material, summary="A material")
room.write(
    "POST",
    "/materials",
    materials.add_material,
    needed=("title", "kind"),
    summary="Add a material, with its first version or by reference",
)
room.write(
    "PATCH",
    "/materials/{number}",
    materials.edit_material,
    of="material",
    summary="Say otherwise what is given",
)
room.write("POST", "/materials/{number}/withdraw", withdraw_material, of="record", summary="Offer it no more")
room.write("POST", "/materials/{number}/offer", offer_material_again, of="record", summary="Offer it again")
room.several("/materials/{number}/downloads", downloads, summary="How often its files were downloaded")
room.write(
    "POST",
    "/materials/{number}/versions",
    versions.add_version,
    of="material",
    needed=("confidentiality",),
    summary="A version in one language: a link, a file, or the word that there is one",
)
room.file("/versions/{number}/file", file_of, of="version", summary="The file of a version")
room.write("POST", "/versions/{number}/withdraw", withdraw_version, of="record", summary="Offer it no more")
room.write("POST", "/versions/{number}/offer", offer_version_again, of="record", summary="Offer it again")
room.one("/states/{iso3}/materials", catalogue.for_state, summary="Materials that suit a State")
room.several("/hand-outs", toolkit.hand_outs, row=HandOutRow, summary="Who was given which")
room.several("/hand-outs/outdated", toolkit.outdated, summary="Who holds an outdated version")
room.one("/hand-outs/{number}", toolkit.hand_out, summary="A hand-out")
room.write("POST", "/hand-outs", hand_outs.hand_out, summary="Log what was handed out")
room.write("PATCH", "/hand-outs/{number}", edit_hand_out, of="row", summary="Say otherwise what is given")
room.write(
    "DELETE", "/hand-outs/{number}", hand_outs.take_back_hand_out, of="row", summary="It was not handed out"
)
