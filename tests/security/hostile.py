"""Hostile texts, planted in every text of every model, and how an answer is asked whether they came to life in it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from lxml import etree
from lxml import html as markup

# Begins as a formula, leaves an attribute, a title and a script, opens an element with a handler, asks a template to
# reckon, turns the direction of letters, and begins a line as the head of a mail or a property of a calendar would.
TEXT = "=1+zq'\"></title></textarea></script><zq onzq=1>zq{{7*7}}zq\u202e\r\nX-Zq: "
TEXTS = (TEXT, "='\"><zq onzq=1>\r\nX-Zq: ", "='\"><zq onzq=1>", "=<zq>")
LINK = "javascript:zq()//"

# No sentence of anybody's: the program's own keys, hashes, codes and days, by how their names end.
KEYS = (
    *("key", "hash", "digest", "code", "iso3", "zone", "language", "media_type", "password", "given", "fingerprint"),
    *("stage", "stages", "template", "offers", "matters", "states", "audiences", "categories", "languages", "kind"),
    *("currency", "firmness", "point", "format", "act", "folded", "what", "headings"),
    # What the pages read as data; and what an import finds again by its name.
    *("content", "value", "asked", "change", "attachment", "scan", "file", "born", "consented_to", "email"),
    *("short_title", "title_on_record"),
)  # fmt: skip
# What the program itself makes, and reckons with.
OWN = (
    "access.AuditEntry",
    "access.AuditHead",
    "outreach.KeptForecast",
    "reporting.Paper",
    "reporting.Content",
)


def texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields in which people, or files that people bring, may write anything."""
    for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django's documented name for it
        if (
            isinstance(field, models.CharField | models.TextField)
            and not isinstance(field, models.SlugField)
            and not (field.choices or field.primary_key or field.unique)
            and not field.name.endswith(KEYS)
        ):
            yield field


def tables() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("accede.") and model._meta.label not in OWN  # noqa: SLF001 -- as above
    ]


def _text_for(field: models.Field) -> str:
    if field.name.endswith("url"):
        return LINK
    fits = (text for text in TEXTS if field.max_length is None or len(text) + 24 <= field.max_length)
    return next(fits, "")


def _in_words(value: Any) -> Any:
    """The names in a table from language to name become hostile; anything else stays."""
    is_of_words = isinstance(value, dict) and value and all(len(each) == 2 for each in value)
    return dict.fromkeys(value, TEXT) if is_of_words else value


def rows_of(model: type[models.Model]) -> models.QuerySet:
    rows = model._base_manager.all()  # noqa: SLF001 -- as above
    return rows.unguarded(because="a test") if hasattr(rows, "unguarded") else rows


def poison(*, most: int = 40) -> int:
    """Write it into the first and the last rows of each table. Gives the number of fields that hold it."""
    poisoned = 0
    for model in tables():
        texts = {field.name: text for field in texts_of(model) if (text := _text_for(field))}
        data = [
            field.name
            for field in model._meta.concrete_fields  # noqa: SLF001 -- as above
            if isinstance(field, models.JSONField)
        ]
        keys = list(rows_of(model).order_by("pk").values_list("pk", flat=True))
        chosen = {*keys[: most // 2], *keys[-most // 2 :]}
        for key in chosen:
            row = rows_of(model).filter(pk=key)
            words = {name: _in_words(value) for name, value in row.values(*data)[0].items()} if data else {}
            told = {name: f"{text}{key}" for name, text in texts.items()}  # two rows may not be alike
            if told or words:
                row.update(**told, **words)
        poisoned += len(texts) if chosen else 0
    return poisoned


def alive_in(answer: Any) -> set[str]:
    """What of the planted texts came to life in an answer."""
    content = b"".join(answer) if answer.streaming else answer.content
    kind, text = answer.get("Content-Type", "").partition(";")[0], content.decode("utf-8", errors="replace")
    found = {"a template reckoned"} if "zq49zq" in text else set()
    if any(name.lower().startswith("x-zq") for name in answer.headers):
        found.add("a header")
    if kind.endswith("json") and content:
        answer.json()
    return found | _alive_in(kind, content, text)


def _alive_in(kind: str, content: bytes, text: str) -> set[str]:
    if kind == "text/html" and content:
        return alive_in_page(text)
    if kind == "text/csv":
        return {
            f"formula {cell[:9]!r}" for row in csv.reader(io.StringIO(text)) for cell in row if _acts(cell)
        }
    if kind == "text/calendar":
        return {"a line"} if re.search(r"^X-Zq", text, re.MULTILINE) else set()
    if kind.endswith("xml") and content:
        return _alive_in_xml("", content)
    if not content.startswith(b"PK"):
        return set()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {each for name in parts for each in _alive_in_xml(name, package.read(name))}


def _acts(cell: str) -> bool:
    """A number below nought is a number."""
    return cell[:1] in ("=", "+", "@", "\t", "\r") or (cell[:1] == "-" and "zq" in cell)


def alive_in_page(text: str) -> set[str]:
    found = set()
    for node in markup.document_fromstring(text).iter(etree.Element):
        if node.tag == "zq":
            found.add(f"element in {node.getparent().tag}")
        for name, value in node.attrib.items():
            if name.startswith("on"):
                found.add(f"{node.tag} {name}")
            if re.match(r"\s*(javascript|vbscript|data:text)", value, re.IGNORECASE) and name != "value":
                found.add(f"{node.tag} {name}={value[:30]}")
    return found


def _alive_in_xml(name: str, content: bytes) -> set[str]:
    """A part is well formed, and has neither an element, nor a formula, nor a link of ours."""
    found = set()
    for node in etree.fromstring(content).iter(etree.Element):
        tag = etree.QName(node).localname
        if tag == "zq" or (tag == "f" and "zq" in "".join(node.itertext())):
            found.add(f"{name} element {tag}")
        if any(value.startswith("javascript:") for value in node.attrib.values()):
            found.add(f"{name} link")
    return found
