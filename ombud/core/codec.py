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

VERSIONS: Final[Mapping[str, int]] = types.MappingProxyType({"Proposed": 2})
"""The version of each kind that is written now; a kind that is not here is at 1."""


def _several_roles(plain: Plain) -> Plain:
    """Lift a proposal that asked for one role at most."""
    role = plain.pop("signer_role")
    return {**plain, "signer_roles": [[role]] if role else []}


UPCASTS: Final[Mapping[tuple[str, int], Callable[[Plain], Plain]]] = types.MappingProxyType(
    {("Proposed", 1): _several_roles}
)
"""(kind, version) → the step to the next version, over the plain form."""


_ENCODE: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_QUOTED: Final = json.encoder.encode_basestring
Writer: TypeAlias = Callable[[Any], str]


def _moment(value: datetime) -> str:
    return f'"{value.astimezone(UTC).isoformat(timespec="microseconds")}"'


def _row(value: tuple[Any, ...]) -> str:
    return f"[{','.join([_writer(type(item))(item) for item in value])}]"


_WRITERS: Final[Mapping[type, Writer]] = types.MappingProxyType(
    {
        str: _QUOTED,
        int: int.__repr__,
        bool: lambda value: "true" if value else "false",
        type(None): lambda _value: "null",
        UUID: lambda value: f'"{value.hex}"',
        tuple: _row,
        datetime: _moment,
    }
)


def _writer_for(kind: Any) -> Writer:
    """Return how values of a type are written: a fact's fields by name in order, what is plain as JSON has it."""
    if not is_dataclass(kind):
        return _WRITERS.get(kind, _ENCODE)
    names = sorted(field.name for field in fields(kind))
    if not names:
        return lambda _value: "{}"
    openings = [("{" if at == 0 else ",") + f"{_QUOTED(name)}:" for at, name in enumerate(names)]
    known = tuple(zip(openings, names, strict=True))

    def write(value: Any) -> str:
        pieces = []
        for opening, name in known:
            item = getattr(value, name)
            pieces.append(opening + _writer(type(item))(item))
        return "".join(pieces) + "}"

    return write


_writer: Final[Callable[[Any], Writer]] = cache(_writer_for)


def encode(line: Line) -> bytes:
    """Return the canonical bytes of a line: UTF-8 JSON with sorted keys and no spaces."""
    fact = type(line.fact)
    kind = fact.__name__
    return (
        f'{{"at":{_moment(line.at)},"by":{_QUOTED(line.by)},"fact":{_writer(fact)(line.fact)},'
        f'"kind":"{kind}","seq":{line.seq},"v":{VERSIONS.get(kind, 1)}}}'
    ).encode()


def canonical(told: Any) -> bytes:
    """Return the canonical bytes of a frozen dataclass that is no fact, written as a line's fact is."""
    return _writer(type(told))(told).encode()


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
