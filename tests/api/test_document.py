"""The OpenAPI document is kept: whatever is asked, the answer is one that it tells of."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from accede.api.urls import api
from accede.project.wsgi import application

pytestmark = pytest.mark.django_db
PATHS = sorted(api.get_openapi_schema()["paths"])


@pytest.fixture
def document(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_is_undocumented(document, path):
    @given(case=document[path]["GET"].as_strategy())
    @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
    def tried(case):
        case.call_and_validate()

    tried()


def test_the_document_is_openapi_3_1_and_says_how_refusals_look(client):
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"].startswith("3.1.")
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert set(operation["responses"]) >= {"200", "404", "422"}
            if "security" in operation:
                assert set(operation["responses"]) >= {"401", "403", "429"}
            filters = [each for each in operation["parameters"] if each["in"] == "query"]
            assert all(each["description"] for each in filters)
