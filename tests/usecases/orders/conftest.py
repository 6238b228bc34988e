"""A stage with a host in memory; imported late, because Django is not set up when this is read."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import psycopg
import pytest


@pytest.fixture
def stage(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID]):
    """A house, a host, and people who decide."""
    from tests.usecases.orders.scene import Stage
    from tests.usecases.sorting.scene import furnish

    return Stage(furnish(app_link, now=now, mint=mint), now=now, mint=mint)
