"""A house with packs, keys and rules; imported late, because Django is not set up when this is read."""

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
