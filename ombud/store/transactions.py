"""When two writers collide, who tries again? And when one of many cannot be done, what of the others?"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, transaction
from django.db.utils import DatabaseError

log = logging.getLogger(__name__)
K = TypeVar("K")
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


def one_by_one(due: Callable[[Collection[K]], Sequence[K]], do: Callable[[K], int], *, what: str) -> int:
    """Do it with each that is `due` beside those that were come by; one that cannot be done keeps no other from it.

    It is named in the log as `what` it is, stays due, and is tried again the next time.
    """
    done, passed = 0, set[K]()
    while several := due(passed):
        for one in several:
            passed.add(one)
            try:
                done += do(one)
            except (
                OperationalError,
                InterfaceError,
            ):  # the database is away: nothing else can be done either
                raise
            except Exception:
                log.exception("%s %s could not be done", what, one)
    return done
