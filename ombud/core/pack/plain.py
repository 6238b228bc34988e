"""How does plain data become a frozen type, and what is said when it does not fit?"""

import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ombud.core.refusals import No, Refused

DURATION: Final = "[0-9]{1,6}[smhd]"
"""How a length of time is written; a longer one would lead beyond every calendar."""
_DURATION: Final = re.compile(DURATION)
_UNITS: Final = MappingProxyType({"s": "seconds", "m": "minutes", "h": "hours", "d": "days"})


def broken(where: str, why: str) -> Refused:
    """Return the refusal that names the file, the key and what was expected there."""
    return Refused(No.PACK_BROKEN, where=where, why=why)


def duration(value: object, *, where: str) -> timedelta:
    """Read `15m`, `2h`, `7d`."""
    text = str(value)
    if not _DURATION.fullmatch(text):
        raise broken(where, f"expected a duration such as 15m, 2h or 7d, found {value!r}")
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


Reader = Callable[[Any, str], Any]
"""Reads a plain value; is told where it stands."""


@cache
def _shape(kind: type) -> Mapping[str, tuple[Reader, bool]]:
    """Return each field that is read, how, and whether it may be left out."""
    hints = typing.get_type_hints(kind)
    return MappingProxyType(
        {
            item.name: (
                _reader(hints[item.name]),
                item.default is not MISSING or item.default_factory is not MISSING,
            )
            for item in fields(kind)
        }
    )


def record(kind: type, plain: object, *, where: str) -> Any:
    """Read one entry; an unknown key is as wrong as a missing one."""
    shape = _shape(kind)
    if not isinstance(plain, Mapping):
        raise broken(where, f"expected {', '.join(shape)}, found {plain!r}")
    for key in plain:
        if key not in shape:
            raise broken(f"{where}.{key}", f"unknown key; expected one of {', '.join(shape)}")
    for key, (_, optional) in shape.items():
        if not optional and key not in plain:
            raise broken(f"{where}.{key}", "missing")
    return kind(**{key: shape[key][0](item, f"{where}.{key}") for key, item in plain.items()})


@cache
def _reader(kind: Any) -> Reader:
    """Return what reads this type, so that a type is taken apart once and not for every value."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return _either(inner)
    if origin is tuple:
        return _several(_reader(inner[0]))
    if origin is not None:
        return _mapping(_reader(inner[1]))
    if kind is timedelta:
        return lambda plain, where: duration(plain, where=where)
    if is_dataclass(kind):
        return lambda plain, where: record(typing.cast("type", kind), plain, where=where)
    return _simple(kind)


def _either(kinds: tuple[Any, ...]) -> Reader:
    read = _reader(next(kind for kind in kinds if kind is not types.NoneType))
    if timedelta in kinds and int in kinds:
        read = _count_or_duration
    if str in kinds:
        read = _text_or(read)
    if types.NoneType not in kinds:
        return read
    return lambda plain, where: None if plain is None else read(plain, where)


def _count_or_duration(plain: Any, where: str) -> Any:
    return plain if type(plain) is int else duration(plain, where=where)


def _text_or(read: Reader) -> Reader:
    return lambda plain, where: plain if type(plain) is str else read(plain, where)


def _several(one: Reader) -> Reader:
    def read(plain: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(plain, list | tuple):
            raise broken(where, f"expected a list, found {plain!r}")
        return tuple(one(item, f"{where}[{no}]") for no, item in enumerate(plain))

    return read


def _mapping(one: Reader) -> Reader:
    def read(plain: Any, where: str) -> Mapping[str, Any]:
        if not isinstance(plain, Mapping):
            raise broken(where, f"expected a mapping, found {plain!r}")
        return MappingProxyType({str(key): one(item, f"{where}.{key}") for key, item in plain.items()})

    return read


def _simple(kind: Any) -> Reader:
    def read(plain: Any, where: str) -> Any:
        if type(plain) is kind:
            return plain
        if kind is float and type(plain) is int:
            return float(plain)
        raise broken(where, f"expected {kind.__name__}, found {plain!r}")

    return read
