"""What two versions of a document say differently, line by line."""

import difflib
from dataclasses import dataclass

from accede.reporting.blocks import Document, lines_of, plain


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines that took the place of others; nothing before: they are new, nothing after: they are gone."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(before: Document, after: Document) -> list[Changed]:
    old, new = _lines(before), _lines(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    return [
        Changed(tuple(old[first:last]), tuple(new[start:end]))
        for what, first, last, start, end in matcher.get_opcodes()
        if what != "equal"
    ]


def _lines(document: Document) -> list[str]:
    return [told for block in document.blocks for line in lines_of(block) if (told := plain(line))]
