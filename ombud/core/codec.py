"""How does a line become the bytes that are stored and digested, and a line again?

Every version ever written stays readable: an entry of `UPCASTS` turns the plain form of an old version into the next.
"""

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, TypeAlias, Union
from uuid import UUID

from ombud.core import facts
from ombud.core.facts import Fact, Line

Plain: TypeAlias = dict[str, Any]
Decoder: TypeAlias = Callable[[Any], Any]


def _members(alias: Any) -> dict[str, type]:
    return {kind.__name__: kind for kind in typing.get_args(alias)}


COMPLAINT_FACTS: Final[Mapping[str, type]] = types.MappingProxyType(_members(facts.ComplaintFact))
CASE_FACTS: Final[Mapping[str, type]] = types.MappingProxyType(_members(facts.CaseFact))
KINDS: Final[Mapping[str, type]] = types.MappingProxyType({**COMPLAINT_FACTS, **CASE_FACTS})

VERSIONS: Final[Mapping[str, int]] = types.MappingProxyType({})
"""The version of each kind that is written now; a kind that is not here is at 1."""

UPCASTS: Final[Mapping[tuple[str, int], Callable[[Plain], Plain]]] = types.MappingProxyType({})
"""(kind, version) → the step to the next version, over the plain form."""


_ENCODE: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_AS_IT_IS: Final = frozenset({str, int, bool, type(None)})


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _plain(value: Any) -> Any:
    kind: object = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is UUID:
        return value.hex
    if kind is tuple:
        return [_plain(item) for item in value]
    if kind is datetime:
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    names = _field_names(kind)
    return value if names is None else {name: _plain(getattr(value, name)) for name in names}


def encode(line: Line) -> bytes:
    """Return the canonical bytes of a line: UTF-8 JSON with sorted keys and no spaces."""
    kind = type(line.fact).__name__
    whole = {
        "at": _plain(line.at),
        "by": line.by,
        "fact": _plain(line.fact),
        "kind": kind,
        "seq": line.seq,
        "v": VERSIONS.get(kind, 1),
    }
    return _ENCODE(whole).encode()


def _same(value: Any) -> Any:
    return value


@cache
def _decoder(hint: Any) -> Decoder:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = _decoder(next(arg for arg in typing.get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _decoder(typing.get_args(hint)[0])
        return lambda value: tuple(item(each) for each in value)
    if hint is UUID:
        return lambda value: UUID(hex=value)
    if hint is datetime:
        return datetime.fromisoformat
    if is_dataclass(hint):
        return _record(typing.cast("type", hint))
    return _same


def _record(kind: type) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {name: _decoder(hint) for name, hint in hints.items()}

    def decode_record(value: Plain) -> object:
        return kind(**{name: decoders[name](item) for name, item in value.items()})

    return decode_record


def decode(body: bytes) -> Line:
    """Return the line that was stored, lifting older versions to the present one."""
    whole = json.loads(body)
    kind, version, plain = whole["kind"], whole["v"], whole["fact"]
    while (kind, version) in UPCASTS:
        plain, version = UPCASTS[kind, version](plain), version + 1
    fact: Fact = _decoder(KINDS[kind])(plain)
    return Line(seq=whole["seq"], at=datetime.fromisoformat(whole["at"]), by=whole["by"], fact=fact)
