"""Documents made from the shipped record, as the commands make them."""

from datetime import date

from django.utils import translation

from accede.access.models import Campaign
from accede.access.roles import Confidentiality
from accede.reporting import making
from accede.reporting.blocks import Table, lines_of, plain
from accede.reporting.making import Asked
from accede.reporting.scribe import scribe

ON = date(2026, 3, 1)


def make(kind, language="en", *, audience=Confidentiality.PUBLIC, draft=False, author=None, on=ON, **asked):
    campaign = Campaign.objects.get(pk="ccm")
    with translation.override(language):
        return making.make(
            Asked(kind=kind, **asked),
            campaign=campaign,
            author=author or scribe(campaign),
            confidentiality=audience,
            language=language,
            on=on,
            draft=draft,
        )


def text(document):
    """All that the document says, a line for each line."""
    return "\n".join(plain(line) for block in document.blocks for line in lines_of(block))


def table(document, key):
    """The rows of the table with that key, as texts."""
    found = next(block for block in document.blocks if isinstance(block, Table) and block.key == key)
    return [tuple(plain(cell) for cell in row) for row in found.rows]


def paragraph(document, key):
    return next(plain(block.text) for block in document.blocks if getattr(block, "key", "") == key)


def items(document, key):
    found = next((block for block in document.blocks if getattr(block, "key", "") == key), None)
    return [plain(item) for item in found.items] if found else []
