"""The materials that are named by the program. Another edition renews its own rows and touches no others."""

import tomllib
from importlib import resources
from typing import Any

from django.db import transaction

from accede.access.roles import Confidentiality
from accede.evidence.actions.recording import firmness_of
from accede.evidence.models import ObstacleCode
from accede.record.partial_dates import last_possible_day
from accede.record.shipped_record import recorded_date
from accede.toolkit.models import HandOut, Material, MaterialVersion

_EVERY = "what ships is public, and nothing is shown here"


@transaction.atomic
def load_shipped_materials() -> None:
    """Renew the materials that ship, each in its place. States, treaties and sources are there already.

    One that ships no more is withdrawn where somebody was given it or added a version, and gone where nobody did.
    """
    entries = shipped()
    every = Material.objects.unguarded(because=_EVERY).filter(shipped_key__isnull=False)
    known = {row.shipped_key: row for row in every}
    for entry in entries:
        _renew(known.pop(entry["key"], None) or Material(shipped_key=entry["key"]), entry)
    for row in known.values():
        versions = MaterialVersion.objects.unguarded(because=_EVERY).filter(material=row)
        given = HandOut.objects.unguarded(because="only whether there is one").filter(version__in=versions)
        if given.exists() or versions.filter(owner__isnull=False).exists():
            row.withdrawn_on = row.withdrawn_on or recorded_date()
            row.save(update_fields=["withdrawn_on"])
        else:
            row.delete()


def shipped() -> list[dict[str, Any]]:
    text = (resources.files("accede.toolkit") / "shipped" / "materials.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["material"]
    return entries


def _renew(row: Material, entry: dict[str, Any]) -> None:
    row.confidentiality = Confidentiality.PUBLIC
    row.treaty_id, row.source_id = entry["treaty"], entry["source"]
    row.kind, row.audiences = entry["kind"], entry["audiences"]
    row.title, row.publisher = entry["summary"], entry["publisher"]
    row.about, row.terms = entry.get("note", ""), entry.get("terms", "")
    row.withdrawn_on = None
    row.save()
    row.obstacles.set(ObstacleCode.objects.filter(pk__in=entry["answers"]))
    own = MaterialVersion.objects.unguarded(because=_EVERY).filter(material=row, owner__isnull=True)
    there = {each.language: each for each in own}
    for told in entry.get("versions", ()):
        version = there.pop(told["language"], None) or MaterialVersion(
            material=row, language=told["language"], added_on=recorded_date()
        )
        version.confidentiality = Confidentiality.PUBLIC
        version.label, version.url = told.get("label", ""), told.get("url", "")
        version.date_given = str(told["date"])
        version.day = last_possible_day(version.date_given, not_after=recorded_date())
        version.firmness = firmness_of(version.date_given)
        version.save()
