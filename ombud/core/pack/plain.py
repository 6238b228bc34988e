"""How does plain data become a frozen type, and what is said when it does not fit?"""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from ombud.core.refusals import No, Refused

_UNITS: Final = MappingProxyType({"s": "seconds", "m": "minutes", "h": "hours", "d": "days"})
_SIMPLE: Final = (str, bool, int, float)


def broken(where: str, why: str) -> Refused:
    """Return the refusal that names the file, the key and what was expected there."""
    return Refused(No.PACK_BROKEN, where=where, why=why)


def duration(value: object, *, where: str) -> timedelta:
    """Read `15m`, `2h`, `7d`."""
    text = str(value)
    unit = _UNITS.get(text[-1:])
    if unit is None or not text[:-1].isdecimal():
        raise broken(where, f"expected a duration such as 15m, 2h or 7d, found {value!r}")
    return timedelta(**{unit: int(text[:-1])})


@cache
def _shape(kind: type) -> Mapping[str, tuple[Any, bool]]:
    """Return each field that is read, its type and whether it may be left out."""
    hints = typing.get_type_hints(kind)
    return MappingProxyType(
        {
            item.name: (hints[item.name], item.default is not MISSING or item.default_factory is not MISSING)
            for item in fields(kind)
        }
    )


def record(kind: type, plain: object, *, where: str) -> Any:
    """Read one entry; an unknown key is as wrong as a missing one."""
    if not isinstance(plain, Mapping):
        raise broken(where, f"expected {', '.join(_shape(kind))}, found {plain!r}")
    shape = _shape(kind)
    for key in plain:
        if key not in shape:
            raise broken(f"{where}.{key}", f"unknown key; expected one of {', '.join(shape)}")
    for key, (_, optional) in shape.items():
        if not optional and key not in plain:
            raise broken(f"{where}.{key}", "missing")
    return kind(**{key: value(shape[key][0], plain[key], where=f"{where}.{key}") for key in plain})


def _several(kind: Any, plain: object, *, where: str) -> tuple[Any, ...]:
    if not isinstance(plain, list | tuple):
        raise broken(where, f"expected a list, found {plain!r}")
    return tuple(value(kind, item, where=f"{where}[{no}]") for no, item in enumerate(plain))


def _mapping(kind: Any, plain: object, *, where: str) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise broken(where, f"expected a mapping, found {plain!r}")
    return MappingProxyType(
        {str(key): value(kind, item, where=f"{where}.{key}") for key, item in plain.items()}
    )


def _simple(kind: Any, plain: object, *, where: str) -> Any:
    if kind is float and isinstance(plain, int) and not isinstance(plain, bool):
        return float(plain)
    if kind is str and isinstance(plain, date):
        return plain.isoformat()
    if type(plain) is not kind:
        raise broken(where, f"expected {kind.__name__}, found {plain!r}")
    return plain


def _either(kinds: tuple[Any, ...], plain: object, *, where: str) -> Any:
    if plain is None and types.NoneType in kinds:
        return None
    if timedelta in kinds and int in kinds:
        return plain if type(plain) is int else duration(plain, where=where)
    return value(next(kind for kind in kinds if kind is not types.NoneType), plain, where=where)


def value(kind: Any, plain: object, *, where: str) -> Any:
    """Read one value of a declared type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return _either(inner, plain, where=where)
    if origin is tuple:
        return _several(inner[0], plain, where=where)
    if origin is not None:
        return _mapping(inner[1], plain, where=where)
    if kind is timedelta:
        return duration(plain, where=where)
    if is_dataclass(kind):
        return record(typing.cast("type", kind), plain, where=where)
    return _simple(kind, plain, where=where)
