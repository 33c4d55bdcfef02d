"""The document that describes the API is kept: by answers of the real application to whatever it allows, and more."""

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from articles.api.application import api
from newsarchive.wsgi import application

pytestmark = pytest.mark.django_db

CHECKS = (
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
)
PATHS = sorted(api.get_openapi_schema()["paths"])
# Per address and kind of data. Seeded: a run asks the same as the one before.
EXAMPLES = 12


@pytest.fixture
def document(shown_archive):
    """The document as the application gives it, with what it needs to be asked."""
    # A server closes the connection behind a request; here it is the test's, as for Django's own test client.
    moments = (signals.request_started, signals.request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for moment in moments:
        moment.connect(close_old_connections)


def test_it_is_openapi_3_1_and_names_every_operation_once(client):
    document = client.get("/api/v1/openapi.json").json()
    operations = [each for methods in document["paths"].values() for each in methods.items()]
    names = [operation["operationId"] for _method, operation in operations]
    assert (document["openapi"], {method for method, _operation in operations}) == ("3.1.0", {"get"})
    assert len(names) == len(set(names)) == len(PATHS)


MODES = schemathesis.GenerationMode
# What takes no parameters cannot be asked wrongly.
ASKED = [(mode, path) for mode in MODES for path in PATHS if (mode, path) != (MODES.NEGATIVE, "/api/v1/archive")]


@pytest.mark.parametrize(("mode", "path"), ASKED)
def test_every_answer_is_as_described_and_none_is_a_mistake(document, mode, path):
    operation = document[path]["GET"]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        # The client inside the process unpacks nothing.
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()
