"""Which entries say something else than before, under a version that did not rise?"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from ombud.core.pack.merge import KEYED, SINGLE, VERSIONS

Plain = Mapping[str, Any]
_DIGITS: Final = 16


def unraised(before: Plain, after: Plain) -> tuple[str, ...]:
    """Return the names of entries, such as `clocks.ack_target`, that both plain packs have and that changed unnumbered."""
    return unraised_since(numbered(before), after)


def unraised_since(released: Mapping[str, str], plain: Plain) -> tuple[str, ...]:
    """Return the names of entries that a release kept, and that say something else now without a higher version."""
    now = numbered(plain)
    return tuple(key for key in now.keys() & released.keys() if _is_unraised(released[key], now[key]))


def numbered(plain: Plain) -> Mapping[str, str]:
    """Return of every entry its version and a digest of what it says, such as `2 0f3c…`: what a release keeps of it."""
    versions = plain.get(VERSIONS, {})
    return {key: f"{versions.get(key, 1)} {_digest(entry)}" for key, entry in _entries(plain)}


def _entries(plain: Plain) -> Iterator[tuple[str, Any]]:
    for section in KEYED:
        yield from ((f"{section}.{name}", entry) for name, entry in plain.get(section, {}).items())
    yield from ((section, plain[section]) for section in SINGLE)


def _digest(entry: Any) -> str:
    said = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    return sha256(said.encode()).hexdigest()[:_DIGITS]


def _is_unraised(before: str, after: str) -> bool:
    (old, was), (new, says) = before.split(), after.split()
    return was != says and int(new) <= int(old)
