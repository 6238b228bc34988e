"""One house that has lived, for every test that tampers with it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import psycopg
import pytest


@pytest.fixture
def house(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID]):
    """A house as it stands after `./run`."""
    from tests.usecases.sorting.scene import furnish

    return furnish(app_link, now=now, mint=mint)


@pytest.fixture
def case(house) -> UUID:
    """A case that went all the way and was appealed."""
    from tests.verify.lived import live

    return live(house)
