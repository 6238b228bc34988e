"""How often has somebody asked, in all processes together, and when is it too often?

Windows are counted in the database, so that processes share a limit and a restart forgives nothing. A process takes
from a wide limit some at once and spends them here, so that the firehose asks the database once for hundreds; and it
remembers which windows are used up, so that a flood costs nothing. Never more is let in than a limit allows.

Who asks is kept as a keyed digest that changes every day. A right code always passes, however many wrong ones
came from the same network, and so does a danger to life at the portal: a flood never closes the door for those who
share its network.
"""

import ipaddress
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

import django.db
import psycopg
from psycopg_pool import PoolTimeout

from ombud.adapters.limits import limits
from ombud.core.refusals import No, Refused
from ombud.store.rates import take
from ombud.store.vault import vault
from ombud.wire.doors import Rate

REMEMBERED: Final = 50_000
_V4_PREFIX: Final = 24
_V6_PREFIX: Final = 48
_AWAY: Final = (
    django.db.OperationalError,
    django.db.InterfaceError,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    PoolTimeout,
)
_SECOND: Final = timedelta(seconds=1)
_log = logging.getLogger(__name__)

Take = Callable[..., tuple[int, datetime]]


@dataclass(slots=True)
class _Share:
    """What this process may still let in until the window ends; less than nothing: the window is used up."""

    left: int
    ends_at: datetime


@dataclass(slots=True)
class Rates:
    """What this process holds of the windows that all share."""

    held: OrderedDict[bytes, _Share] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def spend(self, rate: Rate, who: str, *, now: datetime, take: Take = take) -> None:
        """Count one more; refuse when that is too often, saying how long to wait."""
        if self.has(rate, who, now=now):
            return
        limit = limits()[rate]
        try:
            used, ends_at = take(_key(rate, who, now), amount=limit.share, window=limit.window, now=now)
        except _AWAY as error:  # a limit never shuts a door: what needs the database says so itself
            _log.warning("nobody counts, the database did not answer: %s", type(error).__name__)
            return
        granted = min(limit.share, limit.allowed - used + limit.share)
        self._hold(_key(rate, who, now), left=granted - 1, ends_at=ends_at)
        if granted < 1:
            raise _too_often(rate, ends_at - now)

    def has(self, rate: Rate, who: str, *, now: datetime) -> bool:
        """Spend one that this process holds, if it holds one; refuse when it knows that the window is used up."""
        if not limits()[rate].allowed:
            return True
        with self.lock:
            share = self.held.get(_key(rate, who, now))
            if share is None or share.ends_at <= now or not share.left:
                return False
            if share.left > 0:
                share.left -= 1
                return True
        raise _too_often(rate, share.ends_at - now)

    def _hold(self, key: bytes, *, left: int, ends_at: datetime) -> None:
        with self.lock:
            known = self.held.pop(key, None)
            if known is not None and known.ends_at == ends_at and known.left > 0:
                left = max(left, 0) + known.left
            self.held[key] = _Share(left, ends_at)
            while len(self.held) > REMEMBERED:
                self.held.popitem(last=False)

    def forget(self) -> None:
        """Begin anew, as a process that has just started."""
        with self.lock:
            self.held.clear()


def _key(rate: Rate, who: str, now: datetime) -> bytes:
    return vault().find("rate", rate.value, f"{now:%Y-%m-%d}", who)


def _too_often(rate: Rate, rest: timedelta) -> Refused:
    code = No.TOO_OFTEN if rate is Rate.CODES else No.TOO_FAST
    return Refused(code, seconds=rest // _SECOND + 1)


def network_of(request: Any) -> str:
    """Return the network a request comes from, as far as one household or company may share it."""
    try:
        ip = ipaddress.ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return "?"
    length = _V4_PREFIX if ip.version == 4 else _V6_PREFIX  # noqa: PLR2004 - the version's name
    return str(ipaddress.ip_network((ip, length), strict=False))


rates: Final = Rates()
