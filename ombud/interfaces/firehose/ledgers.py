"""How does the firehose reach the database? By its own few connections, in threads, without a framework."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import psycopg
from psycopg_pool import ConnectionPool

from ombud.adapters import here
from ombud.adapters.hearing import danger_now
from ombud.core.intake import Filing
from ombud.core.refusals import Refused
from ombud.store.callers import Caller
from ombud.store.rates import take
from ombud.store.vault import vault
from ombud.usecases.know_key import know_key
from ombud.usecases.receive import Receipt, receive
from ombud.wire.doors import Rate
from ombud.wire.rates import rates

CONNECTIONS: Final = 4
TRIES: Final = 6
AGAIN: Final = frozenset({"40001", "40P01"})
PATIENCE: Final = 5.0
"""Seconds to wait for a connection before saying that nothing can be saved."""


@dataclass(frozen=True, slots=True)
class Ledgers:
    """Takes in complaints and knows machines, each call in one transaction of its own."""

    pool: ConnectionPool

    @classmethod
    def at(cls, url: str) -> "Ledgers":
        """Open connections to a database; one that died is noticed before it is used."""
        pool = ConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=PATIENCE,
            check=ConnectionPool.check_connection,
            open=True,
        )
        return cls(pool)

    def take(self, filings: Sequence[Filing]) -> Sequence[Receipt | Refused]:
        """Take in complaints and commit; when this returns, every receipt is durable."""
        tried = 0
        while True:
            tried += 1
            try:
                with self.pool.connection() as connection:
                    return receive(
                        filings,
                        connection=connection,
                        vault=vault(),
                        danger=danger_now,
                        mint=here.mint,
                        now=here.now(),
                    )
            except psycopg.Error as error:
                if tried == TRIES or error.sqlstate not in AGAIN:
                    raise

    def know(self, hashed: bytes) -> Caller | None:
        """Return whose key has this hash."""
        with self.pool.connection() as connection:
            return know_key(hashed, connection=connection)

    def spend(self, sender: str) -> None:
        """Count one more request of a machine; refuse when that is too often."""
        rates.spend(Rate.MACHINE, sender, now=here.now(), take=self._take)

    def _take(self, key: bytes, *, amount: int, window: timedelta, now: datetime) -> tuple[int, datetime]:
        with self.pool.connection() as connection:
            return take(key, amount=amount, window=window, now=now, link=connection)

    def close(self) -> None:
        """Close the connections."""
        self.pool.close()
