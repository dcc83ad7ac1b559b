"""Files that came from outside, given out again."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def to_save(name: str, content: bytes) -> HttpResponse:
    """A file that came from outside: always to be saved, never shown in the page."""
    response = HttpResponse(content, content_type="application/octet-stream")
    one_line = " ".join(name.split())
    response["Content-Disposition"] = content_disposition_header(True, one_line) or "attachment"
    return response
