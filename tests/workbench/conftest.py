"""A house with a staffed floor: people who may work, and cases that wait for them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest

from ombud.adapters import here


@pytest.fixture
def now() -> datetime:
    """The pages read the clock themselves."""
    return here.now() - timedelta(minutes=3)


@pytest.fixture
def mint() -> Callable[..., UUID]:
    return here.mint


@pytest.fixture
def floor(app_link: psycopg.Connection, now: datetime, mint: Callable[..., UUID]):
    """A staffed floor."""
    from tests.usecases.sorting.scene import furnish
    from tests.workbench.scene import Floor

    return Floor(house=furnish(app_link, now=now, mint=mint), now=now, mint=mint)
