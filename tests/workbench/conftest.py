"""A house with a staffed floor: people who may work, and cases that wait for them."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import psycopg
import pytest


@pytest.fixture
def floor(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID]):
    """A staffed floor."""
    from tests.usecases.sorting.scene import furnish
    from tests.workbench.scene import Floor

    return Floor(house=furnish(app_link, now=now, mint=mint), now=now, mint=mint)
