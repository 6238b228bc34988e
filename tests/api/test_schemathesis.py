"""Whatever the OpenAPI document allows or forbids, the API keeps its word; schemathesis tries to break it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

EXAMPLES = 10
"""Of each kind for each operation: a short run; `st run` against a server is the long one."""
OPERATIONS = (
    "file_complaint",
    "file_batch",
    "follow_complaint",
    "add_evidence",
    "write_message",
    "read_letter",
    "file_appeal",
    "confirm_order",
    "import_decisions",
)


@pytest.fixture
def schema(db):
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    from ombud.site.wsgi import application

    for signal in (request_started, request_finished):  # the test's own connection stays open
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "forbidden"]
)
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_as_documented(schema, key, host_key, lan, *, name, mode):
    filed = lan()
    proofs = {
        "key": f"Bearer {host_key if name == 'import_decisions' else key}",
        "receipt": f"Receipt {filed['code']}",
    }
    operation = schema.find_operation_by_id(name)
    scheme = next(iter(operation.definition.raw["security"][0]))

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def probe(case):
        if "complaints/{number}" in operation.path:
            case.path_parameters["number"] = filed["number"]
        said = {"Authorization": proofs[scheme]} if scheme in proofs else {}
        case.call_and_validate(headers=said)

    probe()


def test_the_list_of_operations_is_whole(schema):
    assert sorted(OPERATIONS) == sorted(
        one.ok().definition.raw["operationId"] for one in schema.get_all_operations()
    )
