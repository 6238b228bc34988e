"""How often may each class of routes be asked? As OMBUD_RATES says, for instance `filing=60/3600 page=0/60`."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

DEFAULTS: Final = "page=3000/60 filing=600/3600 codes=10/3600 staff=1200/60 machine=600000/60"
_SAID: Final = re.compile(r"([a-z]+)=(\d+)/(\d+)")
_SHARES: Final = 1000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in a window; none at all means no limit."""

    allowed: int
    window: timedelta

    @property
    def share(self) -> int:
        """Return how many a process takes at once: one, unless the limit is so wide that a few do not matter."""
        return max(1, self.allowed // _SHARES)


def limits(environ: Mapping[str, str] = os.environ) -> Mapping[str, Limit]:
    """Return the limit of each class; what the setting does not name keeps its default."""
    return _parsed(environ.get("OMBUD_RATES", ""))


@cache
def _parsed(said: str) -> Mapping[str, Limit]:
    found = dict(_read(DEFAULTS))
    known = frozenset(found)
    found |= _read(said)
    if unknown := found.keys() - known:
        raise ValueError(
            f"OMBUD_RATES names {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}."
        )
    return MappingProxyType(found)


def _read(said: str) -> dict[str, Limit]:
    found = {}
    for item in said.replace(",", " ").split():
        match = _SAID.fullmatch(item)
        if match is None or match[3] == "0":
            raise ValueError(f"OMBUD_RATES: {item!r} is not CLASS=COUNT/SECONDS.")
        found[match[1]] = Limit(int(match[2]), timedelta(seconds=int(match[3])))
    return found
