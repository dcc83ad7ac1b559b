"""What each answer tells the browser beside its own words, whichever view, middleware or error made it."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from accede import invented

# What no page of ours asks a device for. Passkeys are of the page itself, and of no frame in it.
NOTHING_OF_THE_DEVICE = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer",
                "autoplay",
                "camera",
                "display-capture",
                "encrypted-media",
                "geolocation",
                "gyroscope",
                "magnetometer",
                "microphone",
                "midi",
                "payment",
                "usb",
                "xr-spatial-tracking",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
    ]
)

_FILE_NAME = re.compile(r"(filename\*?=(?:\"|utf-8'')?)", re.IGNORECASE)


class Headers:
    """Middleware, before all others, so that their own answers carry it too. A view that says otherwise stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING_OF_THE_DEVICE)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        # What failed may succeed in a moment, and who was led elsewhere may be another.
        if response.status_code >= 300 and response.status_code != 304:  # noqa: PLR2004 -- all but what was found
            response.headers.setdefault("Cache-Control", "no-store")
        if settings.DEMONSTRATION:
            _label(response)
        return response


def _label(response: HttpResponseBase) -> None:
    """What is no page says that it is of a demonstration in its header and, where it is a file, in its name."""
    response.headers[invented.HEADER] = invented.SAID_IN_HEADER
    if named := response.headers.get("Content-Disposition"):
        response.headers["Content-Disposition"] = _FILE_NAME.sub(rf"\g<1>{invented.FILE}", named)
