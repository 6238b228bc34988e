"""Whatever the OpenAPI document allows or forbids, the API keeps its word; schemathesis tries to break it."""

import json
import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

EXAMPLES = 100 if os.environ.get("OMBUD_TEST_ALL") else 6
"""Of each kind for each operation; `./test --all` takes the longer run."""
OPERATIONS = (
    "list_questions",
    "list_known_faults",
    "file_complaint",
    "file_batch",
    "follow_complaint",
    "add_evidence",
    "write_message",
    "read_letter",
    "answer_letter",
    "fetch_record",
    "file_appeal",
    "rate_outcome",
    "confirm_order",
    "tell_changes",
    "tell_matches",
    "import_decisions",
    "name_affected",
)

JUDGED_ELSEWHERE = {
    "file_batch": [negative_data_rejection],  # a bad line has its own problem within a 200
    "add_evidence": [negative_data_rejection, positive_data_acceptance],  # known by content, not by a schema
    "import_decisions": [positive_data_acceptance],  # refuses NUL characters, which its types do not say
    "name_affected": [positive_data_acceptance],  # there is no such incident
    "tell_matches": [positive_data_acceptance],  # there is no such order
}


@schemathesis.hook
def before_load_schema(_context, raw_schema):
    """Keep the length of a text out of its pattern.

    Schemathesis writes a length into a pattern that it can repeat, and a class of signs 20,000 times over was seconds
    and a gigabyte; an alternative it leaves alone, and looks at the length beside it.
    """
    for one in raw_schema["components"]["schemas"].values():
        text = one.get("properties", {}).get("text", {})
        if "pattern" in text:
            text["pattern"] = f"{text['pattern']}|{text['pattern']}"


@schemathesis.serializer("application/x-ndjson")
def as_lines(_context, value):
    """A batch of one line."""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


@pytest.fixture
def schema(transactional_db, packs):
    from ombud.site.wsgi import application

    return schemathesis.openapi.from_wsgi("/api/openapi.json", application)


NOTHING_TO_FORBID = frozenset({"list_known_faults"})
"""Whatever takes nothing cannot be asked wrongly."""


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        pytest.param(name, mode, id=f"{name}-{said}")
        for name in OPERATIONS
        for said, mode in (("allowed", GenerationMode.POSITIVE), ("forbidden", GenerationMode.NEGATIVE))
        if mode is GenerationMode.POSITIVE or name not in NOTHING_TO_FORBID
    ],
)
def test_an_operation_answers_as_documented(schema, key, host_key, lan, *, name, mode):
    filed = lan()
    proofs = {
        "key": f"Bearer {host_key if name in {'import_decisions', 'name_affected', 'tell_matches'} else key}",
        "receipt": f"Receipt {filed['code']}",
    }
    operation = schema.find_operation_by_id(name)
    scheme = next((name for one in operation.definition.raw["security"] for name in one), "none")

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def probe(case):
        if "complaints/{number}" in operation.path:
            case.path_parameters["number"] = filed["number"]
        said = {"Authorization": proofs[scheme]} if scheme in proofs else {}
        case.call_and_validate(headers=said, excluded_checks=JUDGED_ELSEWHERE.get(name, []))

    probe()


def test_the_list_of_operations_is_whole(schema):
    assert sorted(OPERATIONS) == sorted(
        one.ok().definition.raw["operationId"] for one in schema.get_all_operations()
    )
