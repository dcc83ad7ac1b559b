"""Everything that the pages of the desk show and do is done by program, too, but for what stays with people by decision."""

from tests.api.desk.pages import BY_PROGRAM, STAYS

from accede.api.urls import api
from accede.web.desk import urls

BELOW = "/api/v1/desk/{campaign}"


def _names(patterns):
    for each in patterns:
        yield from _names(each.url_patterns) if hasattr(each, "url_patterns") else [each.name]


def test_each_page_has_its_operation_or_a_reason():
    """A page that is new is told here: by which operation a program does the same, or why none does."""
    pages = set(_names(urls.urlpatterns))
    told = set(BY_PROGRAM.values()) | set(STAYS)
    assert pages - told == set()
    assert told - pages == set()
    there = {
        f"{method.upper()} {path.removeprefix(BELOW)}"
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
        if path.startswith(BELOW)
    }
    assert set(BY_PROGRAM) - there == set()
