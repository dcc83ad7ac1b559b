"""A document as a file that is handed out: in a demonstration it says what it is, whoever made it."""

from accede.reporting import renderers
from accede.reporting.blocks import Document
from accede.reporting.making import marked_if_invented


def render(document: Document, form: str) -> bytes:
    """The bytes of a file of one of the forms that there are."""
    return renderers.render(marked_if_invented(document), form)
