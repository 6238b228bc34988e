"""What may stand in a policy file, in the words of JSON Schema 2020-12, for editors that complete and underline?

A file may hold a part of an entry only, since layers complete each other; hence nothing is required here. Whether a whole
pack is fit is the linter's question.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from typing import Any, Final

from ombud.core.pack.kinds import Category
from ombud.core.pack.merge import DATES, HEAD, KEYED, LIKE, OFFICE, OVERRIDE, SINGLE, SOURCE, VERSION
from ombud.core.pack.parse import KINDS
from ombud.core.pack.plain import DURATION
from ombud.core.pack.words import Source, Text

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DURATION: Final = {"type": "string", "pattern": f"^{DURATION}$"}
_SIMPLE: Final[Mapping[Any, Mapping[str, Any]]] = types.MappingProxyType(
    {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": "number"},
        timedelta: _DURATION,
        types.NoneType: {"type": "null"},
    }
)
_DAY: Final = {"type": "string", "format": "date"}
_FILLED: Final = {"like": {"type": "string"}, "viewing": {"type": "number"}}
"""What a category may say instead of some fields: a profile to take them from, minutes of viewing."""


def schema() -> Mapping[str, Any]:
    """Return the schema of one policy file."""
    sections: dict[str, Any] = {name: {"type": ["string", "number"]} for name in HEAD}
    sections[SOURCE] = _record(Source)
    sections |= {section: {"type": "object", "additionalProperties": _entry(section)} for section in KEYED}
    sections |= {section: _entry(section) for section in SINGLE}
    sections[OFFICE] = {
        "type": "object",
        "properties": {"calendar": _SIMPLE[str]},
        "additionalProperties": False,
        "description": "Where this house works: the calendar of its own promises.",
    }
    sections[LIKE] = {"type": "object", "additionalProperties": _entry("categories")}
    return {
        "$schema": DIALECT,
        "title": "Ombud policy / 公道政策",
        "type": "object",
        "properties": sections,
        "additionalProperties": False,
    }


def _entry(section: str) -> Mapping[str, Any]:
    kind = KINDS[section]
    leave = {"why": _record(Text), "approved_by": _SIMPLE[str]}
    above = {
        OVERRIDE: {"type": "object", "properties": leave, "required": list(leave)},
        **dict.fromkeys(DATES, _DAY),
        VERSION: {"type": "integer", "minimum": 1},
        SOURCE: _record(Source),
    }
    return _record(kind, more={**above, **(_FILLED if kind is Category else {})})


def _record(kind: Any, *, more: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    hints = typing.get_type_hints(kind)
    said = {**{item.name: _value(hints[item.name]) for item in fields(kind)}, **(more or {})}
    described = {"description": (kind.__doc__ or "").partition("\n")[0]}
    required = {"required": ["zh", "en"]} if kind is Text else {}
    return {"type": "object", "properties": said, "additionalProperties": False} | described | required


def _value(kind: Any) -> Mapping[str, Any]:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return {"anyOf": [_value(one) for one in inner]}
    if origin is tuple:
        return {"type": "array", "items": _value(inner[0])}
    if origin is not None:
        return {"type": "object", "additionalProperties": _value(inner[1])}
    return _record(kind) if is_dataclass(kind) else _SIMPLE[kind]
