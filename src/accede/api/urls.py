"""The API's addresses, below /api/v1/."""

from typing import Any

from django.urls import path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

import accede
from accede.api import me, problems, states, treaties
from accede.api.freshness import private, revalidated
from accede.api.schemas import Problem

REFUSALS = {404: "Not on record", 422: "Asked for something that cannot be"}
OF_TOKENS = {
    401: "No token, or one that opens nothing",
    403: "The token, or the role of its person, does not allow this",
    429: "Too many tokens that open nothing",
}


class Api(NinjaAPI):
    """An API whose document tells of its refusals too."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        document = super().get_openapi_schema(**kwargs)
        document["components"]["schemas"]["Problem"] = Problem.json_schema()
        content = {problems.KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in document["paths"].values():
            for operation in operations.values():
                told = REFUSALS | (OF_TOKENS if "security" in operation else {})
                operation["responses"] |= {
                    status: {"description": why, "content": content} for status, why in told.items()
                }
        return document


api = Api(
    title="Accede",
    version=accede.__version__,
    description="Who has joined a treaty on any day, how States voted, and whom to approach. "
    "Public, without a key. Every answer says how old it is; dates are ISO 8601.",
    docs_url=None,  # its pages need scripts that our policy forbids: docs/api.md is the handbook
    urls_namespace="api",
)
problems.tell(api)
for prefix, router in (("/treaties", treaties.router), ("/states", states.router)):
    router.add_decorator(problems.known_filters_only, mode="view")
    router.add_decorator(revalidated, mode="view")
    api.add_router(prefix, router)
me.router.add_decorator(problems.known_filters_only, mode="view")
me.router.add_decorator(private, mode="view")
api.add_router("/me", me.router)

urlpatterns = [
    path("", api.urls),
    path("<path:rest>", problems.no_such_address, name="api-nothing"),
]
