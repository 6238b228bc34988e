"""How do base, platform and jurisdiction become one pack of plain data?

A layer is plain data: `{"layer": name, "jurisdiction": code or None, "files": {path: {section: {id: entry}}}}`.
A later layer adds entries, or replaces single keys of an entry that is already there by something stricter; what is not
stricter needs `override: {why, approved_by}`. `valid_from` and `valid_to` are the first and the last day on which what
an entry says counts; on any other day it is as if it were not written. `source`, at the head of a file, is what every
entry of it rests on that names no `source` of its own. A mapping that was read from a file may have
`lines`, key → number; then a message names the line. `version` says which form of an entry this is; it rises with
every change.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from ombud.core.pack.plain import broken
from ombud.core.pack.tightening import GIVES_TIME, is_stricter

Plain: TypeAlias = dict[str, Any]

KEYED: Final = {
    "categories": "code",
    "playbooks": "id",
    "measures": "code",
    "repeats": "id",
    "elements": "id",
    "clauses": "id",
    "approvals": "id",
    "signers": None,
    "spared": "id",
    "severities": "id",
    "clocks": "id",
    "calendars": "id",
    "letters": "id",
    "grounds": "id",
    "appeals": "id",
    "external_routes": "id",
    "help_lines": "id",
    "obligations": "id",
    "retentions": "id",
    "phrases": "id",
    "verifications": "id",
    "questions": "id",
    "never_asked": "id",
    "never_done": "id",
    "authority_kinds": "id",
    "authorities": "id",
    "reports": "id",
    "owners": "id",
    "causes": "id",
}
"""Sections whose entries have a name, and the field that takes it."""

SINGLE: Final = ("care", "paging", "break_glass", "wait", "precedence", "misuse", "abuse", "learning")
LIKE: Final = "profiles"
"""Half-filled categories; `like: name` fills a category's gaps from one."""

OFFICE: Final = "office"
"""Where this house works: the `calendar` that stands in a clock which counts by that of the `office`."""

HEAD: Final = ("id", "version")
SOURCES: Final = "sources"
DERIVED: Final = ("overrides", "dated", SOURCES)
"""Sections that nobody writes: they follow from what entries say about themselves."""
VERSIONS: Final = "versions"
"""Section → which version of an entry this is, where it is not the first; nobody writes it either."""
VERSION: Final = "version"
OVERRIDE: Final = "override"
DATES: Final = ("valid_from", "valid_to")
SOURCE: Final = "source"
CITED: Final = frozenset(
    {
        "severities",
        "clocks",
        "calendars",
        "grounds",
        "external_routes",
        "help_lines",
        "obligations",
        "repeats",
        "elements",
        "retentions",
        "authority_kinds",
        "authorities",
        "reports",
    }
)
"""Sections whose entries hold their source, since pages cite it; what the others rest on stands beside them, in `sources`."""
_KNOWN: Final = frozenset({*KEYED, *SINGLE, LIKE, OFFICE, *HEAD, SOURCE})


class Merged:
    """The layers laid over each other, where each entry was written, lowest layer first, and what nobody may do silently.

    `overrides`, `dated` and `sources` are sections of the result: what a later layer loosened and who approved it, what
    counts from, or until, a day, and what entries rest on.
    """

    __slots__ = ("_layer", "_on", "_source", "_written_by", "sections", "written_in")

    def __init__(self, on: date = date.max) -> None:
        self.sections: Plain = {
            section: {} for section in (*KEYED, *SINGLE, *DERIVED, VERSIONS, LIKE, OFFICE)
        }
        self.written_in: dict[str, list[str]] = {}
        self._written_by: dict[tuple[str, str, str], str] = {}
        self._on = on
        self._layer = ""
        self._source: object = None

    def lay(self, path: str, content: object, *, layer: str) -> None:
        """Lay one file of a layer over what is there."""
        if not isinstance(content, Mapping):
            raise broken(path, "expected sections")
        self._layer, self._source = layer, content.get(SOURCE)
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
        if section in {*HEAD, SOURCE}:
            return
        if not isinstance(entries, Mapping):
            raise broken(f"{at}: {section}", f"expected a mapping, found {entries!r}")
        if section in {*SINGLE, OFFICE}:
            self._lay_over(section, "", entries, path=at)
            return
        for name, entry in entries.items():
            self._lay_over(section, str(name), entry, path=_at(path, entries, name))

    def _lay_over(self, section: str, name: str, entry: object, *, path: str) -> None:
        """Lay one entry over what lower layers say, if it counts on this day and loosens nothing silently."""
        key = f"{section}.{name}" if name else section
        if not isinstance(entry, Mapping):
            raise broken(f"{path}: {key}", f"expected an entry, found {entry!r}")
        said = dict(entry)
        override, dates = said.pop(OVERRIDE, None), {day: said.pop(day) for day in DATES if day in said}
        if not self._counts(key, dates, path=path):
            return
        self._number(key, said.pop(VERSION, 1), path=path)
        there = self.sections[section].setdefault(name, {}) if name else self.sections[section]
        self._cite(key, said, there, path=path)
        loosened = [one for one in said if self._loosens((section, name, one), there, said[one])]
        if loosened:
            self._override(key, loosened, override, path=path)
        there.update(said)
        self._written_by |= {(section, name, one): self._layer for one in said}
        self.written_in.setdefault(key, []).append(path)

    def _cite(self, key: str, said: Plain, there: Plain, *, path: str) -> None:
        """Keep what an entry rests on: what it names, else what its file does; in the entry itself where pages cite it."""
        section = key.partition(".")[0]
        if section in CITED:
            if SOURCE not in {*said, *there} and self._source is not None:
                said[SOURCE] = self._source
            return
        source = said.pop(SOURCE, self._source)
        if source is not None and section not in {LIKE, OFFICE}:
            self.sections[SOURCES][key] = source
            self.written_in[f"{SOURCES}.{key}"] = [path]

    def _number(self, key: str, version: object, *, path: str) -> None:
        """Keep the highest version that a layer gives to an entry."""
        if type(version) is not int or version < 1:
            raise broken(f"{path}: {key}.{VERSION}", f"expected 1, 2, 3 …, found {version!r}")
        self.sections[VERSIONS][key] = max(version, self.sections[VERSIONS].get(key, 1))

    def _counts(self, key: str, dates: Mapping[str, Any], *, path: str) -> bool:
        if not dates:
            return True
        first, last = (
            _day(dates[day], where=f"{path}: {key}.{day}") if day in dates else None for day in DATES
        )
        if first is not None and last is not None and last < first:
            raise broken(
                f"{path}: {key}", f"counts on no day; expected valid_to {last} not before valid_from {first}"
            )
        said = {"entry": key, "layer": self._layer, "first": first, "last": last}
        self.sections["dated"][f"{key}@{self._layer}.{first or ''}"] = {
            one: value.isoformat() if isinstance(value, date) else value for one, value in said.items()
        }
        return (first is None or first <= self._on) and (last is None or self._on <= last)

    def _loosens(self, place: tuple[str, str, str], there: Mapping[str, Any], after: object) -> bool:
        section, name, key = place
        if key not in there and f"{section}.{key}" in GIVES_TIME:
            return any(self._written_by.get((section, name, one)) != self._layer for one in there)
        if key not in there or self._written_by.get(place) == self._layer:
            return False
        return not is_stricter(section, key, there[key], after)

    def _override(self, key: str, loosened: list[str], override: object, *, path: str) -> None:
        if override is None:
            what = f"loosens {', '.join(loosened)}, or cannot be shown to tighten it"
            raise broken(f"{path}: {key}", f"{what}; expected override: {{why: {{zh, en}}, approved_by}}")
        if not isinstance(override, Mapping):
            raise broken(f"{path}: {key}.{OVERRIDE}", f"expected why and approved_by, found {override!r}")
        said = {**override, "entry": key, "keys": sorted(loosened), "layer": self._layer}
        self.sections["overrides"][f"{key}@{self._layer}"] = said
        self.written_in[f"overrides.{key}@{self._layer}"] = [path]

    def where(self, key: str) -> str:
        """Return file and key for a message."""
        return f"{self.written_in.get(key, ['pack'])[-1]}: {key}"


def _at(path: str, mapping: Mapping[str, Any], key: str) -> str:
    line = getattr(mapping, "lines", {}).get(key)
    return path if line is None else f"{path}:{line}"


def _day(value: object, *, where: str) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise broken(where, f"expected a day such as 2026-02-20, found {value!r}") from None


def merged(layers: Iterable[Mapping[str, Any]], *, jurisdiction: str, on: date) -> Merged:
    """Lay over each other the layers that apply here: US-CA takes what US says; an unknown place only what all share."""
    whole = Merged(on)
    for layer in layers:
        place = layer.get("jurisdiction")
        if place is None or f"{jurisdiction}-".startswith(f"{place}-"):
            for path, content in sorted(layer["files"].items()):
                whole.lay(path, content, layer=layer["layer"])
    _fill(whole)
    return whole


def _fill(whole: Merged) -> None:
    """Give each entry its name, each category what its profile says and its dose, each clock of the office its calendar.

    Calendars that nobody counts by are left out.
    """
    _at_the_office(whole)
    whole.sections["calendars"] = _counted_by(whole)
    for section, name_field in KEYED.items():
        if name_field is not None:
            for name, entry in whole.sections[section].items():
                entry[name_field] = name
    categories = whole.sections["categories"]
    for code, entry in categories.items():
        categories[code] = _like(entry, whole=whole)
    versions = whole.sections[VERSIONS]
    whole.sections[VERSIONS] = {
        key: version for key, version in versions.items() if version > 1 and not key.startswith(f"{LIKE}.")
    }
    del whole.sections[LIKE]


def _at_the_office(whole: Merged) -> None:
    """Put the calendar by which this house works into the clocks that count by it; their version rises with that of the office."""
    named, versions = whole.sections.pop(OFFICE).get("calendar"), whole.sections[VERSIONS]
    risen = versions.pop(OFFICE, 1) - 1
    for where, entry in _counting(whole):
        if entry.get("calendar") == OFFICE:
            if not isinstance(named, str):
                raise broken(
                    f"{whole.where(where)}.calendar",
                    "no layer says where this house works; expected office: {calendar: …}",
                )
            entry["calendar"] = named
            versions[where] += risen


def _counting(whole: Merged) -> Iterator[tuple[str, Plain]]:
    """Yield what counts by a calendar: the clocks, and what says by when somebody reads what comes after the end."""
    for name, clock in whole.sections["clocks"].items():
        yield f"clocks.{name}", clock
    yield "learning", whole.sections["learning"].get("later", {})


def _counted_by(whole: Merged) -> Plain:
    """Return the calendars that something counts by; YAML may have read their days as dates."""
    named = {entry.get("calendar") for _, entry in _counting(whole)}
    found = {name: entry for name, entry in whole.sections["calendars"].items() if name in named}
    for entry in found.values():
        if isinstance(entry.get("holidays"), Mapping):
            entry["holidays"] = {str(day): said for day, said in entry["holidays"].items()}
    return found


def _like(entry: Plain, *, whole: Merged) -> Plain:
    where = whole.where(f"categories.{entry['code']}")
    profiles = whole.sections[LIKE]
    if "like" in entry and entry["like"] not in profiles:
        raise broken(f"{where}.like", f"no profile {entry['like']!r}; expected one of {', '.join(profiles)}")
    whole.written_in[f"categories.{entry['code']}"][:0] = whole.written_in.get(
        f"{LIKE}.{entry.get('like')}", []
    )
    filled = {**profiles.get(entry.get("like"), {}), **entry}
    versions = whole.sections[VERSIONS]
    made_of = (f"{LIKE}.{filled.pop('like', None)}", "care")
    versions[f"categories.{entry['code']}"] += sum(versions.get(key, 1) - 1 for key in made_of)
    minutes = filled.pop("viewing", 0)
    weights = whole.sections["care"].get("weights", {})
    if "dose" not in filled:
        filled["dose"] = float(minutes) * float(weights.get(filled.get("exposure"), 0))
    return filled
