"""The API's addresses, below /api/v1/; what else is asked for below /api/ is answered to programs too."""

from functools import cached_property
from typing import Any

from django.urls import path
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

import accede
from accede.api import desk, document, materials, me, problems, states, treaties
from accede.api.freshness import private, revalidated, revalidated_of
from accede.api.schemas import Problem
from accede.toolkit.queries import public_edition

REFUSALS = {
    404: "Not on record",
    422: "Asked for something that cannot be",
    503: "The database is away, or being written just now: try again in a moment",
}
# By the server, before it is known what is asked for: without a body.
BY_THE_SERVER = {414: "The address is longer than is taken", 431: "Too much stands before the body"}
OF_TOKENS = {
    401: "No token, or one that opens nothing",
    403: "The token, or the role of its person, does not allow this",
    429: "Too many tokens that open nothing",
}


OF_WRITES = {
    400: "The body is no JSON",
    409: "The same write is being done just now, or somebody was faster",
    411: "The body comes in pieces, and its length is not told",
    412: "It was changed meanwhile, and If-Match forbids to write over it",
    413: "The body is larger than is taken",
}
HEADERS = [
    {
        "in": "header",
        "name": name,
        "required": False,
        "description": why,
        "schema": {"type": "string", "maxLength": 200},
    }
    for name, why in (
        ("Idempotency-Key", "Under one key a write is done once, however often it is sent within a day."),
        ("If-Match", "The ETag of what was read: nothing is written over what changed meanwhile."),
    )
]


class Api(NinjaAPI):
    """An API whose document tells of its refusals too."""

    def get_openapi_schema(self, **_kwargs: Any) -> OpenAPISchema:
        """The document, which is the same for every request: to write it takes half a second."""
        return self._document

    @cached_property
    def _document(self) -> OpenAPISchema:
        document = super().get_openapi_schema()
        document["components"]["schemas"]["Problem"] = Problem.json_schema()
        content = {problems.KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in document["paths"].values():
            for method, operation in operations.items():
                told = REFUSALS | (OF_TOKENS if "security" in operation else {})
                if method != "get":
                    told |= OF_WRITES
                    operation["parameters"] = [*operation.get("parameters", []), *HEADERS]
                operation["responses"] |= {
                    status: {"description": why, "content": content} for status, why in told.items()
                } | {status: {"description": why} for status, why in BY_THE_SERVER.items()}
        return document


api = Api(
    title="Accede",
    version=accede.__version__,
    description="Who has joined a treaty on any day, how States voted, and whom to approach. "
    "Public, without a key. Every answer says how old it is; dates are ISO 8601.",
    openapi_url=None,  # at an address of ours, below
    docs_url=None,  # its pages need scripts that our policy forbids: docs/api.md is the handbook
    urls_namespace="api",
)
problems.tell(api)
for prefix, router, fresh in (
    ("/treaties", treaties.router, revalidated),
    ("/treaties", materials.router, revalidated_of(public_edition)),
    ("/states", states.router, revalidated),
):
    router.add_decorator(problems.known_filters_only, mode="view")
    router.add_decorator(fresh, mode="view")
    api.add_router(prefix, router)
for prefix, router in (("/me", me.router), *(("/desk/{campaign}", each.router) for each in desk.ROOMS)):
    router.add_decorator(problems.known_filters_only, mode="view")
    router.add_decorator(private, mode="view")
    api.add_router(prefix, router)

DOCUMENT = path("openapi.json", require_GET(document.answer), {"api": api}, name="openapi-json")
addresses, app, namespace = api.urls
for each in (DOCUMENT, *addresses):
    assert each.callback  # noqa: S101 -- for the type checker: each has one
    root = each.name == "api-root"  # below it everything lies, and at it nothing
    each.callback = problems.no_such_address if root else problems.by_its_methods(each.callback)

urlpatterns = [
    path("v1/", ([DOCUMENT, *addresses], app, namespace)),
    path("", problems.no_such_address, name="api-nothing"),
    path("<path:rest>", problems.no_such_address, name="api-nothing"),
]
