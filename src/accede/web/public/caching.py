"""Public pages say how fresh they are, and are rendered once for everybody."""

import hashlib
from collections.abc import Callable
from functools import cache as cache_result
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

import accede
from accede import asked_once, packing, replicas
from accede.access.viewer import PUBLIC
from accede.record.queries.editions import current_edition

View = Callable[..., HttpResponse]

MAX_AGE = 60  # seconds for which a browser or a proxy need not ask again


def public_page(view: View) -> View:
    """Answer from the cache while neither the record, nor the day, nor the program has changed.

    What is kept is the compressed body: it is what nearly every browser takes, and the smaller.
    """
    return public_page_of(lambda: "")(view)


def public_page_of(edition: Callable[[], object]) -> Callable[[View], View]:
    """The same for a page that shows more than the record: `edition` tells when that has changed."""

    def marked(view: View) -> View:
        return _kept_page(view, edition)

    return marked


def _kept_page(view: View, edition: Callable[[], object]) -> View:
    @require_safe
    @replicas.by_anybody
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with asked_once.while_reading(request):
            return found(request, *args, **kwargs)

    def found(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = f"{_program()} {current_edition(viewer=PUBLIC)} {edition()} {timezone.localdate()}"
        digest = hashlib.sha256(f"{state} {request.get_full_path()}".encode()).hexdigest()[:32]
        etag = f'W/"{digest}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _with_validators(request, HttpResponseNotModified(), etag)
        pages = caches["pages"]
        kept = pages.get(digest)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:  # noqa: PLR2004 -- only what was found is kept
                return response
            kept = (
                packing.pack(response.content),
                {name: value for name, value in response.headers.items() if name != "Content-Length"},
            )
            pages.set(digest, kept)
        return _with_validators(request, packing.kept(request, *kept), etag)

    return answer


@cache_result
def _program() -> str:
    """Which program this is: another version, or another state of its files. The same on every machine."""
    package = Path(accede.__file__).parent
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".mo"}:
            whole.update(f"{path.relative_to(package)}\n".encode())
            whole.update(path.read_bytes())
    return f"{accede.__version__} {whole.hexdigest()}"


def _with_validators(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """Whoever may write asks each time whether it is still so: they would miss what they have just written."""
    response["ETag"] = etag
    response["Cache-Control"] = (
        "private, no-cache" if replicas.is_somebody(request) else f"public, max-age={MAX_AGE}"
    )
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
