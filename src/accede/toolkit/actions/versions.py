"""Versions of a material: a link or a file, in one language."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accede.access import audit
from accede.access.confidentiality import NotVisibleError
from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.access.viewer import Viewer
from accede.evidence.actions.recording import firmness_of
from accede.files import words
from accede.files.inspection import File, insist_on_harmless
from accede.files.refused import RefusedFileError
from accede.record.partial_dates import NotADateError, first_possible_day, last_possible_day
from accede.toolkit import files, rules
from accede.toolkit.models import Material, MaterialVersion

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTold:
    """A version as it is entered. `date_given` is when it was published, as far as is known."""

    language: str
    date_given: str
    label: str = ""
    url: str = ""
    file: File | None = None


def add_version(
    *,
    material: Material,
    campaign: Campaign,
    confidentiality: Confidentiality,
    told: VersionTold,
    by: Viewer,
    at: datetime,
) -> MaterialVersion:
    """Keep a version with its file, whole or not at all. It is never open to more readers than its material."""
    rules.insist_on_adding(by, campaign)
    with taken_in(told.file) as kept, transaction.atomic():
        return write_version(material, campaign, confidentiality, told, kept, by=by, at=at)


def write_version(
    material: Material,
    campaign: Campaign,
    confidentiality: Confidentiality,
    told: VersionTold,
    kept: "Kept | None",
    *,
    by: Viewer,
    at: datetime,
) -> MaterialVersion:
    """The row of a version. The caller holds the transaction, and the file."""
    if not material.is_visible_to(by) or material.campaign_id not in (None, campaign.pk):
        raise NotVisibleError(f"Material {material.pk}")
    row = MaterialVersion(
        material=material,
        campaign=campaign,
        owner_id=rules.insist_on_adding(by, campaign),
        confidentiality=max(confidentiality, material.confidentiality),
        language=told.language,
        label=told.label.strip(),
        url=_link(told.url),
        added_on=at.date(),
        added_by_id=by.person_id,
    )
    if kept:
        row.file_name, row.size, row.file_hash, row.file_key = kept.name, kept.size, kept.hash, kept.key
    _date(row, told.date_given.strip(), at)
    row.full_clean()
    row.save()
    audit.write(act="add version of material", of=row, by=by, at=at)
    return row


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the data folder; its row is still to be written."""

    name: str
    size: int
    hash: str
    key: str


@contextmanager
def taken_in(file: File | None) -> Iterator[Kept | None]:
    """Look at the file and keep it, before anybody else has to wait; it goes again where its row cannot be written."""
    if file is None:
        yield None
        return
    try:
        insist_on_harmless(file)
    except RefusedFileError as error:
        raise ValidationError({"file": words.told(error)}) from error
    name, key = files.keep(file.content)
    try:
        yield Kept(file.name[-_LONGEST_NAME:], len(file.content), name, key)
    except BaseException:
        files.drop(name)
        raise


def drop_left_over_files(*, at: datetime) -> int:
    """Take away files on which no version rests, once they are old enough to be of no upload under way."""
    every = MaterialVersion.objects.unguarded(because="names of files that stay, shown to nobody")
    return files.drop_left_over(known=set(every.values_list("file_hash", flat=True)), at=at)


def _link(given: str) -> str:
    """An address of the web, or nothing: no other kind is ever put behind a link."""
    link = given.strip()
    try:
        parts = urlsplit(link)
        is_of_the_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_of_the_web = False
    if link and not (is_of_the_web and link.isprintable() and " " not in link):
        raise ValidationError(
            {"url": _("This is no address of the web. It begins with https:// or http://.")}
        )
    return link


def _date(row: MaterialVersion, given: str, at: datetime) -> None:
    if not given:
        raise ValidationError(
            {"date_given": _("Say when it was published, or the year: else nobody knows which is newer.")}
        )
    try:
        if first_possible_day(given) > at.date():
            raise ValidationError({"date_given": _("%(date)s is still to come.") % {"date": given}})
        row.day = last_possible_day(given, not_after=at.date())
    except NotADateError as error:
        raise ValidationError(
            {
                "date_given": _("“%(date)s” is not a date. Write it as 2025-03-06, 2025-03 or 2025.")
                % {"date": given}
            }
        ) from error
    row.date_given, row.firmness = given, firmness_of(given)
