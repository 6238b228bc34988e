"""How do the values given to a component become what its template draws?"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

Values = dict[str, Any]

_AMBER_AT: Final = 0.25  # of the time allowed; domain: warn at 75 % used
_NOTICE_ICONS: Final = {"info": "info", "warn": "alert", "danger": "alert", "success": "check"}
_CHOICES: Final = frozenset({"radios", "checkboxes", "select"})
_CLOCK_TONES: Final = {"ok": "green", "amber": "amber", "red": "red", "paused": "neutral", "done": "neutral"}


def action(values: Values) -> Values:
    """Turn what is left over into the hidden inputs of the form."""
    return {**values, "hidden": values["attrs"].items()}


def button(values: Values) -> Values:
    """Put the keyboard shortcut on the element."""
    attrs = dict(values["attrs"])
    if values["key"]:
        attrs |= {
            "data_key": values["key"],
            "data_key_label": values["text"],
            "aria_keyshortcuts": values["key"],
        }
    return {**values, "attrs": attrs}


def notice(values: Values) -> Values:
    """Choose the icon that says what the colour says."""
    return {**values, "icon": values["icon"] or _NOTICE_ICONS.get(values["kind"], "info")}


def errors(values: Values) -> Values:
    """Accept `{name: text}` as well as pairs; Django's lists of errors count by their first."""
    given = values["errors"] or ()
    pairs = given.items() if isinstance(given, Mapping) else given
    return {
        **values,
        "errors": [(name, text if isinstance(text, str) else next(iter(text), "")) for name, text in pairs],
    }


def field(values: Values) -> Values:
    """Mark the chosen options and name the texts that describe the input; `row` sets repeated fields apart."""
    name, value = values["name"], values["value"]
    ident = f"{name}-{values['row']}" if values["row"] else name
    value = "" if value is None else value
    chosen = {str(v) for v in value} if isinstance(value, list | tuple | set | frozenset) else {str(value)}
    options = [_option(option, chosen) for option in values["options"]]
    described = [f"{ident}-hint"] * bool(values["hint"]) + [f"{ident}-error"] * bool(values["error"])
    return {
        **values,
        "ident": ident,
        "value": value,
        "options": options,
        "described": " ".join(described),
        "group": values["kind"] in _CHOICES - {"select"},
        "on": str(value).lower() in {"on", "true", "1"},
    }


def _option(option: Any, chosen: set[str]) -> dict[str, Any]:
    value, text, *hint = (option, option) if isinstance(option, str) else option
    return {"value": str(value), "text": text, "hint": hint[0] if hint else "", "on": str(value) in chosen}


def clock(values: Values) -> Values:
    """Find the state where none was given, and the time left or over."""
    due, now, started = values["due"], values["now"], values["started"]
    left: timedelta | None = due - now if due and now else None
    state = values["state"]
    if not state:
        whole = due - started if due and started else None
        state = _state(left, whole)
    return {
        **values,
        "state": state,
        "left": left,
        "over": left is not None and left < timedelta(),
        "tone": _CLOCK_TONES[state],
    }


def _state(left: timedelta | None, whole: timedelta | None) -> str:
    if left is None:
        return "done"
    if left < timedelta():
        return "red"
    return "amber" if whole and left <= whole * _AMBER_AT else "ok"


def steps(values: Values) -> Values:
    """Count what is done."""
    items = [item if isinstance(item, Mapping) else _mapping(item) for item in values["items"]]
    done = sum(item.get("state") in {"done", "skipped"} for item in items)
    return {**values, "items": items, "done": done}


def _mapping(item: Any) -> dict[str, Any]:
    names = ("id", "text", "state", "mandatory", "hint", "who", "at", "reason")
    return {name: getattr(item, name, "") for name in names}


def table(values: Values) -> Values:
    """Give each cell its column's heading, which a phone shows beside it."""
    columns = [(c, "") if isinstance(c, str) else tuple(c) for c in values["columns"]]
    rows = [
        [
            {"label": label, "kind": kind, "value": cell}
            for (label, kind), cell in zip(columns, row, strict=True)
        ]
        for row in values["rows"]
    ]
    return {**values, "columns": columns, "rows": rows}
