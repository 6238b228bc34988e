"""Which entries say something else than before, under a version that did not rise?"""

from collections.abc import Iterator, Mapping
from typing import Any

from ombud.core.pack.merge import KEYED, SINGLE, VERSIONS

Plain = Mapping[str, Any]


def unraised(before: Plain, after: Plain) -> tuple[str, ...]:
    """Return the names of entries, such as `clocks.ack_target`, that both plain packs have and that changed unnumbered."""
    numbers = tuple(pack.get(VERSIONS, {}) for pack in (before, after))
    return tuple(key for key in _changed(before, after) if numbers[1].get(key, 1) <= numbers[0].get(key, 1))


def _changed(before: Plain, after: Plain) -> Iterator[str]:
    for section in KEYED:
        old, new = before.get(section, {}), after.get(section, {})
        yield from (f"{section}.{name}" for name in old.keys() & new.keys() if old[name] != new[name])
    yield from (section for section in SINGLE if before[section] != after[section])
