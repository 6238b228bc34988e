"""A staffed house; imported late, because Django is not set up when this is read."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import psycopg
import pytest


@pytest.fixture
def work(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID]):
    """A house with a staffed floor, where a complaint may come in."""
    from tests.usecases.sorting.scene import furnish
    from tests.usecases.stories import Work

    return Work(house=furnish(app_link, now=now, mint=mint), now=now, mint=mint).staffed()


@pytest.fixture
def stage(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID]):
    """A house, a host in memory, and people who decide."""
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    return Stage(furnish(app_link, now=now, mint=mint), now=now, mint=mint)
