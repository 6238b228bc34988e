"""What does the OpenAPI 3.1 document say? Written from the types that the doors read and write."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec

from ombud.core.pack.types import Pack
from ombud.core.vocabulary import SubjectKind
from ombud.interfaces.api.operations import ANY, OPERATIONS, Operation
from ombud.wire.problems import MEDIA, Problem
from ombud.wire.questions import answers_schema, kinds_known

VERSION: Final = "1"
"""Of the addresses: /api/v1/."""
TEMPLATE: Final = "#/components/schemas/{name}"
SCHEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "key": {"type": "http", "scheme": "bearer", "description": "An API key of this installation."},
    "receipt": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Receipt CODE`: the secret code of the complaint or letter whose number is in the address.",
    },
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "webhook-signature",
        "description": "Standard Webhooks: `v1,` and the base64 HMAC-SHA-256 of id.timestamp.body.",
    },
}
_ALWAYS: Final = (400, 401, 422, 500, 503)
_NAMED: Final = [kind.value for kind in SubjectKind if kind is not SubjectKind.PLATFORM]
_BYTES: Final = {"type": "string", "format": "binary"}
_FORM: Final = "multipart/form-data"
_KEY_LENGTHS: Final = {"minLength": 1, "maxLength": 200}


def document(pack: Pack) -> Mapping[str, Any]:
    """Return the whole document; what may be answered follows from the pack in force."""
    paths: dict[str, dict[str, Any]] = {}
    schemas, components = _schemas()
    complaint = components["ComplaintIn"]["properties"]
    complaint["answers"] |= answers_schema(pack)
    complaint["kind"] |= {"anyOf": [{"enum": kinds_known(pack)}, {"type": "null"}]}
    for operation in OPERATIONS:
        said = _operation(operation, schemas)
        paths.setdefault(f"/api/{operation.path}", {})[operation.method.lower()] = said
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ombud 公道",
            "version": VERSION,
            "summary": "File complaints, follow them, read letters, appeal; for a host: confirm and tell.",
            "description": "Words come in zh or en: by Accept-Language, or by `?lang=` in any address.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": SCHEMES},
    }


def _schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the schema of every operation's bodies by name, and the named components they refer to."""
    types: dict[str, Any] = {"problem": Problem}
    for one in OPERATIONS:
        if one.gives[0] is not bytes:
            types[f"{one.name}.gives"] = one.gives[0]
        if one.takes and one.takes[0] is not bytes:
            types[f"{one.name}.takes"] = one.takes[0]
    schemas, components = msgspec.json.schema_components(types.values(), ref_template=TEMPLATE)
    subject = components["SubjectIn"]
    subject["anyOf"] = [
        {"properties": {"kind": {"const": SubjectKind.PLATFORM.value}}},
        {
            "properties": {"kind": {"enum": _NAMED}, "id": {"type": "string", "minLength": 1}},
            "required": ["id"],
        },
    ]
    return dict(zip(types, schemas, strict=True)), components


def _operation(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "summary": (operation.run.__doc__ or "").strip(),
        "security": [{operation.scheme: []}] if operation.scheme in SCHEMES else [],
        "parameters": _parameters(operation),
        "responses": _responses(operation, schemas),
    }
    if operation.takes is not None:
        said["requestBody"] = {"required": True, "content": _content(operation, schemas)}
    return said


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if "{number}" in operation.path:
        found.append(
            {"name": "number", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        )
    found += [
        {"name": name, "in": "query", "schema": {"enum": list(known)}}
        for name, known in operation.query.items()
    ]
    found += [
        {
            "name": name,
            "in": "header",
            "required": operation.scheme == "signature",
            "schema": {"type": "string", **_KEY_LENGTHS, "pattern": "^[!-~]+$"},
        }
        for name in operation.headers
    ]
    return found


def _content(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    _, media = operation.takes or (None, ANY)
    if media == ANY:
        form = {"type": "object", "properties": {"file": _BYTES}, "required": ["file"]}
        return {ANY: {"schema": _BYTES}, _FORM: {"schema": form}}
    return {media: {"schema": schemas[f"{operation.name}.takes"]}}


def _responses(operation: Operation, schemas: Mapping[str, Any]) -> dict[str, Any]:
    good = {operation.gives[1]: {"schema": schemas.get(f"{operation.name}.gives", _BYTES)}}
    bad = {MEDIA: {"schema": schemas["problem"]}}
    found: dict[str, Any] = {
        str(operation.status): {"description": HTTPStatus(operation.status).phrase, "content": good}
    }
    for status in sorted({*_ALWAYS, *operation.refuses}):
        found[str(status)] = {"description": HTTPStatus(status).phrase, "content": bad}
    return found
