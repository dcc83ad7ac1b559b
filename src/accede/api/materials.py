"""/treaties/{key}/materials: what anyone may use, the languages that it comes in, and where its files are."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Router

from accede.access.viewer import PUBLIC
from accede.api import asked, schemas
from accede.api.treaties import on_treaty
from accede.record.models import Source, Treaty
from accede.record.queries import states
from accede.record.queries.nearest import NotOnRecordError
from accede.record.tables import Record
from accede.toolkit import queries as toolkit
from accede.toolkit.queries import MaterialRow, MaterialsAsked, VersionRow

router = Router(tags=["treaties"])  # of its own: what it answers changes by other acts than the record does

COLUMNS = ("number", "title", "publisher", "kind", "audiences", "about", "terms", "source", "versions")


@on_treaty(
    "materials",
    answers=schemas.MaterialList,
    columns=COLUMNS,
    summary="Materials that anyone may use, with the newest version in each language",
    of=router,
)
def material_list(
    treaty: Treaty,
    day: date,
    lang: str,
    words: asked.Words = "",
    kind: asked.MaterialKind = None,
    in_language: asked.InLanguage = "",
) -> Iterable[Record]:
    """By kind and title. A file is downloaded from this desk, by its path; what others publish is named by reference."""
    known = {*asked.Language, *states.languages_spoken(viewer=PUBLIC)}
    if in_language and in_language not in known:
        raise NotOnRecordError("language", in_language, sorted(known))
    wanted = MaterialsAsked(words=words, kind=kind or "", language=in_language)
    with translation.override(lang):
        return [_material(row) for row in toolkit.public_materials(treaty, wanted, on=day)]


def _material(row: MaterialRow) -> Record:
    title, publisher, about = (
        _(text) if row.shipped and text else text for text in (row.title, row.publisher, row.about)
    )
    return {
        "number": row.pk,
        "title": title,
        "publisher": publisher,
        "kind": row.kind,
        "audiences": row.record.audiences,
        "about": about,
        "terms": row.terms,
        "source": _source(row.source) if row.source else None,
        "versions": [_version(each, given_out=bool(row.terms)) for each in row.current],
    }


def _version(row: VersionRow, *, given_out: bool) -> dict[str, Any]:
    has_file = bool(row.file_name) and given_out
    return {
        "language": row.language,
        "label": row.label,
        "date": row.date_given,
        "url": row.url,
        "file": reverse("material-file", args=[row.pk]) if has_file else "",
        "file_name": row.file_name if has_file else "",
        "size": row.size if has_file else None,
    }


def _source(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in schemas.SourceOut.model_fields}
