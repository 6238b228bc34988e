"""The bytes of a fact are what the plainest encoder would write, whatever the fact says."""

import json
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Union
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ombud.core import codec
from ombud.core.facts import Line

pytestmark = pytest.mark.no_cover
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.timezones())
SIMPLE = {str: TEXTS, UUID: st.uuids(), datetime: MOMENTS, int: st.integers(), bool: st.booleans()}


def of(hint: Any) -> st.SearchStrategy[Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if hint is type(None):
        return st.none()
    if origin in (Union, types.UnionType):
        return st.one_of([of(each) for each in inner])
    if origin is tuple:
        return st.lists(of(inner[0]), max_size=3).map(tuple)
    if is_dataclass(hint):
        return a_fact(typing.cast("type", hint))
    return st.from_type(hint)


def a_fact(kind: type) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    return st.builds(kind, **{field.name: of(hints[field.name]) for field in fields(kind)})


def plain(value: Any) -> Any:
    match value:
        case UUID():
            return value.hex
        case tuple():
            return [plain(item) for item in value]
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def naive(line: Line) -> bytes:
    kind = type(line.fact).__name__
    whole = {"at": plain(line.at), "by": line.by, "fact": plain(line.fact), "kind": kind, "seq": line.seq}
    whole["v"] = codec.VERSIONS.get(kind, 1)
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


LINES = st.sampled_from(sorted(codec.KINDS.values(), key=lambda kind: kind.__name__)).flatmap(
    lambda kind: st.builds(Line, seq=st.integers(1, 2**31), at=MOMENTS, by=TEXTS, fact=a_fact(kind))
)


@given(line=LINES)
@settings(max_examples=400, deadline=None)
def test_the_bytes_are_those_of_the_plainest_encoder(line: Line) -> None:
    assert codec.encode(line) == naive(line)
