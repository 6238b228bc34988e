"""How does a column of values travel to the database? As one binary array, put together without asking each value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID
from weakref import WeakSet

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEAD: Final = Struct("!iiiii").pack
_LENGTH: Final = Struct("!i").pack
_NULL: Final = _LENGTH(-1)
_UUID_LENGTH: Final = _LENGTH(16)
_SMALL: Final = Struct("!ih").pack
_WHOLE: Final = Struct("!ii").pack
_LARGE: Final = Struct("!iq").pack
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_YES, _NO = _LENGTH(1) + b"\1", _LENGTH(1) + b"\0"


def _uuid(value: UUID) -> bytes:
    return _UUID_LENGTH + value.int.to_bytes(16)


def _text(value: str) -> bytes:
    said = value.encode()
    return _LENGTH(len(said)) + said


def _bytes(value: bytes) -> bytes:
    return _LENGTH(len(value)) + value


def _moment(value: datetime) -> bytes:
    return _LARGE(8, (value - _EPOCH) // _MICROSECOND)


_TYPES: Final[Mapping[str, tuple[int, Callable[[Any], bytes]]]] = MappingProxyType(
    {
        "uuid": (2950, _uuid),
        "text": (25, _text),
        "varchar": (1043, _text),
        "bytea": (17, _bytes),
        "smallint": (21, lambda value: _SMALL(2, value)),
        "integer": (23, lambda value: _WHOLE(4, value)),
        "bigint": (20, lambda value: _LARGE(8, value)),
        "boolean": (16, lambda value: _YES if value else _NO),
        "timestamp with time zone": (1184, _moment),
    }
)
"""The name of a type → its number in PostgreSQL, and how one value is written, its length first."""


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one type, one for each row."""

    kind: str
    values: Sequence[Any]


def binary(column: Column) -> bytes:
    """Return the column in the binary form of a PostgreSQL array; a type nobody taught raises KeyError."""
    number, write = _TYPES[column.kind.partition("(")[0]]
    values = column.values
    written = b"".join([_NULL if value is None else write(value) for value in values])
    return _HEAD(1, int(None in values), number, len(values), 1) + written


class _ColumnDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: Column) -> bytes:
        """Return the array."""
        return binary(obj)


_TAUGHT: Final[WeakSet[psycopg.Connection[Any]]] = WeakSet()


def teach(link: psycopg.Connection[Any]) -> None:
    """Let a connection know how columns travel, once."""
    if link not in _TAUGHT:
        link.adapters.register_dumper(Column, _ColumnDumper)
        _TAUGHT.add(link)
