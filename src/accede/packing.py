"""Answers as they travel: packed, where whoever asks takes them so. Of what is public, or holds no secret beside the
words of whoever asked: the length of a packed answer tells something of what is in it.
"""

import gzip
import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

WORTH_IT = 1000  # bytes
_TAKEN = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")


def pack(content: bytes, *, level: int = 5) -> bytes:
    """The same for the same content."""
    return gzip.compress(content, compresslevel=level, mtime=0)


def kept(request: HttpRequest, body: bytes, headers: Mapping[str, str]) -> HttpResponse:
    """What is kept packed."""
    if _takes(request):
        return HttpResponse(body, headers={**headers, "Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(body), headers=dict(headers))


def sent(request: HttpRequest, response: HttpResponseBase) -> None:
    """What is made for this request. Packed in a hurry: a tenth of the bytes for a twentieth of a millisecond."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if not isinstance(response, HttpResponse) or len(response.content) < WORTH_IT or not _takes(request):
        return
    response.content = pack(response.content, level=3)
    response["Content-Encoding"] = "gzip"


def _takes(request: HttpRequest) -> bool:
    return _TAKEN.search(request.headers.get("Accept-Encoding", "")) is not None
