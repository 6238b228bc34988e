"""Has somebody strange come back to an account that is watched?

An account that goes back to its owner can be watched for a time. That begins when it is back and not before, since until then it is
locked, and it ends on its day by itself. Within it, a change of a way in, of the payee or the real name counts whoever made it,
and anything from a device that the account had not used; what an order of ours brought about does not.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Protocol

WATCH: Final = "W"
"""The measure by which an account is watched."""
WAYS_IN: Final = frozenset({"factor", "payee", "real_name"})
"""Changes by which an account or its money goes elsewhere, from whatever device."""


class Change(Protocol):
    """What the host tells of one change."""

    @property
    def id(self) -> str:
        """Return how the host calls it."""

    @property
    def at(self) -> datetime:
        """Return when it was."""

    @property
    def kind(self) -> str:
        """Return what changed."""

    @property
    def strange(self) -> bool:
        """Say whether it came from a device that the account had not used."""

    @property
    def order(self) -> str:
        """Return the order of ours that made it."""


def odd(changes: Iterable[Change], *, since: datetime) -> tuple[str, ...]:
    """Return the changes since the watch began that a person must look at, oldest first."""
    found = (
        one for one in changes if one.at > since and not one.order and (one.strange or one.kind in WAYS_IN)
    )
    return tuple(one.id for one in sorted(found, key=lambda one: one.at))
