"""The OpenAPI document is kept: whatever is asked, the answer is one that it tells of."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.bearers import bearer

from accede.api.urls import api
from accede.project.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PATHS = api.get_openapi_schema()["paths"]
PUBLIC = sorted(path for path in PATHS if "/desk/" not in path and path != "/api/v1/me")
BY_TOKEN = [(path, method) for path in sorted(set(PATHS) - set(PUBLIC)) for method in sorted(PATHS[path])]
# What a rule of the work refuses is well formed all the same: only how it is told is looked at.
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


def served(environ, start_response):
    """As by a server, which knows whence it is asked. What asks here says that it takes packed answers, and unpacks none."""
    asked = {"REMOTE_ADDR": "127.0.0.1"} | environ | {"HTTP_ACCEPT_ENCODING": "identity"}
    return application(asked, start_response)


@pytest.fixture
def document(settings):
    """Asked as a server asks, but for this: the connection stays, or the test's own transaction would be gone."""
    settings.ALLOWED_HOSTS = ["localhost"]
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", served)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", PUBLIC)
def test_no_answer_is_undocumented(document, path):
    @given(case=document[path]["GET"].as_strategy())
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
    def tried(case):
        case.call_and_validate()

    tried()


def _tried(document, examples):
    """Every operation below a token, reads and writes, in a campaign that there is, most of them where something stands."""
    headers, faults = bearer("coordinator_a"), []
    for path, method in BY_TOKEN:

        @given(case=document[path][method.upper()].as_strategy())
        @settings(
            max_examples=examples,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=True,
            phases=[Phase.generate],
        )
        def tried(case):
            case.path_parameters = (case.path_parameters or {}) | _known(case)
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)

        try:
            tried()
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 -- all are told at once
            faults.append((method, path, _said(error)))
    return faults


def _said(error):
    inner = getattr(error, "exceptions", None)
    return " / ".join(_said(each) for each in inner) if inner else f"{type(error).__name__}: {error}"[:900]


def _known(case):
    known = {"campaign": "ccm", "iso3": "KEN", "plan": "ccm-2023-2024", "meeting": "ccm-13msp", "number": 1}
    return {name: known[name] for name in case.path_parameters or {} if name in known}


def test_no_answer_to_a_token_is_undocumented(document):
    assert _tried(document, 2) == []


def test_the_document_is_openapi_3_1_and_says_how_refusals_look(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1.")
    for operations in document["paths"].values():
        for method, operation in operations.items():
            assert operation["summary"]
            assert set(operation["responses"]) >= {"200", "404", "422"}
            if "security" in operation:
                assert set(operation["responses"]) >= {"401", "403", "429"}
            if method != "get":
                assert set(operation["responses"]) >= {"400", "409", "412", "503"}
            filters = [each for each in operation["parameters"] if each["in"] == "query"]
            assert all(each["description"] for each in filters)
    names = [operation["operationId"] for each in document["paths"].values() for operation in each.values()]
    assert len(names) == len(set(names))
