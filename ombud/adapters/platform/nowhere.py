"""What if no host platform is set? Nothing is ever reached, and everything waits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ombud.adapters.platform.contract import HostOrder, HostSubject, InApp, Likeness, Unreachable, Why

NOT_SET: Final = Unreachable(Why.NO_CONNECTION, "OMBUD_PLATFORM_URL is not set")


class Nowhere:
    """A host that nobody named."""

    def act(self, order: HostOrder, *, now: datetime) -> Unreachable:  # noqa: ARG002 - the contract's
        """Reach nobody."""
        return NOT_SET

    def look_up(self, subject: HostSubject, *, now: datetime) -> Unreachable:  # noqa: ARG002 - the contract's
        """Reach nobody."""
        return NOT_SET

    def tell(self, message: InApp, *, now: datetime) -> Unreachable:  # noqa: ARG002 - the contract's
        """Reach nobody."""
        return NOT_SET

    def vouch(self, account: HostSubject, *, said: Mapping[str, str], now: datetime) -> Unreachable:  # noqa: ARG002 - the contract's
        """Reach nobody."""
        return NOT_SET

    def accesses(
        self,
        account: HostSubject,  # noqa: ARG002 - the contract's
        *,
        since: datetime,  # noqa: ARG002 - the contract's
        until: datetime,  # noqa: ARG002 - the contract's
        now: datetime,  # noqa: ARG002 - the contract's
    ) -> Unreachable:
        """Reach nobody."""
        return NOT_SET

    def scope(self, system: HostSubject, *, now: datetime) -> Unreachable:  # noqa: ARG002 - the contract's
        """Reach nobody."""
        return NOT_SET

    def alike(
        self,
        subject: HostSubject,  # noqa: ARG002 - the contract's
        *,
        whys: frozenset[Likeness],  # noqa: ARG002 - the contract's
        after: str = "",  # noqa: ARG002 - the contract's
        limit: int,  # noqa: ARG002 - the contract's
        now: datetime,  # noqa: ARG002 - the contract's
    ) -> Unreachable:
        """Reach nobody."""
        return NOT_SET
