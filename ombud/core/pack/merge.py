"""How do base, platform and jurisdiction become one pack of plain data?

A layer is plain data: `{"layer": name, "jurisdiction": code or None, "files": {path: {section: {id: entry}}}}`.
A later layer adds entries, or replaces single keys of an entry that is already there. A mapping that was read from a
file may have `lines`, key → number; then a message names the line.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from ombud.core.pack.plain import broken

Plain: TypeAlias = dict[str, Any]

KEYED: Final = {
    "categories": "code",
    "playbooks": "id",
    "measures": "code",
    "clauses": "id",
    "approvals": "id",
    "signers": None,
    "clocks": "id",
    "letters": "id",
    "grounds": "id",
    "appeals": "id",
    "external_routes": "id",
    "help_lines": "id",
    "obligations": "id",
}
"""Sections whose entries have a name, and the field that takes it."""

SINGLE: Final = ("care", "paging", "wait")
LIKE: Final = "profiles"
"""Half-filled categories; `like: name` fills a category's gaps from one."""

HEAD: Final = ("id", "version")
_KNOWN: Final = frozenset({*KEYED, *SINGLE, LIKE, *HEAD})


class Merged:
    """The layers laid over each other, and where each entry was last written."""

    __slots__ = ("sections", "written_in")

    def __init__(self) -> None:
        self.sections: Plain = {section: {} for section in (*KEYED, *SINGLE, LIKE)}
        self.written_in: dict[str, str] = {}

    def lay(self, path: str, content: object) -> None:
        """Lay one file over what is there."""
        if not isinstance(content, Mapping):
            raise broken(path, "expected sections")
        for section, entries in content.items():
            at = _at(path, content, section)
            if section not in _KNOWN:
                raise broken(
                    f"{at}: {section}", f"unknown section; expected one of {', '.join(sorted(_KNOWN))}"
                )
            self._section(section, entries, path=path, at=at)

    def _section(self, section: str, entries: object, *, path: str, at: str) -> None:
        if section in HEAD:
            self.sections[section] = str(entries)
            return
        if not isinstance(entries, Mapping):
            raise broken(f"{at}: {section}", f"expected a mapping, found {entries!r}")
        if section in SINGLE:
            self.sections[section].update(entries)
            self.written_in[section] = at
            return
        for name, entry in entries.items():
            self._entry(section, str(name), entry, path=_at(path, entries, name))

    def _entry(self, section: str, name: str, entry: object, *, path: str) -> None:
        if not isinstance(entry, Mapping):
            raise broken(f"{path}: {section}.{name}", f"expected an entry, found {entry!r}")
        there = self.sections[section].setdefault(name, {})
        there.update(entry)
        self.written_in[f"{section}.{name}"] = path

    def where(self, key: str) -> str:
        """Return file and key for a message."""
        return f"{self.written_in.get(key, 'pack')}: {key}"


def _at(path: str, mapping: Mapping[str, Any], key: str) -> str:
    line = getattr(mapping, "lines", {}).get(key)
    return path if line is None else f"{path}:{line}"


def merged(layers: Iterable[Mapping[str, Any]], *, jurisdiction: str) -> Merged:
    """Lay over each other the layers that apply here: US-CA takes what US says; an unknown place only what all share."""
    whole = Merged()
    for layer in layers:
        place = layer.get("jurisdiction")
        if place is None or f"{jurisdiction}-".startswith(f"{place}-"):
            for path, content in sorted(layer["files"].items()):
                whole.lay(path, content)
    _fill(whole)
    return whole


def _fill(whole: Merged) -> None:
    """Give each entry its name, each category what its profile says and the dose it costs."""
    for section, name_field in KEYED.items():
        if name_field is not None:
            for name, entry in whole.sections[section].items():
                entry[name_field] = name
    categories = whole.sections["categories"]
    for code, entry in categories.items():
        categories[code] = _like(entry, whole=whole)
    del whole.sections[LIKE]


def _like(entry: Plain, *, whole: Merged) -> Plain:
    where = whole.where(f"categories.{entry['code']}")
    profiles = whole.sections[LIKE]
    if "like" in entry and entry["like"] not in profiles:
        raise broken(f"{where}.like", f"no profile {entry['like']!r}; expected one of {', '.join(profiles)}")
    filled = {**profiles.get(entry.get("like"), {}), **entry}
    filled.pop("like", None)
    minutes = filled.pop("viewing", 0)
    weights = whole.sections["care"].get("weights", {})
    if "dose" not in filled:
        filled["dose"] = float(minutes) * float(weights.get(filled.get("exposure"), 0))
    return filled
