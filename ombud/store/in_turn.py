"""When one of many cannot be done, what of the others? They are done, and somebody is called to the one that cannot."""

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError

from ombud.core.ids import drawn_from
from ombud.core.vocabulary import Role
from ombud.store import alarms
from ombud.store.alarms import Raised

log = logging.getLogger(__name__)
K = TypeVar("K")

AWAY: Final = (OperationalError, InterfaceError)
"""The database is away: nothing else can be done either."""


def one_by_one(
    due: Callable[[Collection[K]], Sequence[K]], do: Callable[[K], int], *, what: str, now: datetime
) -> int:
    """Do it with each that is `due` beside those that were come by; one that cannot be done keeps no other from it.

    It is named in the log with `what`, the chore; an operator is called to it, once until that is cleared; it stays due,
    and is tried again the next time.
    """
    done, passed = 0, set[K]()
    while several := due(passed):
        for one in several:
            passed.add(one)
            done += _try(do, one, what=what, now=now)
    return done


def each(several: Iterable[K], do: Callable[[K], int], *, what: str, now: datetime) -> int:
    """Do it with each of these as `one_by_one` does."""
    return sum(_try(do, one, what=what, now=now) for one in several)


def in_groups(
    groups: Iterable[Sequence[UUID]], do: Callable[[Sequence[UUID]], int], *, what: str, now: datetime
) -> int:
    """Do it with books that are opened together; where that cannot be done, with each of them alone."""
    done = 0
    for group in groups:
        try:
            done += do(group)
        except AWAY:
            raise
        except Exception:
            log.exception("%s: %d are done one by one", what, len(group))
            done += each(group, lambda one: do((one,)), what=what, now=now)
    return done


def _try(do: Callable[[K], int], one: K, *, what: str, now: datetime) -> int:
    try:
        return do(one)
    except AWAY:
        raise
    except Exception:
        log.exception("%s: %s could not be done", what, one)
    alarm = Raised(
        owner=_owner(one), kind=alarms.STUCK, to_role=Role.OPERATOR.value, about=what, once=now.isoformat()
    )
    if not alarms.is_open(alarm):
        alarms.put((alarm,), now=now)
    return 0


def _owner(one: object) -> UUID:
    """Return the book that something is of, the first id it names; what names none has an id made of what it says."""
    ids = one if isinstance(one, tuple) else (one, getattr(one, "case_id", None), getattr(one, "owner", None))
    named = next((part for part in ids if isinstance(part, UUID)), None)
    return named or drawn_from(sha256(repr(one).encode()).digest(), 0)
