"""When two writers collide, who tries again?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from django.db.utils import DatabaseError

P = ParamSpec("P")
R = TypeVar("R")

TRIES: Final = 6
AGAIN: Final = frozenset({"40001", "40P01"})
"""Serialization failure and deadlock: the whole use case may simply run again."""


def may_run_again(error: BaseException) -> bool:
    """Say whether the database asks for another try."""
    return getattr(error.__cause__, "sqlstate", None) in AGAIN


def one_transaction(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run the whole use case in one transaction, again if the database asks for it."""

    @wraps(use_case)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        nested = transaction.get_connection().in_atomic_block
        for tried in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    return use_case(*args, **kwargs)
            except DatabaseError as error:
                if nested or tried == TRIES or not may_run_again(error):
                    raise
        raise OperationalError("unreachable")

    return whole


@contextmanager
def rehearsed() -> Iterator[None]:
    """Do everything that follows, and keep none of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def one_picture() -> Iterator[None]:
    """Read everything as it stood in one moment, however long that takes and whatever happens meanwhile; write nothing.

    Within a transaction that is under way the reader has that one's picture.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield
