"""Does every entry say what it rests on, and everything that loosens one who approved it?"""

from collections.abc import Iterator

from ombud.core.pack.lint_kinds import Found, unknown
from ombud.core.pack.lint_rules import CONFIDENCE
from ombud.core.pack.merge import CITED, KEYED, SINGLE
from ombud.core.pack.types import Pack


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


def _entries(pack: Pack) -> Iterator[str]:
    yield from SINGLE
    for section in KEYED.keys() - CITED:
        yield from (f"{section}.{name}" for name in getattr(pack, section))
