"""How often was a wrong code tried from one network?

(SEC7) Counted in this process only, by a keyed digest of the network's prefix that changes every day: nobody can read from
it who tried. A right code always passes, however many wrong ones came from the same network, so that a flood never
closes the door for those who share it; the code's 100 bits are what keeps the others out.
"""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from ombud.core.refusals import No, Refused
from ombud.store.vault import vault

ALLOWED: Final = 10
WINDOW: Final = timedelta(hours=1)
REMEMBERED: Final = 50_000
_V4_PREFIX: Final = 24
_V6_PREFIX: Final = 48


@dataclass(slots=True)
class Tries:
    """Wrong codes of the last hour by network."""

    seen: OrderedDict[bytes, tuple[datetime, int]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def wrong(self, address: str, *, now: datetime) -> None:
        """Count a wrong code; refuse from the eleventh within an hour on, saying how long to wait."""
        key = vault().find("tries", f"{now:%Y-%m-%d}", network_of(address))
        with self.lock:
            since, count = self.seen.pop(key, (now, 0))
            if now - since >= WINDOW:
                since, count = now, 0
            self.seen[key] = (since, count + 1)
            while len(self.seen) > REMEMBERED:
                self.seen.popitem(last=False)
        if count >= ALLOWED:
            raise Refused(No.TOO_OFTEN, seconds=int((since + WINDOW - now).total_seconds()) + 1)

    def forget(self) -> None:
        """Begin anew."""
        with self.lock:
            self.seen.clear()


def network_of(address: str) -> str:
    """Return the network an address belongs to, as far as one household or company may share it."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "?"
    length = _V4_PREFIX if ip.version == 4 else _V6_PREFIX  # noqa: PLR2004 - the version's name
    return str(ipaddress.ip_network((ip, length), strict=False))


tries: Final = Tries()
