"""What does one pack say that another does not?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_GONE: Final = object()
_HEAD: Final = frozenset({"id", "version", "jurisdiction", "then"})


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: where (`clocks.ack_target.amounts.all`), what it was and what it is; None is nothing."""

    where: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what differs between the plain forms of two packs, by name; what a pack and the one after it are called does not count.

    An entry that is new or gone is one change, whole; in an entry that both have, each value that differs is one.
    """
    return tuple(
        change
        for section in sorted(before.keys() | after.keys() - _HEAD)
        if section not in _HEAD
        for change in _between(before.get(section, {}), after.get(section, {}), where=section)
    )


def _between(before: Any, after: Any, *, where: str) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted(before.keys() | after.keys()):
            yield from _between(before.get(name, _GONE), after.get(name, _GONE), where=f"{where}.{name}")
    elif before != after:
        yield Change(where, None if before is _GONE else before, None if after is _GONE else after)
