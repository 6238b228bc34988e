"""Does every entry say what it rests on, and everything that loosens one who approved it?"""

from collections.abc import Iterator
from datetime import date

from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_rules import CONFIDENCE
from ombud.core.pack.merge import CITED, KEYED, SINGLE, SOURCES
from ombud.core.pack.types import Pack, Source


def sources(pack: Pack) -> Found:
    """Yield every entry whose file names no source for it; what cites its source itself is held to that elsewhere."""
    for entry in _entries(pack):
        source = pack.sources.get(entry)
        if source is None or not (source.cited and source.checked_on.strip()):
            yield entry, "has no source; expected one of its own, or one at the head of its file"
        else:
            yield from unknown([source.confidence], CONFIDENCE, where=entry, what="confidence")
    for name, leave in pack.overrides.items():
        if not leave.approved_by.strip():
            yield f"overrides.{name}", "was approved by nobody"


def days(pack: Pack) -> Found:
    """Yield every source that was looked up on what is no day; on none at all is said elsewhere."""
    for where, source in _cited(pack):
        if isinstance(source, Source) and source.checked_on.strip() and not _is_day(source.checked_on):
            yield where, f"was checked on {source.checked_on!r}; expected a day such as 2026-11-29"


def _cited(pack: Pack) -> Iterator[tuple[str, object]]:
    yield from ((f"{SOURCES}.{entry}", source) for entry, source in pack.sources.items())
    for section in CITED:
        entries = getattr(pack, section)
        yield from ((f"{section}.{name}", entry.source) for name, entry in entries.items())


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def _entries(pack: Pack) -> Iterator[str]:
    yield from SINGLE
    for section in KEYED.keys() - CITED:
        yield from (f"{section}.{name}" for name in getattr(pack, section))
