"""A document as plain values, to be kept, hashed and compared; and back."""

import dataclasses
import hashlib
import json
from typing import Any

from accede.reporting import blocks
from accede.reporting.blocks import Cited, Document, Part, Run

_BLOCKS = {
    kind.__name__: kind
    for kind in (
        blocks.TitlePage,
        blocks.Heading,
        blocks.Paragraph,
        blocks.Items,
        blocks.Table,
        blocks.Picture,
        blocks.Annex,
        blocks.Sources,
    )
}
_MARKS = ("bold", "italic", "withheld")


def to_plain(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "title": document.title,
        "language": document.language,
        "words": document.words,
        "draft": document.draft,
        "cited": [dataclasses.asdict(each) for each in document.cited],
        "parts": [
            {"language": part.language, "blocks": [_block_to_plain(block) for block in part.blocks]}
            | ({"to": part.to} if part.to else {})
            for part in document.parts
        ],
    }


def from_plain(values: dict[str, Any]) -> Document:
    return Document(
        kind=values["kind"],
        title=values["title"],
        language=values["language"],
        words=values["words"],
        draft=values["draft"],
        cited=tuple(Cited(**each) for each in values["cited"]),
        parts=tuple(
            Part(
                part["language"],
                tuple(_block_from_plain(block) for block in part["blocks"]),
                part.get("to", ""),
            )
            for part in values["parts"]
        ),
    )


def to_text(document: Document) -> str:
    """The same document always gives the same text."""
    return json.dumps(to_plain(document), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Document:
    return from_plain(json.loads(text))


def digest(document: Document) -> str:
    """SHA-256 over all that the document says."""
    return hashlib.sha256(to_text(document).encode()).hexdigest()


def _block_to_plain(block: blocks.Block) -> dict[str, Any]:
    values: dict[str, Any] = {"type": type(block).__name__}
    for each in dataclasses.fields(block):
        values[each.name] = _to_plain(getattr(block, each.name))
    return values


def _to_plain(value: Any) -> Any:
    if isinstance(value, Run):
        run: dict[str, Any] = {"text": value.text}
        run |= {mark: True for mark in _MARKS if getattr(value, mark)}
        return run | ({"cites": list(value.cites)} if value.cites else {})
    if isinstance(value, tuple):
        return [_to_plain(each) for each in value]
    return value


def _block_from_plain(values: dict[str, Any]) -> blocks.Block:
    kind = _BLOCKS[values["type"]]
    return kind(**{name: _from_plain(value) for name, value in values.items() if name != "type"})


def _from_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return Run(**(value | {"cites": tuple(value.get("cites", ()))}))
    if isinstance(value, list):
        return tuple(_from_plain(each) for each in value)
    return value
