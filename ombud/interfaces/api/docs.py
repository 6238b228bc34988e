"""The API's own papers: the OpenAPI document, and the same to be read by people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ombud.core.intake import HOME
from ombud.core.refusals import No, Refused
from ombud.interfaces.api.openapi import document as written
from ombud.interfaces.api.operations import OPERATIONS
from ombud.interfaces.api.speaking import JSON, lang_of, refusing
from ombud.usecases.read_pack import read_pack
from ombud.wire.doors import Csrf, Rate, Who, door
from ombud.wire.problems import status_of
from ombud.wire.questions import questions_out
from ombud.wire.refusals import words_of

_REF: Final = "#/components/schemas/"
_OF_THE_HTTP_DOOR: Final = frozenset(
    {
        *(No.BAD_INPUT, No.BAD_TIME, No.TEXT_EMPTY, No.TEXT_TOO_LONG, No.UNKNOWN_WORD, No.TOO_MANY_LINES),
        *(No.UNKNOWN_QUESTION, No.WRONG_ANSWER, No.ANSWER_MISSING),
        *(
            No.FILE_TYPE,
            No.FILE_TOO_LARGE,
            No.TOO_MANY_FILES,
            No.FILE_BROKEN,
            No.NOT_SIGNED_IN,
            No.NOT_ALLOWED,
        ),
        *(No.NOT_FOUND, No.WRONG_CODE, No.KEY_REUSED, No.TOO_OFTEN, No.TOO_FAST, No.NOT_IN_THIS_STATE),
        *(No.APPEAL_CLOSED, No.APPEAL_ALREADY, No.NOT_DECIDED, No.ERASED),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is sent or answered: a media type and the shapes it is made of, as links within the page."""

    media: str
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One operation, as the page shows it."""

    name: str
    method: str
    path: str
    scheme: str
    headers: tuple[str, ...]
    takes: tuple[Body, ...]
    gives: tuple[tuple[str, Body], ...]
    refuses: tuple[str, ...]


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
@refusing
def document(_request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    return HttpResponse(msgspec.json.encode(written(read_pack(HOME))), content_type=JSON)


@door(who={Who.ANYONE}, csrf=Csrf.READS, rate=Rate.PAGE)
@refusing
def page(request: HttpRequest) -> HttpResponse:
    """Show the document to people."""
    pack, lang = read_pack(HOME), lang_of(request)
    whole = written(pack)
    refusals = sorted(
        (status_of(Refused(no)).value, no.value, words_of(Refused(no), lang)) for no in _OF_THE_HTTP_DOOR
    )
    shown = {
        "operations": [
            _shown(whole["paths"][f"/api/{one.path}"], one.path, one.method) for one in OPERATIONS
        ],
        "schemas": [_schema(name, schema) for name, schema in whole["components"]["schemas"].items()],
        "refusals": refusals,
        "questions": questions_out(pack, lang=lang),
    }
    return render(request, "api/docs.html", shown)


def _shown(address: Mapping[str, Any], path: str, method: str) -> Shown:
    said = address[method.lower()]
    answers = {status: _bodies(one["content"]) for status, one in said["responses"].items()}
    good = tuple((status, body) for status, bodies in answers.items() if status < "300" for body in bodies)
    return Shown(
        name=said["operationId"],
        method=method,
        path=f"/api/{path}",
        scheme=next((name for one in said["security"] for name in one), "none"),
        headers=tuple(one["name"] for one in said["parameters"] if one["in"] == "header"),
        takes=_bodies(said.get("requestBody", {}).get("content", {})),
        gives=good,
        refuses=tuple(status for status in answers if status >= "400"),
    )


def _bodies(content: Mapping[str, Any]) -> tuple[Body, ...]:
    return tuple(Body(media=media, shapes=tuple(_shapes(one["schema"]))) for media, one in content.items())


def _shapes(schema: Any) -> Iterator[str]:
    """Yield the names of the shapes that a schema refers to."""
    match schema:
        case {"$ref": str(ref)}:
            yield ref.removeprefix(_REF)
        case dict():
            for inner in schema.values():
                yield from _shapes(inner)
        case list():
            for inner in schema:
                yield from _shapes(inner)
        case _:
            return


def _schema(name: str, schema: Mapping[str, Any]) -> tuple[str, str, list[tuple[str, str, bool, str]]]:
    needed = schema.get("required", ())
    fields = [
        (field, _kind(one), field in needed, one.get("description", ""))
        for field, one in schema.get("properties", {}).items()
    ]
    return name, schema.get("description", ""), fields


def _kind(schema: Mapping[str, Any]) -> str:
    """Return a type in a few words."""
    match schema:
        case {"$ref": str(ref)}:
            return ref.removeprefix(_REF)
        case {"anyOf": list(several)}:
            return " | ".join(_kind(one) for one in several)
        case {"enum": list(values)}:
            return " | ".join(str(value) for value in values)
        case {"items": dict(item)}:
            return f"[{_kind(item)}]"
        case {"prefixItems": list(items)}:
            return f"[{', '.join(_kind(one) for one in items)}]"
        case {"type": kind, **more}:
            longest = more.get("maxLength")
            return f"{kind} ≤ {longest}" if longest else str(kind)
        case _:
            return "…"
