"""One tree, four forms. Each renderer takes a document and gives the bytes of a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accede.reporting.blocks import Document
from accede.reporting.renderers import html, markdown, pdf


@dataclass(frozen=True, slots=True)
class Form:
    """An output format: what a file of it is called, and as what it is sent."""

    key: str
    media_type: str
    render: Callable[[Document], bytes]


def _docx(document: Document) -> bytes:
    from accede.reporting.renderers import docx  # noqa: PLC0415 -- its library is slow to load, and rarely needed

    return docx.render(document)


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
        Form("pdf", "application/pdf", pdf.render),
        Form("html", "text/html; charset=utf-8", html.render),
        Form("md", "text/markdown; charset=utf-8", markdown.render),
    )
}


def render(document: Document, form: str) -> bytes:
    return FORMS[form].render(document)
