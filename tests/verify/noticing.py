"""Does `verify` notice what was done behind the application's back? What was done is then undone."""

from collections.abc import Iterable
from functools import partial
from unittest.mock import patch

import psycopg

from ombud.store import asking
from ombud.usecases.verify import Report, verify


class Noticed(Exception):  # noqa: N818 - said as people say it
    """The first fault is enough."""


class _UntilOne(list):
    """Faults up to the first."""

    def extend(self, faults: Iterable[object]) -> None:
        """Look at the first only."""
        for _ in faults:
            raise Noticed


def told(root, house, said: str) -> bool | None:
    """Say whether `verify` finds anything after this, which is then undone; none if there was nothing to alter."""
    root.execute("SET session_replication_role = replica")
    try:
        if not root.execute(said).rowcount:
            return None
        until_one = partial(Report, faults=_UntilOne())
        with patch.object(asking, "connection", root), patch("ombud.usecases.verify.Report", until_one):
            verify(now=house.now)
    except (Noticed, psycopg.IntegrityError):  # the latter: a check of the database refuses it
        return True
    finally:
        root.rollback()
    return False
