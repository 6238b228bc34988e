"""How do layers of plain data become a pack, and a pack the bytes it is stored as?"""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from ombud.core.pack import types as kinds
from ombud.core.pack.merge import DERIVED, KEYED, SINGLE, VERSIONS, Merged, merged
from ombud.core.pack.plain import broken, record
from ombud.core.pack.types import Pack, Then
from ombud.core.vocabulary import Outcome

KINDS: Final = MappingProxyType(
    {
        "categories": kinds.Category,
        "playbooks": kinds.Playbook,
        "measures": kinds.Measure,
        "repeats": kinds.Repeat,
        "elements": kinds.Elements,
        "clauses": kinds.Clause,
        "approvals": kinds.ApprovalRule,
        "signers": kinds.Signers,
        "spared": kinds.Spared,
        "severities": kinds.SeverityRule,
        "clocks": kinds.ClockRule,
        "calendars": kinds.WorkingDays,
        "letters": kinds.LetterTemplate,
        "grounds": kinds.Ground,
        "appeals": kinds.AppealRule,
        "external_routes": kinds.Route,
        "help_lines": kinds.HelpLine,
        "obligations": kinds.Obligation,
        "retentions": kinds.Retention,
        "phrases": kinds.Phrases,
        "verifications": kinds.Verification,
        "questions": kinds.Question,
        "never_asked": kinds.NeverAsked,
        "never_done": kinds.NeverDone,
        "authority_kinds": kinds.AuthorityKind,
        "authorities": kinds.Authority,
        "reports": kinds.Report,
        "owners": kinds.Owner,
        "causes": kinds.Cause,
        "care": kinds.Care,
        "paging": kinds.Paging,
        "break_glass": kinds.BreakGlass,
        "wait": kinds.Wait,
        "precedence": kinds.Precedence,
        "misuse": kinds.Misuse,
        "abuse": kinds.Abuse,
        "learning": kinds.Learning,
        "overrides": kinds.Override,
        "dated": kinds.Dated,
        "sources": kinds.Source,
    }
)
"""Section → what each of its entries is read as."""
THEN: Final = "then"
"""What names the pack of a later day; nobody writes it."""
Origins: TypeAlias = Mapping[str, tuple[str, ...]]
"""Entry, such as `clocks.ack_target` → the files and lines that say something of it, lowest layer first."""
SAID_BEFORE: Final = MappingProxyType(
    {"if_granted": (Outcome.GRANTED.value,), "if_found": (Outcome.VIOLATION.value, Outcome.GRANTED.value)}
)
"""What a step of a pack from before says → after which decisions it is needed."""
NOTHING_KNOWN: Final = "SV.UNKNOWN"


def parse(layers: tuple[Mapping[str, Any], ...], *, jurisdiction: str, on: date = date.max) -> Pack:
    """Build the pack of a jurisdiction as it stands on a day; a refusal names the file, the key and what was expected.

    Without a day it is what will stand at last: whatever has a first day has begun, whatever has a last day is over.
    Where entries begin or end later, it names the pack that it turns into, so that one digest pins all that comes.
    """
    whole = merged(layers, jurisdiction=jurisdiction, on=on)
    whole.sections["jurisdiction"] = jurisdiction
    pack = _pack(whole)
    turns = pack.changes_on(on)
    if turns is None:
        return pack
    later = parse(layers, jurisdiction=jurisdiction, on=turns)
    whole.sections[THEN] = {"on": turns.isoformat(), "digest": later.digest}
    return _pack(whole)


def origins(layers: tuple[Mapping[str, Any], ...], *, jurisdiction: str, on: date = date.max) -> Origins:
    """Return where each entry was written, for what is wrong with it; the pack itself and its digest know no files."""
    written = merged(layers, jurisdiction=jurisdiction, on=on).written_in
    return MappingProxyType({entry: tuple(said) for entry, said in written.items()})


def compiled(pack: Pack) -> bytes:
    """Return the canonical bytes that a pack is stored as."""
    return pack.compiled


def from_compiled(stored: bytes) -> Pack:
    """Build the pack that these bytes are."""
    return from_plain(json.loads(stored))


def from_plain(sections: dict[str, Any]) -> Pack:
    """Build the pack that these sections are."""
    whole = Merged()
    whole.sections = sections
    return _pack(whole)


def _pack(whole: Merged) -> Pack:
    plain = whole.sections
    for head in ("id", "version"):
        if head not in plain:
            raise broken(f"pack: {head}", "missing")
    if NOTHING_KNOWN not in plain["categories"]:
        raise broken(f"pack: categories.{NOTHING_KNOWN}", "missing: what is known about nothing falls here")
    stored = _canonical(plain)
    return Pack(
        id=plain["id"],
        version=plain["version"],
        jurisdiction=plain["jurisdiction"],
        digest=sha256(stored).hexdigest(),
        compiled=stored,
        versions=MappingProxyType(plain.get(VERSIONS, {})),
        then=record(Then, plain[THEN], where=f"pack: {THEN}") if THEN in plain else None,
        **_sections(whole),
    )


def _sections(whole: Merged) -> dict[str, Any]:
    keyed = {section: _section(section, whole=whole) for section in (*KEYED, *DERIVED)}
    return keyed | {section: _single(section, whole=whole) for section in SINGLE}


def _section(section: str, *, whole: Merged) -> Mapping[str, Any]:
    entries = whole.sections.get(section, {})
    return MappingProxyType(
        {
            name: _entry(section, _canonical(entries[name]), whole.where(f"{section}.{name}"))
            for name in entries
        }
    )


@lru_cache(maxsize=8192)
def _entry(section: str, said: bytes, where: str) -> Any:
    """Read one entry once: most say the same in the pack of every place, and those share it."""
    return record(KINDS[section], _as_today(section, json.loads(said)), where=where)


def _as_today(section: str, said: Any) -> Any:
    """Return an entry of a pack that was stored before as one says the same today."""
    if section == "playbooks" and isinstance(said, dict):
        for step in said.get("steps", ()):
            for before, today in SAID_BEFORE.items():
                if isinstance(step, dict) and step.pop(before, False):
                    step["when_decided"] = list(today)
    return said


def _single(section: str, *, whole: Merged) -> Any:
    return _entry(section, _canonical(whole.sections.get(section, {})), whole.where(section))


def _canonical(plain: object) -> bytes:
    text = json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )
    return text.encode()
