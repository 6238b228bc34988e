"""How do Django's doors take in complaints? One transaction, tried again when the database asks for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import psycopg
from django.db import connection, transaction

from ombud.adapters import here
from ombud.adapters.hearing import danger_now
from ombud.core.intake import Filing
from ombud.core.refusals import Refused
from ombud.store.vault import vault
from ombud.usecases.receive import Receipt, receive
from ombud.usecases.receive import is_spent as spent

TRIES: Final = 6
AGAIN: Final = frozenset({"40001", "40P01"})


def take_in(filings: Sequence[Filing], *, now: datetime) -> tuple[Receipt | Refused, ...]:
    """Take in complaints and commit; when this returns, every receipt is durable."""
    tried = 0
    while True:
        tried += 1
        try:
            return _once(filings, now=now)
        except psycopg.Error as error:
            if tried == TRIES or error.sqlstate not in AGAIN or connection.in_atomic_block:
                raise


def is_spent(once: str) -> bool:
    """Say whether a complaint was filed by a link that the host handed out."""
    connection.ensure_connection()
    return spent(once, connection=connection.connection, vault=vault())


def _once(filings: Sequence[Filing], *, now: datetime) -> tuple[Receipt | Refused, ...]:
    with transaction.atomic():
        connection.ensure_connection()
        return receive(
            filings,
            connection=connection.connection,
            vault=vault(),
            danger=danger_now,
            mint=here.mint,
            now=now,
        )
